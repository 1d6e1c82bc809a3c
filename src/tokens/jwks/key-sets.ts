import type { EpochMilliseconds } from "../epoch.ts";
import { maxKeySets, maxTriedKeySetFetches, maxTriedKeySets } from "../limits.ts";
import { CachedKeySet } from "./cached-key-set.ts";
import type { KeySetFault } from "./key-set-fault.ts";
import type { KeySetReading } from "./key-set-reading.ts";
import { type KeySetAccess, keySetTarget } from "./key-set-url.ts";

/** The options of the key sets of a process. */
export interface KeySetsOptions {
  readonly clock: () => EpochMilliseconds;
  readonly access: KeySetAccess;
  /** Fetches the set of a URL that may be asked; never rejects. */
  readonly fetch: (url: string) => Promise<KeySetReading>;
  /** The same for profiles that are tried and not saved; `fetch` unless given. */
  readonly fetchForTrial?: (url: string) => Promise<KeySetReading>;
  /** Is told of each fetch that fails; whoever asks for keys may be served the last good ones, and so see nothing of it. */
  readonly onFailure?: (failure: KeySetFailure) => void;
  /** Is told at each question whether the keys were there already. */
  readonly onLookup?: (isHit: boolean) => void;
}

/** A fetch that failed. */
export interface KeySetFailure {
  /** The host of the URL: the rest of it may be a secret. */
  readonly host: string;
  readonly fault: KeySetFault;
}

/** The public keys that issuers publish at URLs (RFC 7517 §5), as a process has them: one for each process. */
export class KeySets {
  readonly #options: KeySetsOptions;
  /** By URL, in the order of use. */
  readonly #sets = new Map<string, CachedKeySet>();
  readonly #maxSets: number;
  #forTrials: KeySets | undefined;

  constructor(options: KeySetsOptions, maxSets = maxKeySets) {
    this.#options = options;
    this.#maxSets = maxSets;
  }

  /**
   * The key sets of profiles that are tried and not saved, under the same rules, and apart: whoever tries a profile takes
   * no room and no turn from those that are saved. Few are kept, and few are fetched at once.
   */
  forTrials(): KeySets {
    if (this.#forTrials === undefined) {
      const { fetch, fetchForTrial = fetch, onLookup: _, ...options } = this.#options;
      this.#forTrials = new KeySets({ ...options, fetch: fewAtOnce(fetchForTrial) }, maxTriedKeySets);
    }
    return this.#forTrials;
  }

  /** The keys of a URL for a token that names this one, as `CachedKeySet.read` has them. */
  find(url: string, kid: string | undefined): Promise<KeySetReading> {
    const set = this.#sets.get(url) ?? new CachedKeySet(() => this.#fetch(url), this.#options.clock);
    this.#sets.delete(url);
    this.#sets.set(url, set);
    if (this.#sets.size > this.#maxSets) this.#forgetOldest();
    this.#options.onLookup?.(set.fresh(kid) !== undefined);
    return set.read(kid);
  }

  /** Why a URL is not asked, as far as it says so itself; its host may still turn out to have no allowed address. */
  faultOf(url: string): KeySetFault | undefined {
    const reading = keySetTarget(url, this.#options.access);
    return reading.ok ? undefined : reading.fault;
  }

  #forgetOldest(): void {
    for (const url of this.#sets.keys()) {
      this.#sets.delete(url);
      return;
    }
  }

  async #fetch(url: string): Promise<KeySetReading> {
    const reading = await this.#options.fetch(url);
    if (!reading.ok) this.#options.onFailure?.({ host: new URL(url).host, fault: reading.fault });
    return reading;
  }
}

/** A fetch of which so many run at once; another one fails at once rather than to wait. */
function fewAtOnce(fetch: KeySetsOptions["fetch"]): KeySetsOptions["fetch"] {
  let running = 0;
  return async (url) => {
    if (running >= maxTriedKeySetFetches) return { ok: false, fault: "key_set_trials_busy" };
    running += 1;
    try {
      return await fetch(url);
    } finally {
      running -= 1;
    }
  };
}
