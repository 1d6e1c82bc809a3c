import { execFile } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Where the commands of an installed package are, its own Python among them; or why it cannot be installed. */
export type PythonPackage = { readonly bin: string } | { readonly reason: string };

const execute = promisify(execFile);

/**
 * Installs a package of PyPI, `name==version`, with what it needs, into a folder of its own under `node_modules/.cache`;
 * what is there already is used as it is.
 */
export async function installPythonPackage(requirement: string): Promise<PythonPackage> {
  const name = requirement.toLowerCase().replace("==", "-");
  const folder = fileURLToPath(new URL(`../../node_modules/.cache/${name}`, import.meta.url));
  const bin = join(folder, "bin");
  // Written last, so that what was begun and not finished is begun anew.
  const mark = join(folder, "installed");
  if (existsSync(mark)) return { bin };
  try {
    rmSync(folder, { recursive: true, force: true });
    await execute("python3", ["-m", "venv", folder]);
    await execute(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", requirement]);
    writeFileSync(mark, requirement);
    return { bin };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const said = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : "";
    return { reason: `${requirement} cannot be installed (${said})` };
  }
}
