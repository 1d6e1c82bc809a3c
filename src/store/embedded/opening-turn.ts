import { createHash } from "node:crypto";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";

/**
 * Opens or closes the database of a directory while no other process of this machine does either. Otherwise one that opens
 * it, while the last that has it open closes it, may go on with locks that are no more, and each of its transactions fails
 * (lmdb-js 3.5.6: `No transaction to renew`); and one that opens it while another makes its file may find only the beginning.
 *
 * The turn is a name among the abstract addresses of Linux's sockets: the kernel gives it to one process, and takes it back
 * when that ends, however it does. Containers with networks of their own do not see one another's, and there is none but on
 * Linux. Where one is not given back in longer than an opening takes, the act goes on without it.
 */
export async function inOpeningTurn<R>(directory: string, act: () => R): Promise<Awaited<R>> {
  const name = turnName(directory);
  const turn = name === undefined ? undefined : await takeTurn(name);
  try {
    return await act();
  } finally {
    if (turn !== undefined) await new Promise((resolve) => turn.close(resolve));
  }
}

const maxWaitMilliseconds = 5000;
const waitMilliseconds = 5;

async function takeTurn(name: string): Promise<Server | undefined> {
  const end = performance.now() + maxWaitMilliseconds;
  do {
    // Whoever connects to it, any process of this machine, must not keep it from being given back.
    const server = createServer((connection) => connection.destroy());
    const listening = once(server, "listening");
    server.listen(name);
    try {
      await listening;
      return server;
    } catch (error) {
      if (!isTaken(error)) return undefined;
      await setTimeout(waitMilliseconds * (0.5 + Math.random()));
    }
  } while (performance.now() < end);
  return undefined;
}

/** What the turn of a directory is called, by whatever path it is reached; none where it is not there, and so cannot be opened. */
function turnName(directory: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    return `\0claimsmith-${createHash("sha256").update(realpathSync(directory)).digest("hex")}`;
  } catch {
    return undefined;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
