import type { RunningServer } from "../../server/index.ts";
import type { StateFile } from "./start-problems.ts";

/** A server that has started. */
export interface StartedServer extends RunningServer {
  /** Of a server of several processes: rejects when it cannot go on. */
  readonly failure?: Promise<never>;
}

/**
 * The text that `serve` prints when it can be stopped: where it listens, what the state came to, and secrets that are
 * new.
 */
export function greeting({ url, adminUrl, secrets, changes }: StartedServer, state: StateFile | undefined): string {
  const lines = [`claimsmith listens on ${url}`];
  if (adminUrl !== url) lines.push(`its admin listener is on ${adminUrl}`);
  if (state !== undefined) {
    lines.push(`applied ${state.word}: ${countOf(changes)}`);
    const profiles = changes.filter(({ what }) => what === "profile");
    if (profiles.length > 0)
      lines.push("", "Profiles of trusted tokens that are new; attest is given one as profile_id:");
    for (const { projectId, id } of profiles) lines.push(`  ${projectId}  profile_id ${id}`);
  }
  const next = state === undefined && secrets.length > 0 ? nextStepsText : "";
  return `${lines.join("\n")}\n${secretsText(secrets)}${next}`;
}

const nextStepsText =
  "These projects hold nothing yet: say what there is in a file, as docs/service.md tells, and start with --apply FILE.\n";

/** `made 1 project, 2 members; changed 1 configuration`, in the order of their first appearance. */
function countOf(changes: StartedServer["changes"]): string {
  const counts = [true, false].flatMap((isNew) => {
    const kinds = changes.filter((change) => change.isNew === isNew).map(({ what }) => what);
    const names = [...new Set(kinds)].map((what) => {
      const count = kinds.filter((kind) => kind === what).length;
      return `${count} ${what}${count === 1 ? "" : "s"}`;
    });
    return names.length === 0 ? [] : [`${isNew ? "made" : "changed"} ${names.join(", ")}`];
  });
  return counts.length === 0 ? "nothing to change" : counts.join("; ");
}

/**
 * The text of where the management API has the first projects; empty unless something is new that one may want to look
 * for there.
 */
export function managementPathsText({ projects, secrets, workspaceKey }: StartedServer): string {
  if (workspaceKey === undefined && secrets.length === 0) return "";
  const paths = projects.map(
    ({ projectSlug, environmentSlug }) => `  /pwa/v3/projects/${projectSlug}/environments/${environmentSlug}\n`,
  );
  return paths.length === 0
    ? ""
    : `\nPaths of the management API begin with the slugs of a project:\n${paths.join("")}`;
}

/** The key of the management API, if it is new, in clear; empty if it is not. It comes last: it is not for a start. */
export function workspaceKeyText(key: StartedServer["workspaceKey"]): string {
  if (key === undefined) return "";
  return `
The key of the management API, which publishes templates, policies and profiles; new, and not shown again:
  workspace_key_id      ${key.keyId}
  workspace_key_secret  ${key.secret}
`;
}

/** Secrets that are new, in clear; empty if there are none. */
export function secretsText(secrets: StartedServer["secrets"]): string {
  if (secrets.length === 0) return "";
  const lines = secrets.map(
    ({ vertical, projectId, secret }) => `  ${vertical.padEnd(8)}  project_id ${projectId}  secret ${secret}\n`,
  );
  return `\nSecrets of projects, which the SDKs take with this address as env; new, and not shown again:\n${lines.join("")}`;
}
