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

/** The keys of each project in a table, under its id. */
export function keyTable(projects: readonly ProjectSigningKeys[]): string {
  if (projects.length === 0) return "There is no project in the store.\n";
  const every = projects.flatMap(({ keys }) => keys);
  const padded = columns.map(({ heading, cellOf }) => {
    const width = Math.max(heading.length, ...every.map((key) => cellOf(key).length));
    return { heading: heading.padEnd(width), cellOf: (key: ListedSigningKey) => cellOf(key).padEnd(width) };
  });
  const line = (cells: readonly string[]) => `  ${cells.join("  ")}`.trimEnd();
  const head = line(padded.map(({ heading }) => heading));
  const tables = projects.map(({ projectId, keys }) => {
    const rows = keys.map((key) => line(padded.map(({ cellOf }) => cellOf(key))));
    const table = keys.length === 0 ? ["  no key yet: one is made when it is first needed"] : [head, ...rows];
    return `${[visible(projectId), ...table].join("\n")}\n`;
  });
  return tables.join("\n");
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
