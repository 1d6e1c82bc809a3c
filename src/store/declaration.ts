import { invariant } from "../language/invariant.ts";
import type { Document } from "./document.ts";

/** A value that an index orders by: strings, numbers and booleans. */
export type IndexValue = string | number | boolean;

/** One index of a collection. */
export interface IndexDeclaration<Field extends string = string> {
  /** Top-level fields, in the order in which they are compared; 1 to 4. */
  readonly fields: readonly Field[];
  /** Whether one scope holds at most one unexpired document for a key. */
  readonly unique?: boolean;
  /**
   * Whether documents may lack a field, by absence or `null`: a document that lacks any of them is not in the index, and
   * so takes part in no uniqueness either. In an index that is not sparse every document has every field.
   */
  readonly sparse?: boolean;
}

/** A collection as adapters see it: its declaration without the type of its documents. */
export interface CollectionShape {
  /** Unique among the collections; a lower-case letter, then such letters, digits, `_` and `-`; at most 64. */
  readonly name: string;
  /** The version of the documents' shape, from 1; every record carries it. */
  readonly version: number;
  readonly indexes: { readonly [name: string]: IndexDeclaration };
  /**
   * The field that says when a document expires, in milliseconds: it is absent to every operation once
   * `now >= document[expiresAt]`. A document without the field, or with `null` in it, never expires.
   */
  readonly expiresAt?: string;
}

/** A collection: what its documents are, and the names of its indexes. */
export interface CollectionDeclaration<T extends Document, Index extends string> extends CollectionShape {
  readonly indexes: { readonly [name in Index]: IndexDeclaration<keyof T & string> };
  readonly expiresAt?: keyof T & string;
  /** Carries the type of the documents; never set. */
  readonly documents?: T;
}

/**
 * Declares a collection of documents `T`, once for every adapter: `declareCollection<Member>()({ name, version, indexes })`.
 * The index name `id` is taken: it is the one that every collection has.
 */
export function declareCollection<T extends Document>() {
  return <Index extends string>(declaration: CollectionDeclaration<T, Index>): CollectionDeclaration<T, Index> => {
    const shape: CollectionShape = declaration;
    invariant(namePattern.test(shape.name), `\`${shape.name}\` is the name of a collection`);
    invariant(Number.isSafeInteger(shape.version) && shape.version > 0, "a collection's version counts from 1");
    for (const [name, { fields }] of Object.entries(shape.indexes)) {
      invariant(namePattern.test(name) && name !== "id", `\`${name}\` is the name of an index`);
      invariant(fields.length > 0 && fields.length <= 4, `index \`${name}\` has 1 to 4 fields`);
      invariant(new Set(fields).size === fields.length, `index \`${name}\` names each field once`);
    }
    return declaration;
  };
}

const namePattern = /^[a-z][a-z0-9_-]{0,63}$/;
