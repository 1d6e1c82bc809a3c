import { generateMasterKey, MasterKeys, type RandomBytes } from "../../tokens/index.ts";
import { masterKeyFile } from "./master-key-file.ts";
import { wrongOption } from "./start-error.ts";

/** What decides which master keys a server has. */
export interface MasterKeySituation {
  /** As `CLAIMSMITH_MASTER_KEY` has them; absent if none were given. */
  readonly given?: string;
  /** Where the embedded store is; absent if there is none. */
  readonly directory?: string;
  /** Whether nothing of the store is kept. */
  readonly isEphemeral: boolean;
  /** Whether only this machine reaches the server. */
  readonly isLoopback: boolean;
  readonly isProduction: boolean;
  readonly random: RandomBytes;
}

/** The master keys that `masterKeyText` finds. Rejects with a `StartError` if there are none. */
export async function findMasterKeys(situation: MasterKeySituation): Promise<MasterKeys> {
  return masterKeysOf(await masterKeyText(situation));
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
export async function masterKeyText(situation: MasterKeySituation): Promise<string> {
  const { given, directory, isEphemeral, isLoopback, isProduction, random } = situation;
  if (given !== undefined) return given;
  if (isEphemeral) return generateMasterKey(random);
  if (isProduction) throw wrongOption("masterKey", "is required in production: 32 bytes in base64");
  if (!isLoopback) throw wrongOption("masterKey", "is required where other machines reach the server");
  if (directory === undefined)
    throw wrongOption("masterKey", "is required with a store on MongoDB: 32 bytes in base64");
  return masterKeyFile(directory, () => generateMasterKey(random));
}
