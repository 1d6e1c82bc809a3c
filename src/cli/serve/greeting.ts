import type { StateFile } from "./start-problems.ts";

/** A server that has started. */
export type StartedServer = Awaited<ReturnType<typeof import("../../server/index.ts")["startServer"]>>;

/** What `serve` prints when it can be stopped: where it listens, what the state came to, and secrets that are new. */
export function greeting({ url, secrets, changes }: StartedServer, state: StateFile | undefined): string {
  const lines = [`claimsmith listens on ${url}`];
  if (state !== undefined) {
    const made = changes.filter(({ isNew }) => isNew).length;
    lines.push(`applied ${state.word}: ${made} made, ${changes.length - made} changed`);
  }
  if (secrets.length > 0) lines.push("These secrets are new, and are not shown again:");
  for (const { vertical, projectId, secret } of secrets) {
    lines.push(`  ${vertical.padEnd(8)}  project_id ${projectId}  secret ${secret}`);
  }
  return `${lines.join("\n")}\n`;
}
