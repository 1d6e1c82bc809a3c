import type { SessionPatch } from "../claims/index.ts";
import type { Clock, Pacing, Store, StoreScope } from "../store/index.ts";
import type { KeySets, MasterKeys, PrivateKeySource, RandomBytes } from "../tokens/index.ts";
import type { Afterwards } from "./afterwards.ts";
import type { Observer } from "./observer.ts";

/**
 * The ground that the service stands on: everything that is not a value comes in through here, so that tests fix it.
 */
export interface Backend {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** With what is waited before something is tried again. */
  readonly pacing: Pacing;
  readonly masterKeys: MasterKeys;
  readonly keySource: PrivateKeySource;
  /** The public keys that issuers publish at URLs, as this process has them. */
  readonly keySets: KeySets;
  /** The address under which clients reach the service, without a slash at its end. */
  readonly publicUrl: string;
  /** Does what may wait; nobody does if absent. */
  readonly afterwards?: Afterwards;
  /**
   * What the newest session of a member or user was sent, which a publication is tried with; nothing, if absent: then
   * there are no sessions.
   */
  readonly newestPatch?: (
    scope: StoreScope,
    pacing: Pick<Pacing, "turns">,
    owner: { readonly id: string; readonly sessionEpoch: number },
  ) => Promise<SessionPatch>;
  /** Is told what the service does; nobody is if absent. */
  readonly observer?: Observer;
}
