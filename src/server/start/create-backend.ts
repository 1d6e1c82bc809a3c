import type { Afterwards, Backend } from "../../projects/index.ts";
import { newestPatch } from "../../sessions/index.ts";
import { generatePrivateKey } from "../../tokens/index.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import { processPacing } from "./process-pacing.ts";
import { seededKeys } from "./seeded-keys.ts";

/** A backend that may not know yet under which address clients reach it: with port 0 that is known once it listens. */
export interface UnlistenedBackend extends Backend {
  /** Says where the server listens: its public URL, unless the options have another. */
  listensOn(url: string): void;
}

/** The parts that are made elsewhere. */
export interface BackendParts extends Pick<Backend, "store" | "masterKeys" | "keySets"> {
  /** None where no request is answered: to be said, so that no server goes without. */
  readonly afterwards: Afterwards | undefined;
}

/**
 * Makes the ground that a service with these options stands on. Until it listens, its public URL is that of the
 * options, or empty.
 */
export function createBackend(
  checked: Pick<CheckedOptions, "clock" | "publicUrl" | "seed">,
  { afterwards, ...parts }: BackendParts,
): UnlistenedBackend {
  const { clock, publicUrl, seed } = checked;
  let ownUrl = "";
  return {
    ...parts,
    ...(afterwards !== undefined && { afterwards }),
    clock,
    random: bytesFor(checked, "records"),
    pacing: processPacing,
    newestPatch,
    keySource: seed === undefined ? generatePrivateKey : seededKeys(bytesFor(checked, "keys")),
    get publicUrl() {
      return publicUrl ?? ownUrl;
    },
    listensOn(url) {
      ownUrl = url;
    },
  };
}
