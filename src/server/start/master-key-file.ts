import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { fileErrorReason } from "../../publishing/index.ts";
import { hasDataFile } from "../../store/embedded/data-file.ts";
import { StoreUnavailableError } from "../../store/index.ts";
import { MasterKeys } from "../../tokens/index.ts";
import { CleanUp } from "./clean-up.ts";
import { openExistingStore } from "./open-store.ts";
import { StartError, wrongOption } from "./start-error.ts";

/**
 * The master key that an embedded store keeps for itself in `master.key`, made if the store is not there yet. Servers that
 * start on one store at once agree on one. Call it before the store is opened: a store that is there without the file
 * was made under a key that only its owner has, and rejects with a `StartError`, as does a file without a key; files that are no store, or a damaged one,
 * reject with the `StoreUnavailableError` that says so.
 */
export async function masterKeyFile(directory: string, make: () => string): Promise<string> {
  try {
    return await findOrMake(directory, make);
  } catch (error) {
    if (error instanceof StoreUnavailableError || !(error instanceof Error && "code" in error)) throw error;
    const message = `the directory \`${directory}\` cannot be used: ${fileErrorReason(error)}`;
    throw wrongOption("store", message, { cause: error });
  }
}

async function findOrMake(directory: string, make: () => string): Promise<string> {
  const file = join(directory, "master.key");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  // In this order: the file is always there before the store is.
  const isStore = hasDataFile(directory);
  const found = await readKey(file);
  if (found !== undefined) return requireKeys(found, file);
  if (isStore) {
    await requireSoundStore(directory);
    throw wrongOption("masterKey", `is required: the store in \`${directory}\` has no \`master.key\` of its own`);
  }
  await createKey(directory, file, make());
  return requireKeys((await readFile(file, "utf8")).trim(), file);
}

/** The text of the file, if it has master keys. Throws a `StartError` that names the file, for nobody gave what it holds. */
function requireKeys(text: string, file: string): string {
  const parsed = MasterKeys.parse(text);
  if (parsed.ok) return text;
  const message = `the file \`${file}\` is damaged: ${parsed.error.message}`;
  const help = "restore it from a back-up, or set CLAIMSMITH_MASTER_KEY to the key that the store was made under";
  throw new StartError([{ option: "store", message, help }]);
}

/** Rejects with a `StoreUnavailableError` where the files are no store or a damaged one. Nothing is made in it. */
async function requireSoundStore(directory: string): Promise<void> {
  const cleanUp = new CleanUp();
  try {
    await openExistingStore({ kind: "embedded", directory }, { clock: Date.now }, cleanUp);
  } catch (error) {
    // Its version, or what else there may be, matters once there is a key for it.
    const isUnsound = error instanceof StoreUnavailableError && ["foreign", "failed"].includes(error.reason);
    if (isUnsound) throw error;
  } finally {
    await cleanUp.run();
  }
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Creates the file with its text in it, on disk; where there is one already, that one stays. */
async function createKey(directory: string, file: string, key: string): Promise<void> {
  const draft = join(directory, `master.key.${randomUUID()}`);
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${key}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
