import type { TSchema } from "typebox";

/**
 * Query values as their schema wants them: the texts of numbers and of `true` and `false` become such where the schema
 * asks for one. All else stays text; a parameter that is there twice is a list, which no schema takes.
 */
export function queryReader(schema: TSchema): (query: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const readers = new Map<string, (text: string) => unknown>();
  const { properties = {} }: { readonly properties?: Readonly<Record<string, { readonly type?: unknown }>> } = schema;
  for (const [name, { type }] of Object.entries(properties)) {
    if (type === "boolean") readers.set(name, booleanOf);
    if (type === "integer" || type === "number") readers.set(name, numberOf);
  }
  return (query) => {
    const entries = Object.entries(query).map(([name, value]) => {
      const read = readers.get(name);
      return [name, read === undefined || typeof value !== "string" ? value : read(value)] as const;
    });
    return Object.fromEntries(entries);
  };
}

function booleanOf(text: string): unknown {
  if (text === "true") return true;
  return text === "false" ? false : text;
}

function numberOf(text: string): unknown {
  return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : text;
}
