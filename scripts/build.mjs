// Builds `dist/`: the library as a bundle of two entries with the declarations of each in one file, and the command as one
// in which each command is a chunk of its own. `dist/src`, which is no part of the package, has the library file by file:
// declarations are made of it, and measurements reach into it.
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync } from "node:fs";
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

/** The entries of the package, by the name of their file in `dist/`. */
const entries = { index: "src/index.ts", server: "src/server/index.ts" };

/** The dependencies of the library are loaded from where they are installed. */
async function bundleLibrary() {
  const { build } = await import("esbuild");
  await build({
    ...bundling,
    entryPoints: entries,
    chunkNames: "library/[name]-[hash]",
    packages: "external",
  });
}

/** TypeScript 7 has no interface for programs yet: the extractor brings a version that has. */
async function bundleDeclarations() {
  const { Extractor, ExtractorConfig, ExtractorLogLevel } = await import("@microsoft/api-extractor");
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  for (const [name, source] of Object.entries(entries)) {
    const entry = join(root, "dist", source.replace(/\.ts$/, ".d.ts"));
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(root, "package.json"),
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: entry,
        compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
        dtsRollup: { enabled: true, untrimmedFilePath: join(root, `dist/${name}.d.ts`) },
        apiReport: { enabled: false },
        docModel: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
      },
    });
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        // That its compiler is another than this project's is known.
        message.handled = message.logLevel === ExtractorLogLevel.Info;
      },
    });
    if (!succeeded) process.exit(1);
  }
}

/** What both bundles have in common. */
const bundling = {
  absWorkingDir: root,
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
};

async function buildCommand() {
  const { build } = await import("esbuild");
  await build({
    ...bundling,
    entryPoints: [{ in: "src/cli/main.ts", out: "cli" }],
    chunkNames: "cli/[name]-[hash]",
    minify: true,
    // What is bundled is what makes commands start fast; the rest is loaded from where it is installed.
    external: [
      ...["re2js", "fastify", "@fastify/*", "pino", "lmdb", "mongodb", "jose", "typebox", "typebox/*"],
      ...["close-with-grace", "prom-client"],
    ],
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
  await Promise.all([bundleLibrary(), buildCommand()]);
  await bundleDeclarations();
}
