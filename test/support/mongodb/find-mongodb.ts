import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { installPythonPackage } from "../python-package.ts";

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

async function installSecantusDb(): Promise<FoundMongodb> {
  const installed = await installPythonPackage(`SecantusDB==${SECANTUSDB_VERSION}`);
  if ("bin" in installed) return { kind: "secantusdb", command: join(installed.bin, "secantusd-py") };
  return { kind: "none", reason: `no mongod is on the PATH, and ${installed.reason}` };
}
