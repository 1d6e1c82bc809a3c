import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundledName, bundlePrograms, commandProgram } from "../../support/bundle-programs.ts";

/** How a piece that was pasted has ended. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Where somebody is who follows a page: a folder with the package installed, and a shell whose variables stay from one
 * piece to the next. The servers that they start have a free port in the place of the one that the page has.
 */
export interface Place {
  readonly folder: string;
  /** What every process there gets; it can be added to. */
  readonly env: Record<string, string>;
  /** The address of the server that was started last; empty before the first. */
  readonly url: string;
  /** All that servers have printed. */
  readonly printed: string;
  write(name: string, text: string): void;
  /** Has the shell run a piece to its end. */
  paste(text: string): Promise<Ending>;
  /** Has the shell run a piece that ends with a server, until it listens; the one before is stopped. */
  serve(text: string): Promise<void>;
  /** Says of a server that is not of this place that it is the one to ask. */
  ask(url: string): void;
  /** Stops the server of this place, if there is one, and has nothing left behind. */
  close(): Promise<void>;
}

const library = new URL("../../../src/index.ts", import.meta.url);
const serverLibrary = new URL("../../../src/server/index.ts", import.meta.url);

/** Makes a place. Nothing is installed or built: command and package are bundles of the sources. */
export async function makePlace(): Promise<Place> {
  const [commands, libraries, servers] = await Promise.all([
    bundlePrograms(commandProgram),
    bundlePrograms(library),
    bundlePrograms(serverLibrary),
  ]);
  // Below the bundles, and so below the packages that they and the programs of pages import.
  const base = mkdtempSync(join(commands, "../page-"));
  const folder = join(base, "page");
  const bin = join(base, "bin");
  const variables = join(base, "variables");
  for (const path of [bin, join(folder, "node_modules/claimsmith")]) mkdirSync(path, { recursive: true });
  const script = (name: string, text: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  script("claimsmith", `exec node '${join(commands, bundledName(commandProgram))}' "$@"`);
  script("npx", `[ "$1" = claimsmith ] || exit 127\nshift\nexec claimsmith "$@"`);
  const exported = (text: string) => `export * from ${JSON.stringify(pathToFileURL(text).href)};\n`;
  const files = {
    "package.json": JSON.stringify({
      type: "module",
      exports: { ".": "./index.js", "./server": "./server.js" },
    }),
    "index.js": exported(join(libraries, bundledName(library))),
    "server.js": exported(join(servers, bundledName(serverLibrary))),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "node_modules/claimsmith", name), text);
  // Answers that are refusals are failures, but for where a page shows them.
  writeFileSync(join(base, ".curlrc"), 'silent\nshow-error\nfail-with-body\nnoproxy = "*"\n');
  writeFileSync(variables, "");

  const env: Record<string, string> = {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: base,
    CURL_HOME: base,
    CLAIMSMITH_PORT: "0",
  };
  const server = { url: "", printed: "", stop: async () => {} };
  const start = (text: string) => {
    const piece = `set -eu\n. '${variables}'\n${text}\nexport -p > '${variables}'\n`;
    const child = spawn("sh", ["-c", piece], { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        said[stream] += chunk;
      });
    }
    const ending = new Promise<Ending>((resolve, reject) => {
      child.on("error", reject).on("close", (code) => resolve({ code, ...said }));
    });
    return { child, said, ending };
  };

  return {
    folder,
    env,
    get url() {
      return server.url;
    },
    get printed() {
      return server.printed;
    },
    write(name, text) {
      writeFileSync(join(folder, name), text);
    },
    paste: (text) => start(text).ending,
    async serve(text) {
      await server.stop();
      const { child, said, ending } = start(text);
      server.stop = async () => {
        // The shell and what it has started.
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
        await ending;
      };
      server.url = await new Promise<string>((resolve, reject) => {
        child.stdout.on("data", () => {
          const url = /^claimsmith listens on (\S+)\n[\s\S]*\n$/m.exec(said.stdout)?.[1];
          if (url !== undefined) resolve(url);
        });
        ending.then(({ stderr }) => reject(new Error(`no server came up: ${stderr}`)), reject);
      });
      server.printed += said.stdout;
    },
    ask(url) {
      server.url = url;
    },
    async close() {
      await server.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
