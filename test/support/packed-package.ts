import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packs this package, as it is published, into a folder; the path of the tarball. It is built before, if it has to be. */
export async function packInto(folder: string): Promise<string> {
  await buildIfStale();
  const { stdout } = await execute(process.execPath, ["scripts/pack.mjs", "--built", folder], { cwd: root });
  return stdout.trim();
}

/** Builds `dist/` where it is older than what it is made of. */
export async function buildIfStale(): Promise<void> {
  const built = join(root, "dist/server.d.ts");
  const sources = ["src", "grammar", "scripts/build.mjs", "package.json", "tsconfig.json", "tsconfig.build.json"];
  const changed = Math.max(...sources.map((name) => newest(join(root, name))));
  if (existsSync(built) && statSync(built).mtimeMs > changed) return;
  await execute(process.execPath, ["scripts/build.mjs"], { cwd: root });
}

/** When the newest file below was changed, in milliseconds of the epoch. */
function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
