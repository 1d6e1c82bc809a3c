import { mkdtemp } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { inject } from "vitest";

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles programs that tests start as processes, with what they import of one another shared: the folder that has each
 * under its own name, as `.mjs`. Compiling the modules one by one would take each process seconds.
 */
export function bundlePrograms(...programs: readonly URL[]): Promise<string> {
  const key = programs.join();
  const bundled = bundles.get(key) ?? bundle(programs.map((program) => fileURLToPath(program)));
  bundles.set(key, bundled);
  return bundled;
}

/** Bundles one; the path of the file. */
export async function bundleProgram(program: URL): Promise<string> {
  return join(await bundlePrograms(program), bundledName(program));
}

/** What a program is called in the folder of its bundle. */
export function bundledName(program: URL): string {
  return `${basename(program.pathname, ".ts")}.mjs`;
}

async function bundle(entryPoints: readonly string[]): Promise<string> {
  const outdir = await mkdtemp(join(inject("programFolder"), "bundle-"));
  await build({
    entryPoints: [...entryPoints],
    entryNames: "[name]",
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What a program imports late is loaded late, as in the package.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  return outdir;
}

/** The command, `src/cli/main.ts`. */
export const commandProgram = new URL("../../src/cli/main.ts", import.meta.url);
