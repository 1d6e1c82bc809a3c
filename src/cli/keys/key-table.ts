import { visible, visibleJson } from "../../language/diagnostics/index.ts";
import type { ProjectSigningKeys } from "../../server/beside/manage-keys.ts";

type ListedSigningKey = ProjectSigningKeys["keys"][number];

/** The columns, with the part of a key that stands in each. */
const columns: readonly { readonly heading: string; readonly cellOf: (key: ListedSigningKey) => string }[] = [
  { heading: "KEY", cellOf: ({ kid }) => kid },
  { heading: "ALGORITHM", cellOf: ({ algorithm }) => algorithm },
  { heading: "STATE", cellOf: ({ state }) => state },
  { heading: "MADE", cellOf: ({ createdAt }) => timeOf(createdAt) },
  { heading: "SIGNS FROM", cellOf: ({ signsFrom }) => timeOf(signsFrom) ?? "-" },
  { heading: "PUBLISHED UNTIL", cellOf: publicationEnd },
  { heading: "MASTER KEY", cellOf: ({ masterKeyId }) => masterKeyId ?? "-" },
];

/**
 * The keys of each project under its id: in a table or, where the terminal has fewer columns than that takes, each with a
 * line for each part.
 */
export function keyText(projects: readonly ProjectSigningKeys[], terminalColumns?: number): string {
  if (projects.length === 0) return "There is no project in the store.\n";
  const every = projects.flatMap(({ keys }) => keys);
  const table = tableOf(every);
  const isWide = terminalColumns !== undefined && table.width > terminalColumns;
  const texts = projects.map(({ projectId, keys }) => {
    const rows = isWide ? keys.flatMap(keyLines) : [table.head, ...keys.map(table.rowOf)];
    const lines = keys.length === 0 ? ["  no key yet: one is made when it is first needed"] : rows;
    return `${[visible(projectId), ...lines].join("\n")}\n`;
  });
  return texts.join("\n");
}

function tableOf(keys: readonly ListedSigningKey[]) {
  const padded = columns.map(({ heading, cellOf }) => {
    const width = Math.max(heading.length, ...keys.map((key) => cellOf(key).length));
    return { heading: heading.padEnd(width), cellOf: (key: ListedSigningKey) => cellOf(key).padEnd(width) };
  });
  const line = (cells: readonly string[]) => `  ${cells.join("  ")}`.trimEnd();
  const head = line(padded.map(({ heading }) => heading));
  const rowOf = (key: ListedSigningKey) => line(padded.map(({ cellOf }) => cellOf(key)));
  return { head, rowOf, width: Math.max(head.length, ...keys.map((key) => rowOf(key).length)) };
}

/** A key in lines: its id, and below it the other columns, each with its name. */
function keyLines(key: ListedSigningKey): readonly string[] {
  const [id, ...others] = columns;
  const width = Math.max(...others.map(({ heading }) => heading.length));
  const lines = others.map(({ heading, cellOf }) => `    ${heading.toLowerCase().padEnd(width)}  ${cellOf(key)}`);
  return [`  ${id?.cellOf(key)}`, ...lines];
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

function publicationEnd({ revokedAt, publishedUntil }: ListedSigningKey): string {
  return revokedAt === null ? (timeOf(publishedUntil) ?? "no end yet") : `revoked ${timeOf(revokedAt)}`;
}
