import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server that runs in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Stops it as its own end would; resolves when the process has ended. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL("server-program.ts", import.meta.url));

/** Starts one; the options are those of `startServer`, as far as JSON can say them. Resolves once it listens. */
export async function startServerProcess(options: object): Promise<ServerProcess> {
  const child = fork(program, [JSON.stringify(options)], { execArgv: ["--import", "tsx"] });
  const ended = once(child, "exit");
  const [url] = await Promise.race([once(child, "message"), ended]);
  if (typeof url !== "string") throw new Error(`the server ended with ${url}`);
  return {
    url,
    async stop() {
      child.send("stop");
      await ended;
    },
  };
}
