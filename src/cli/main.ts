#!/usr/bin/env node
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileSystem } from "./file-system.ts";
import { invocationOf } from "./invocation.ts";
import { readBounded } from "./read-bounded.ts";
import { run } from "./run.ts";

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const terminal = { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true };

// The exit code is set, not exited with, so that what is still in the pipe gets written.
process.exitCode = await run(process.argv.slice(2), {
  ...fileSystem,
  cwd: process.cwd(),
  env: process.env,
  invocation: invocationOf(process.argv[1] ?? "claimsmith", process.env),
  script: process.argv[1] ?? "",
  packageFolder,
  terminal: process.stdout.columns === undefined ? terminal : { ...terminal, columns: process.stdout.columns },
  stdin: (maxBytes) => readBounded(process.stdin, maxBytes),
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  untilStopped: async (...waiting) => (await import("./until-stopped.ts")).untilStopped(...waiting),
  workerChannel: async () =>
    process.send === undefined ? undefined : (await import("./serve/worker-channel.ts")).processChannel(),
});

/** The nearest folder above this file that has a `package.json`: the bundle and the source lie at different depths. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
