import { visible, visibleJson } from "../../language/diagnostics/visible-text.ts";

/** The signing keys of a project, as the server tells them. */
export type ProjectSigningKeys = import("../../server/manage-keys.ts").ProjectSigningKeys;

type ListedSigningKey = ProjectSigningKeys["keys"][number];

const HEADINGS = ["KEY", "ALGORITHM", "STATE", "MADE", "SIGNS FROM", "PUBLISHED UNTIL", "MASTER KEY"];

/** The keys of each project in a table, under its id. */
export function keyTable(projects: readonly ProjectSigningKeys[]): string {
  if (projects.length === 0) return "There is no project in the store.\n";
  const rows = projects.flatMap(({ keys }) => keys.map(rowOf));
  const widths = HEADINGS.map((_, column) => Math.max(...[HEADINGS, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ")}`.trimEnd();
  return projects
    .map(({ projectId, keys }) => {
      const table =
        keys.length === 0
          ? ["  no key yet: one is made when it is first needed"]
          : [HEADINGS, ...keys.map(rowOf)].map(line);
      return `${[visible(projectId), ...table].join("\n")}\n`;
    })
    .join("\n");
}

/** The same as JSON, with the field names of the API and times as RFC 3339 text. */
export function keyJson(projects: readonly ProjectSigningKeys[]): string {
  const list = projects.map(({ projectId, keys }) => ({
    project_id: projectId,
    keys: keys.map((key) => ({
      kid: key.kid,
      algorithm: key.algorithm,
      state: key.state,
      created_at: timeOf(key.createdAt),
      signs_from: timeOf(key.signsFrom),
      signs_until: timeOf(key.signsUntil),
      published_until: timeOf(key.publishedUntil),
      revoked_at: timeOf(key.revokedAt),
      master_key_id: key.masterKeyId,
    })),
  }));
  return `${visibleJson(list)}\n`;
}

/** A time as RFC 3339 text in UTC with whole seconds; null stays null. */
export function timeOf(milliseconds: number): string;
export function timeOf(milliseconds: number | null): string | null;
export function timeOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function rowOf(key: ListedSigningKey): readonly string[] {
  const { kid, algorithm, state, createdAt, signsFrom, masterKeyId } = key;
  const until = state === "revoked" ? `revoked ${timeOf(key.revokedAt)}` : (timeOf(key.publishedUntil) ?? "no end yet");
  return [kid, algorithm, state, timeOf(createdAt), timeOf(signsFrom) ?? "-", until, masterKeyId ?? "-"];
}
