import { invariant } from "../language/invariant.ts";
import type { CollectionShape, IndexValue } from "./declaration.ts";
import { type EpochMilliseconds, ownField } from "./document.ts";

/** The key of a document in an index, a value a field; `undefined` when the index is sparse and the document not in it. */
export function indexValues(
  collection: CollectionShape,
  index: string,
  document: object,
): readonly IndexValue[] | undefined {
  const { fields, sparse } = indexOf(collection, index);
  const values: IndexValue[] = [];
  for (const field of fields) {
    const value = ownField(document, field);
    if (value === undefined || value === null) {
      invariant(
        sparse === true,
        `a document of \`${collection.name}\` has \`${field}\`, a field of index \`${index}\``,
      );
      return undefined;
    }
    invariant(typeof value !== "object", `\`${field}\` of \`${collection.name}\` is a string, a number or a boolean`);
    values.push(value);
  }
  return values;
}

/** The declaration of an index; fails loudly when there is none. */
export function indexOf(collection: CollectionShape, index: string): CollectionShape["indexes"][string] {
  const declaration = Object.hasOwn(collection.indexes, index) ? collection.indexes[index] : undefined;
  invariant(declaration !== undefined, `\`${collection.name}\` has an index \`${index}\``);
  return declaration;
}

/** The time at which a document expires; `undefined` when it never does. */
export function expiryOf(collection: CollectionShape, document: object): EpochMilliseconds | undefined {
  if (collection.expiresAt === undefined) return undefined;
  const value = ownField(document, collection.expiresAt) ?? undefined;
  invariant(value === undefined || typeof value === "number", `\`${collection.expiresAt}\` is a time in milliseconds`);
  return value;
}

/** Tells whether a document is absent at `now`: its last moment is the millisecond before it expires. */
export function isExpired(collection: CollectionShape, document: object, now: EpochMilliseconds): boolean {
  const expiresAt = expiryOf(collection, document);
  return expiresAt !== undefined && now >= expiresAt;
}
