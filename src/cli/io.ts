import type { InputProblem } from "./input-problem.ts";
import type { ProcessChannel } from "./serve/worker-channel.ts";

/** The kind of thing at a path: `undefined` for nothing. */
export type PathKind = "file" | "folder" | undefined;

/** Everything that the command needs of the world, so that tests can run it in their own process. Paths are absolute. */
export interface Io {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What a user types to run the command again, such as `npx claimsmith`. */
  readonly invocation: string;
  /** The path of the script that runs the command, for processes that run it too. */
  readonly script: string;
  /** The folder with `package.json` and `docs`. */
  readonly packageFolder: () => string;
  /** Whether the stream is a terminal, and how wide it is in columns, if that is known. */
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean; readonly columns?: number };
  /** All of the standard input. Rejects if it cannot be read, or is longer than `maxBytes` (`EFBIG`). */
  readonly stdin: (maxBytes: number) => Promise<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Is told of each problem that is written to the standard error as an error. */
  readonly onProblem?: (problem: InputProblem) => void;
  /** Rejects with a system error, which has a `code`, as do the other file operations; `EFBIG` beyond `maxBytes`. */
  readonly readFile: (path: string, maxBytes: number) => Promise<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Makes the folders above as well; `mode` is that of the file. Rejects with `EEXIST` if there is something at the path. */
  readonly createFile: (path: string, text: string, mode?: number) => Promise<void>;
  readonly kindOf: (path: string) => Promise<PathKind>;
  /** The names in a folder, sorted. */
  readonly listFolder: (path: string) => Promise<readonly string[]>;
  /**
   * Waits until the process is told to stop, then for what is to be done before it may end. Calls `onWaiting` as soon as
   * the process would not end otherwise. The signal is what told it to stop, if one did. When `failure` rejects it does
   * the same without being told, and rejects with it.
   */
  readonly untilStopped: (
    close: (signal?: string) => Promise<void>,
    onWaiting: () => Promise<void>,
    failure?: Promise<never>,
  ) => Promise<void>;
  /** The way to the process that has started this one as its worker; `undefined` if none has. */
  readonly workerChannel: () => Promise<ProcessChannel | undefined>;
}
