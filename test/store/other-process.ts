import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundledName, bundlePrograms } from "../support/bundle-programs.ts";
import type { Tasks } from "./contract-tasks.ts";

interface Message {
  readonly ready?: true;
  readonly call?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly emitted?: string;
}

/** Another process that has opened the same store, and does there what it is asked to. */
export class OtherProcess {
  readonly #child: ChildProcess;
  readonly #answers = new Map<number, (message: Message) => void>();
  #calls = 0;
  /** What the tasks have told until now. */
  readonly emitted: string[] = [];
  onEmitted: () => void = () => {};

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (message: Message) => {
      if (message.emitted !== undefined) {
        this.emitted.push(message.emitted);
        this.onEmitted();
      } else if (message.call !== undefined) this.#answers.get(message.call)?.(message);
    });
  }

  /** Starts a process; `module` exports `openStore`, `settings` say which store. Resolves once it has opened the store. */
  static async start(module: URL, settings: unknown): Promise<OtherProcess> {
    const program = new URL("store-program.ts", import.meta.url);
    const folder = await bundlePrograms(program, module);
    const parameters = [pathToFileURL(join(folder, bundledName(module))).href, JSON.stringify(settings)];
    const child = fork(join(folder, bundledName(program)), parameters, { serialization: "advanced" });
    const opened = new OtherProcess(child);
    const [message] = await Promise.race([once(child, "message"), once(child, "exit")]);
    if (typeof message !== "object") throw new Error(`the other process ended with ${message}`);
    return opened;
  }

  /** Runs a task there. */
  async run<Name extends keyof Tasks>(
    task: Name,
    argument: Parameters<Tasks[Name]>[1],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    const call = this.#calls++;
    const answer = new Promise<Message>((resolve) => this.#answers.set(call, resolve));
    this.#child.send({ call, task, argument });
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`in the other process: ${error}`);
    return result as Awaited<ReturnType<Tasks[Name]>>;
  }

  /** Has a task begun there that only `kill` ends; resolves once it has told so many things. */
  async runUntil<Name extends keyof Tasks>(
    task: Name,
    argument: Parameters<Tasks[Name]>[1],
    told: number,
  ): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.onEmitted = () => {
        if (this.emitted.length >= told) resolve();
      };
    });
    const failed = this.run(task, argument).then(() => {
      throw new Error("the task has ended");
    });
    await Promise.race([enough, failed]);
    failed.catch(() => {});
  }

  /** Ends the process with a signal that it cannot handle. */
  async kill(): Promise<void> {
    const closed = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await closed;
  }
}
