import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { directoryCollections } from "../../src/directory/index.ts";
import { allProjectCollections, type Backend } from "../../src/projects/index.ts";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import type { Clock, CollectionShape, EpochMilliseconds, Pacing } from "../../src/store/index.ts";
import { KeySets, type KeySetsOptions, MasterKeys, type RandomBytes } from "../../src/tokens/index.ts";
import type { TestStore } from "./each-store.ts";
import { fixedKeys } from "./signing-keys.ts";

/** 2026-01-01T00:00:00Z. */
export const startOf2026: EpochMilliseconds = 1_767_225_600_000;

/** What a test says about its backend; everything has a default. */
export interface TestBackendOptions {
  /** What the clock shows at first. */
  readonly now?: EpochMilliseconds;
  /** Different seeds give different ids and secrets. */
  readonly seed?: string;
  /** Collections beside those of projects and of the directory. */
  readonly collections?: readonly CollectionShape[];
  /** The folder of a store that is there already; it is not removed at the end. */
  readonly directory?: string;
  /** A store that is there already instead; it is not removed at the end. */
  readonly store?: TestStore;
  /** How key sets are had; none can be unless given. */
  readonly keySets?: Partial<KeySetsOptions>;
  /** The letter of which the master key is made. */
  readonly masterKey?: string;
}

/** A backend of its own, on an embedded store in a temporary folder, whose clock stands still. */
export interface TestBackend {
  readonly backend: Backend;
  readonly directory: string;
  /** Moves the clock. */
  advance(milliseconds: number): void;
  /** Closes the store and removes its folder. */
  close(): Promise<void>;
}

/** Opens one. Close it when the test is over, as with `onTestFinished`. */
export async function testBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const { seed = "seed", collections = [], masterKey = "m" } = options;
  let now = options.now ?? startOf2026;
  const clock = () => now;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "claimsmith-backend-")));
  const opening = { clock, collections: [...allProjectCollections, ...directoryCollections, ...collections] };
  const store = await (options.store?.open(opening) ?? openEmbeddedStore({ directory, ...opening }));
  return {
    backend: {
      store,
      clock,
      random: seededBytes(seed),
      pacing: pacingBy(clock),
      masterKeys: masterKeysOf(masterKey),
      keySource: fixedKeys,
      keySets: new KeySets({
        clock,
        access: { allowHosts: [], allowLoopbackHttp: true },
        fetch: async () => ({ ok: false, fault: "key_set_unreachable" }),
        ...options.keySets,
      }),
      publicUrl: "http://127.0.0.1:4000",
    },
    directory,
    advance(milliseconds) {
      now += milliseconds;
    },
    async close() {
      await store.close();
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Waits for no time, but lets others go on, and what is to be done later never is; what is left of a time is told by the clock and by what was to be waited. */
export function pacingBy(clock: Clock): Pacing {
  return {
    elapsedMilliseconds: clock,
    wait: () => setImmediate(),
    after: () => () => {},
    turns: () => () => undefined,
    random: () => 0,
  };
}

/** Bytes that are the same for the same seed, and never repeat within it. */
export function seededBytes(seed: string): RandomBytes {
  let count = 0;
  return (length) => createHash("shake256", { outputLength: length }).update(`${seed} ${count++}`).digest();
}

/** Master keys of 32 bytes that are each one letter. */
export function masterKeysOf(...letters: readonly string[]): MasterKeys {
  const text = letters.map((letter) => Buffer.from(letter.repeat(32)).toString("base64")).join();
  const parsed = MasterKeys.parse(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.masterKeys;
}
