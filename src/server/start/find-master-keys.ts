import { generateMasterKey, MasterKeys } from "../../tokens/index.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import { masterKeyFile } from "./master-key-file.ts";
import type { LastingLocation } from "./place-store.ts";
import { wrongOption } from "./start-error.ts";
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
  if (isProduction) throw wrongOption("masterKey", "is required in production: 32 bytes in base64");
  if (!isLoopback) throw wrongOption("masterKey", "is required where other machines reach the server");
  if (location.kind === "mongodb")
    throw wrongOption("masterKey", "is required with a store on MongoDB: 32 bytes in base64");
  return masterKeyFile(location.directory, make);
}
