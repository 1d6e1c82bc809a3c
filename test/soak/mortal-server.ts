import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that is started, killed and started again; it listens when its output says so. */
export class MortalServer {
  readonly #start: () => ChildProcess;
  readonly #listening: RegExp;
  #child: ChildProcess | undefined;
  /** What `listening` has found in the output; `undefined` while the program does not listen. */
  found: string | undefined;

  /** `listening` matches what the program prints when it listens; its first group is what is to be known of that. */
  constructor(
    command: string,
    parameters: readonly string[],
    { env, listening }: { readonly env?: NodeJS.ProcessEnv; readonly listening: RegExp },
  ) {
    this.#start = () => spawn(command, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#listening = listening;
    // Should this process end without stopping it.
    process.on("exit", () => this.#child?.kill("SIGKILL"));
  }

  /** Starts it; resolves when it listens. Rejects with its output when it ends instead. */
  async start(): Promise<void> {
    const child = this.#start();
    this.#child = child;
    let output = "";
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          // What comes later is of no use, but must not fill the pipe.
          if (this.found !== undefined) return;
          output += text;
          const [, found] = this.#listening.exec(output) ?? [];
          if (found === undefined) return;
          this.found = found;
          resolve();
        });
      }
      child.once("error", reject);
      child.once("close", () => {
        this.found = undefined;
        reject(new Error(`it ended at its start: ${output}`));
      });
    });
  }

  /** Ends it with a signal; resolves when it has ended. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.found = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "close");
    child.kill(signal);
    await ended;
  }
}
