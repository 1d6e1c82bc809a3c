import { generateMasterKey, MasterKeys } from "../../tokens/index.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import { masterKeyFile } from "./master-key-file.ts";
import type { LastingLocation } from "./place-store.ts";
import { StartError, wrongOption } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";

/** Options that decide which master keys a server has, besides those given. */
export type MasterKeySituation = Pick<CheckedOptions, "store" | "isLoopback" | "isProduction" | "seed">;

/** The master keys that `masterKeyText` finds. Rejects with a `StartError` if there are none. */
export async function findMasterKeys(
  options: Pick<StartOptions, "masterKey">,
  situation: MasterKeySituation,
  location: LastingLocation,
): Promise<MasterKeys> {
  return masterKeysOf(await masterKeyText(options, situation, location));
}

/** The master keys of a text. Throws a `StartError` if it has none. */
export function masterKeysOf(text: string): MasterKeys {
  const parsed = MasterKeys.parse(text);
  if (!parsed.ok) throw wrongOption("masterKey", parsed.error.message);
  return parsed.masterKeys;
}

/**
 * The master keys as `CLAIMSMITH_MASTER_KEY` has them: those given; else one of its own for a store that is not kept; else,
 * on loopback and outside production, the one that an embedded store keeps for itself. Rejects with a `StartError` where
 * none may be made up.
 */
export async function masterKeyText(
  { masterKey: given }: Pick<StartOptions, "masterKey">,
  situation: MasterKeySituation,
  location: LastingLocation,
): Promise<string> {
  const { store, isLoopback, isProduction } = situation;
  if (given !== undefined) return given;
  const make = () => generateMasterKey(bytesFor(situation, "master key"));
  if (store.kind === "temporary") return make();
  if (isProduction) throw missing("in production");
  if (!isLoopback) throw missing("where other machines reach the server");
  if (location.kind === "mongodb") throw missing("with a store on MongoDB");
  return masterKeyFile(location.directory, make);
}

function missing(where: string): StartError {
  const help =
    "give it what the store's servers have; for a new store make it with `openssl rand -base64 32`, and keep it";
  return new StartError([{ option: "masterKey", message: `is required ${where}: 32 bytes in base64`, help }]);
}
