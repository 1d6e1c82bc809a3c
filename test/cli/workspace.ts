import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileSystem } from "../../src/cli/file-system.ts";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** What the command did, run in this process. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder to run the command in; `using` removes it. */
export interface Workspace extends Disposable {
  readonly folder: string;
  path(name: string): string;
  read(name: string): string;
  /** An `Io` whose output is thrown away, unless `more` says otherwise. */
  io(more?: Partial<Io>): Io;
  run(...argv: readonly string[]): Promise<Outcome>;
  runWith(more: Partial<Io>, ...argv: readonly string[]): Promise<Outcome>;
}

/** Makes a workspace with these files; what is no text is written as JSON, and bytes as they are. */
export function workspace(files: Readonly<Record<string, unknown>> = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), "claimsmith-test-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  }
  const io = (more: Partial<Io> = {}): Io => ({
    ...fileSystem,
    cwd: folder,
    env: {},
    invocation: "claimsmith",
    script: fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url)),
    packageFolder: () => fileURLToPath(new URL("../..", import.meta.url)),
    terminal: { stdout: false, stderr: false },
    stdin: async () => new Uint8Array(),
    stdout: () => {},
    stderr: () => {},
    untilStopped: async (close, onWaiting) => {
      await onWaiting();
      return close();
    },
    workerChannel: async () => undefined,
    ...more,
  });
  const runWith = async (more: Partial<Io>, ...argv: readonly string[]): Promise<Outcome> => {
    let stdout = "";
    let stderr = "";
    const code = await run(
      argv,
      io({
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
        ...more,
      }),
    );
    return { code, stdout, stderr };
  };
  return {
    folder,
    path: (name) => join(folder, name),
    read: (name) => readFileSync(join(folder, name), "utf8"),
    io,
    run: (...argv) => runWith({}, ...argv),
    runWith,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A standard input with this content. */
export function stdin(content: string | Uint8Array): Pick<Io, "stdin"> {
  return { stdin: async () => (typeof content === "string" ? new TextEncoder().encode(content) : content) };
}
