// Builds `dist/`: the library, file by file, and the command as a bundle in which each command is a chunk of its own.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The path of a development dependency's file, or `undefined` where only the others are installed. */
function locate(specifier) {
  try {
    return fileURLToPath(import.meta.resolve(specifier));
  } catch {
    return undefined;
  }
}

function buildLibrary(typescript) {
  const { status } = spawnSync(process.execPath, [join(dirname(typescript), "bin/tsc"), "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  // What is wrong has been printed.
  if (status !== 0) process.exit(status ?? 1);
}

async function buildCommand() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: [{ in: "src/cli/main.ts", out: "cli" }],
    outdir: "dist",
    chunkNames: "cli/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minify: true,
    // What is bundled is what makes commands start fast; the rest is loaded from where it is installed.
    external: [
      ...["re2js", "fastify", "@fastify/*", "pino", "lmdb", "mongodb", "jose", "typebox", "typebox/*"],
      ...["close-with-grace", "prom-client"],
    ],
    logLevel: "warning",
    // Commander is CommonJS: it requires what Node.js itself brings.
    banner: { js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);' },
  });
  chmodSync(join(root, "dist/cli.js"), 0o755);
}

const typescript = locate("typescript/package.json");
if (typescript === undefined || locate("esbuild") === undefined) {
  console.log("claimsmith: not built, because the development dependencies are not installed");
} else {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  buildLibrary(typescript);
  await buildCommand();
}
