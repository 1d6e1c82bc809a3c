import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A MongoDB that tests can have on this machine, or why there is none. */
export type FoundMongodb =
  | { readonly kind: "given"; readonly uri: string }
  | { readonly kind: "mongod"; readonly binary: string }
  | { readonly kind: "secantusdb"; readonly command: string }
  | { readonly kind: "none"; readonly reason: string };

/**
 * Finds one: `MONGODB_URI`; else a `mongod` at `MONGOMS_SYSTEM_BINARY` or on the PATH; else SecantusDB, which speaks
 * MongoDB's protocol and is installed from PyPI at the first use, under `node_modules/.cache`.
 */
export async function findMongodb(environment: NodeJS.ProcessEnv = process.env): Promise<FoundMongodb> {
  const { MONGODB_URI: uri = "", MONGOMS_SYSTEM_BINARY: binary = "", PATH = "" } = environment;
  if (uri !== "") return { kind: "given", uri };
  if (binary !== "") return { kind: "mongod", binary };
  const mongod = PATH.split(delimiter)
    .map((folder) => join(folder, "mongod"))
    .find(isExecutable);
  if (mongod !== undefined) return { kind: "mongod", binary: mongod };
  return installSecantusDb();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export const SECANTUSDB_VERSION = "0.7.0b3";
const SECANTUSDB = `SecantusDB==${SECANTUSDB_VERSION}`;
const execute = promisify(execFile);

async function installSecantusDb(): Promise<FoundMongodb> {
  const folder = fileURLToPath(
    new URL(`../../../node_modules/.cache/secantusdb-${SECANTUSDB_VERSION}`, import.meta.url),
  );
  const command = join(folder, "bin", "secantusd-py");
  // Written last, so that what was begun and not finished is begun anew.
  const mark = join(folder, "installed");
  if (existsSync(mark)) return { kind: "secantusdb", command };
  try {
    rmSync(folder, { recursive: true, force: true });
    await execute("python3", ["-m", "venv", folder]);
    await execute(join(folder, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", SECANTUSDB]);
    writeFileSync(mark, SECANTUSDB);
    return { kind: "secantusdb", command };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const said = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : "";
    return { kind: "none", reason: `no mongod is on the PATH, and ${SECANTUSDB} cannot be installed (${said})` };
  }
}
