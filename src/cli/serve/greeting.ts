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
  return `${lines.join("\n")}\n${secretsText(secrets)}`;
}

/** Secrets that are new, in clear; empty if there are none. */
export function secretsText(secrets: StartedServer["secrets"]): string {
  if (secrets.length === 0) return "";
  const lines = secrets.map(
    ({ vertical, projectId, secret }) => `  ${vertical.padEnd(8)}  project_id ${projectId}  secret ${secret}\n`,
  );
  return `These secrets are new, and are not shown again:\n${lines.join("")}`;
}
