import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { type Backend, checkMasterKey, MasterKeyMismatchError } from "../../projects/index.ts";
import { generatePrivateKey, type RandomBytes } from "../../tokens/index.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { CleanUp } from "./clean-up.ts";
import { masterKeysOf, masterKeyText } from "./find-master-keys.ts";
import { type LastingLocation, openStore } from "./open-store.ts";
import { seededBytes } from "./seeded-bytes.ts";
import { seededKeys } from "./seeded-keys.ts";
import { serverKeySets } from "./server-key-sets.ts";
import { wrongOption } from "./start-error.ts";
import type { CheckedOptions, StartOptions } from "./start-options.ts";

/** What a service is opened with. */
export interface Opening {
  readonly options: StartOptions;
  readonly checked: CheckedOptions;
  readonly location: LastingLocation;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Where the store is let go of. */
  readonly cleanUp: CleanUp;
}

/** What a service stands on, before it answers. */
export interface OpenedService {
  readonly backend: Backend;
  /** As `CLAIMSMITH_MASTER_KEY` has them, for other processes of the same service. */
  readonly masterKey: string;
  /** Says where the service listens, which is its public URL unless the options have another. */
  readonly setUrl: (url: string) => void;
}

/** Opens the store, and finds out whether the master key is the right one. Rejects with a `StartError`. */
export async function openService({
  options,
  checked,
  location,
  logger,
  metrics,
  cleanUp,
}: Opening): Promise<OpenedService> {
  const { clock, publicUrl } = checked;
  const masterKey = await masterKeyText({
    ...checked,
    ...(options.masterKey === undefined ? {} : { given: options.masterKey }),
    ...(location.kind === "embedded" ? { directory: location.directory } : {}),
    isEphemeral: checked.store.kind === "temporary",
    random: bytesFor(checked, "master key"),
  });
  const masterKeys = masterKeysOf(masterKey);
  const store = await openStore(location, checked, cleanUp);
  // With port 0 the address is known when the server listens; nothing asks for it before.
  let url = "";
  const backend: Backend = {
    store,
    clock,
    random: bytesFor(checked, "records"),
    masterKeys,
    keySource: checked.seed === undefined ? generatePrivateKey : seededKeys(bytesFor(checked, "keys")),
    keySets: serverKeySets(checked, logger, metrics),
    get publicUrl() {
      return publicUrl ?? url;
    },
  };
  await requireMasterKey(backend);
  return {
    backend,
    masterKey,
    setUrl(found) {
      url = found;
    },
  };
}

/** Random bytes for one purpose; those of other purposes are not used up by it. */
export function bytesFor({ seed }: CheckedOptions, purpose: string): RandomBytes {
  return seed === undefined ? randomBytes : seededBytes(seed, purpose);
}

async function requireMasterKey(backend: Backend): Promise<void> {
  try {
    await checkMasterKey(backend);
  } catch (error) {
    if (error instanceof MasterKeyMismatchError)
      throw wrongOption("masterKey", `is not the right one: ${error.message}`);
    throw error;
  }
}
