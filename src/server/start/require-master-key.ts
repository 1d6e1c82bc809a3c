import { type Backend, checkMasterKey, MasterKeyMismatchError } from "../../projects/index.ts";
import { wrongOption } from "./start-error.ts";

/** Notes the first master key as one that encrypts from now on. Rejects with a `StartError` when the store wants another. */
export async function requireMasterKey(backend: Backend): Promise<void> {
  try {
    await checkMasterKey(backend);
  } catch (error) {
    if (error instanceof MasterKeyMismatchError)
      throw wrongOption("masterKey", `is not the right one: ${error.message}`);
    throw error;
  }
}
