import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { bundleProgram } from "../../support/bundle-programs.ts";

/** How a server is started in another process: options of `startServer`, as far as JSON can say them. */
export type ProcessOptions = Readonly<Record<string, unknown>> & { readonly store: string };

interface Message {
  readonly url?: string;
  readonly error?: string;
  readonly closed?: true;
  readonly write?: number;
  readonly counted?: number;
}

/** A process that runs one server at a time. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #answers = new EventEmitter<{ answer: [Message] }>();
  /** A gated server is about to write, and goes on when told to. */
  onWrite: (goOn: () => void) => void = (goOn) => goOn();

  constructor(program: string) {
    this.#child = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#child.on("message", (message: Message) => {
      const { write } = message;
      if (write === undefined) this.#answers.emit("answer", message);
      else this.onWrite(() => this.#child.send({ go: write }));
    });
  }

  /** Starts a server; resolves with its address. With `isGated` each of its writes waits at `onWrite`. */
  async start(options: ProcessOptions, { isGated = false } = {}): Promise<string> {
    const { url, error } = await this.#ask({ start: options, isGated });
    if (url === undefined) throw new Error(`the server did not start: ${error}`);
    return url;
  }

  /** The number of session tokens that the server has signed. */
  async signatures(): Promise<number> {
    const count = { series: "claimsmith_mint_duration_seconds_count", labels: { step: "sign" } };
    const { counted } = await this.#ask({ count });
    if (counted === undefined) throw new Error("the server did not count");
    return counted;
  }

  /** Closes the server as its own end would. */
  async close(): Promise<void> {
    await this.#ask({ close: true });
  }

  /** Ends the process with a signal that it cannot handle. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  async #ask(message: object): Promise<Message> {
    const ending = new AbortController();
    const ended = once(this.#child, "exit", ending).then((): never => {
      throw new Error("the server's process has ended");
    });
    const answered = once(this.#answers, "answer", ending);
    this.#child.send(message);
    try {
      const [answer] = await Promise.race([answered, ended]);
      return answer;
    } finally {
      ending.abort();
      await Promise.allSettled([answered, ended]);
    }
  }
}

/** Processes for servers, each of which holds nothing of another. */
export interface ServerProcesses {
  readonly all: readonly ServerProcess[];
  /** Ends them. */
  end(): Promise<void>;
}

/** Starts so many. */
export async function startProcesses(count: number): Promise<ServerProcesses> {
  const program = await bundleProgram(new URL("server-program.ts", import.meta.url));
  const all = Array.from({ length: count }, () => new ServerProcess(program));
  return {
    all,
    async end() {
      await Promise.all(all.map((process) => process.kill()));
    },
  };
}
