import { isDeepStrictEqual } from "node:util";
import type { TSchema } from "typebox";
import { notReadBack } from "./not-read-back.ts";
import { schemaFields, valueAt } from "./schema-fields.ts";

/** One way to write fields and to read them back. */
export interface ReadBack {
  /** Writes a body and returns what the matching view shows of it. */
  readonly write: (body: object) => Promise<unknown>;
  /** A body without the fields of the sample, or with other values where they are required. */
  readonly without: object;
  /** A value for each field, other than what the view shows without it. */
  readonly sample: object;
  /** Where the view has a field that does not stand at its own path, and as what: the sample's value unless said. */
  readonly shown?: Readonly<Record<string, Place>>;
}

interface Place {
  /** A path, or what finds it. */
  readonly at: string | ((view: unknown) => unknown);
  readonly as?: unknown;
}

/** The fields of the list, each behind its writer. */
const excused: ReadonlySet<string> = new Set(Object.values(notReadBack).flat());

/**
 * What is wrong with the fields that a writer accepts, a sentence each: one that has neither a sample nor a reason why it
 * is not read back, and one that is not read back as it was written.
 */
export async function lostFields(
  writer: string,
  schema: TSchema,
  ways: readonly ReadBack[],
): Promise<readonly string[]> {
  const fields = schemaFields(schema).filter((field) => !excused.has(`${writer} ${field}`));
  const faults = fields
    .filter((field) => ways.every(({ sample }) => valueAt(sample, field) === undefined))
    .map((field) => `${writer} accepts \`${field}\`, which has neither a sample nor a reason in not-read-back.ts`);
  for (const way of ways) faults.push(...(await unreadSamples(writer, fields, way)));
  return faults;
}

async function unreadSamples(
  writer: string,
  fields: readonly string[],
  { write, without, sample, shown = {} }: ReadBack,
): Promise<readonly string[]> {
  const before = await write(without);
  const after = await write(sample);
  return fields.flatMap((field) => {
    const written = valueAt(sample, field);
    if (written === undefined) return [];
    const { at = field, as: expected = written } = shown[field] ?? {};
    const read = (view: unknown) => (typeof at === "string" ? valueAt(view, at) : at(view));
    if (!isDeepStrictEqual(read(after), expected)) {
      return [`${writer}: \`${field}\` is lost: ${text(expected)} is read back as ${text(read(after))}`];
    }
    if (!isDeepStrictEqual(read(before), expected)) return [];
    return [`${writer}: the sample of \`${field}\` shows nothing, for ${text(expected)} is there without it`];
  });
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

/** The entries of the list whose writer accepts no such field. */
export function idleReasons(schemas: ReadonlyMap<string, TSchema>): readonly string[] {
  const accepted = new Set(
    [...schemas].flatMap(([writer, schema]) => schemaFields(schema).map((field) => `${writer} ${field}`)),
  );
  return [...excused].filter((field) => !accepted.has(field));
}
