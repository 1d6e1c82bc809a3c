import type { CollectionShape } from "./declaration.ts";

/**
 * The facts that determine how the documents of a collection are kept: a store remembers them, and refuses to be
 * read otherwise.
 */
export interface DeclaredShape {
  readonly version: number;
  /** Fields of its indexes and of its expiry, as JSON text; the order of the declaration is not in it. */
  readonly rows: string;
}

/** The shape of a declaration: those of two declarations are equal when each can use what the other has stored. */
export function declaredShape({ version, indexes, expiresAt }: CollectionShape): DeclaredShape {
  const byName = Object.entries(indexes).sort(([left], [right]) => (left < right ? -1 : 1));
  const rows = byName.map(([name, { fields, unique = false, sparse = false }]) => [name, fields, unique, sparse]);
  return { version, rows: JSON.stringify([rows, expiresAt ?? null]) };
}
