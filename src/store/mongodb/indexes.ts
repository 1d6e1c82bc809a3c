import { isDeepStrictEqual } from "node:util";
import type { Db, IndexDescription } from "mongodb";
import type { CollectionShape } from "../declaration.ts";
import { keyField, recordsOf } from "./stored-record.ts";
import { isNamespaceNotFound } from "./unavailable.ts";

/** The name of the index by which MongoDB removes what has expired. No declared index has a capital letter. */
const expiryIndexName = "expiresAt";

/** An index as it was declared and is to be in MongoDB. */
type WantedIndex = IndexDescription & { readonly name: string };

/** The indexes of a collection; `keepExpiredSeconds` is how long MongoDB keeps what has expired. */
export function wantedIndexes(collection: CollectionShape, keepExpiredSeconds: number): readonly WantedIndex[] {
  const declared = Object.entries(collection.indexes).map(([name, { unique, sparse }]) => ({
    name,
    key: { scope: 1, [keyField(name)]: 1 } as const,
    ...(unique === true ? { unique } : {}),
    // A sparse index of MongoDB has every record that has any of the fields, and all have a scope.
    ...(sparse === true ? { partialFilterExpression: { [keyField(name)]: { $gte: "" } } } : {}),
  }));
  if (collection.expiresAt === undefined) return declared;
  return [...declared, { name: expiryIndexName, key: { expiresAt: 1 }, expireAfterSeconds: keepExpiredSeconds }];
}

/** An index that is not in MongoDB, or not as it is to be. */
export interface IndexProblem {
  readonly collection: CollectionShape;
  readonly wanted: WantedIndex;
  /** Whether nothing is in its place. */
  readonly isMissing: boolean;
}

/** The problems of the indexes of a collection. */
export async function indexProblems(
  database: Db,
  collection: CollectionShape,
  wanted: readonly WantedIndex[],
): Promise<readonly IndexProblem[]> {
  const there = await indexesOf(database, collection);
  return wanted
    .filter((index) => !there.some((found) => isSame(found, index)))
    .map((index) => ({ collection, wanted: index, isMissing: !there.some((found) => isInPlaceOf(found, index)) }));
}

/** Makes the indexes that problems were found with, each in the place of what has its name or its key. */
export async function mendIndexes(database: Db, problems: readonly IndexProblem[]): Promise<void> {
  for (const { collection, wanted } of problems) {
    const records = recordsOf(database, collection);
    const there = await indexesOf(database, collection);
    for (const found of there) {
      if (isInPlaceOf(found, wanted) && !isSame(found, wanted)) await records.dropIndex(found.name ?? "");
    }
    await records.createIndexes([{ ...wanted }]);
  }
}

async function indexesOf(database: Db, collection: CollectionShape): Promise<readonly IndexDescription[]> {
  try {
    return await recordsOf(database, collection).listIndexes().toArray();
  } catch (error) {
    if (isNamespaceNotFound(error)) return [];
    throw error;
  }
}

function isInPlaceOf(found: IndexDescription, wanted: WantedIndex): boolean {
  return found.name === wanted.name || isDeepStrictEqual(fieldsOf(found), fieldsOf(wanted));
}

/** Compares what decides how an index works; what else a server tells of one, such as its version, does not. */
function isSame(found: IndexDescription, wanted: WantedIndex): boolean {
  return found.name === wanted.name && isDeepStrictEqual(essenceOf(found), essenceOf(wanted));
}

function essenceOf(index: IndexDescription) {
  const {
    unique = false,
    sparse = false,
    hidden = false,
    collation,
    partialFilterExpression,
    expireAfterSeconds,
  } = index;
  return [fieldsOf(index), unique, sparse, hidden, collation, partialFilterExpression, expireAfterSeconds];
}

/** The fields of an index with their directions, in their order. */
function fieldsOf({ key }: IndexDescription): readonly (readonly [string, unknown])[] {
  return Object.entries(key);
}
