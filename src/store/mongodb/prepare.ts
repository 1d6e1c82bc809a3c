import type { Collection, Db } from "mongodb";
import type { CollectionShape } from "../declaration.ts";
import { type DeclaredShape, declaredShape } from "../declared-shape.ts";
import { StoreUnavailableError } from "../store-error.ts";
import { type IndexProblem, indexProblems, mendIndexes, wantedIndexes } from "./indexes.ts";
import { recordsOf } from "./stored-record.ts";
import { isDuplicateKey } from "./unavailable.ts";

/** The things that a database is prepared for. */
export interface Preparation {
  readonly collections: readonly CollectionShape[];
  readonly keepExpiredSeconds: number;
  /** Whether collections that are not there yet are missed rather than made. */
  readonly existing: boolean;
  /** Whether indexes that are missing or different are made as they were declared. */
  readonly migrate: boolean;
  /** The database, to be shown. */
  readonly place: string;
}

/** The memory that the database has of a collection. */
interface Layout extends DeclaredShape {
  readonly _id: string;
  readonly format: string;
  readonly layout: number;
}

/** The collection in which it has that; no collection that was declared has a dot in its name. */
const layoutCollection = "claimsmith.layouts";
const formatName = "claimsmith store";
/** The version of the layout of records; one more with each change that an older program would misread. */
const layoutVersion = 1;

/**
 * Makes the indexes of collections that are new, and finds out whether the others are as this program declares them and
 * have their indexes. Several programs may do so at once. Rejects with a `StoreUnavailableError` that says what is wrong.
 */
export async function prepare(database: Db, preparation: Preparation): Promise<void> {
  const { collections, existing, migrate, place } = preparation;
  const problems: IndexProblem[] = [];
  if (existing) await requireLayouts(database, preparation);
  for (const collection of collections) problems.push(...(await prepareCollection(database, collection, preparation)));
  if (migrate) return mend(database, problems, place);
  if (problems.length === 0) return;
  const list = problems.map(({ collection, wanted, isMissing }) => {
    return `${isMissing ? "lacks the" : "has another"} index \`${wanted.name}\` of \`${collection.name}\``;
  });
  throw new StoreUnavailableError("indexes", `the store at \`${place}\` ${list.join(", ")}`);
}

async function prepareCollection(
  database: Db,
  collection: CollectionShape,
  { keepExpiredSeconds, place }: Preparation,
): Promise<readonly IndexProblem[]> {
  const { name } = collection;
  const layouts = database.collection<Layout>(layoutCollection);
  // In this order: who stores a document has made the layout known before.
  const hasRecords = (await recordsOf(database, collection).findOne({}, { projection: { _id: 1 } })) !== null;
  const stored = await layouts.findOne({ _id: name });
  const declared: Layout = { _id: name, format: formatName, layout: layoutVersion, ...declaredShape(collection) };
  const problems = () => indexProblems(database, collection, wantedIndexes(collection, keepExpiredSeconds));
  if (stored !== null) {
    requireSame(stored, declared, place);
    return problems();
  }
  if (hasRecords) throw foreign(name, place);
  // What is different stays: another program may be just as far, and have documents in it already.
  await mendIndexes(
    database,
    (await problems()).filter(({ isMissing }) => isMissing),
  );
  requireSame(await remember(layouts, declared), declared, place);
  return problems();
}

/** Rejects where the database does not remember all the collections. */
async function requireLayouts(database: Db, { collections, place }: Preparation): Promise<void> {
  const layouts = await database
    .collection<Layout>(layoutCollection)
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(layouts.map(({ _id }) => _id));
  const missing = collections.filter(({ name }) => !known.has(name));
  if (missing.length === 0) return;
  if (missing.length === collections.length) {
    throw new StoreUnavailableError("absent", `there is no store of claimsmith at \`${place}\``);
  }
  const what = "fewer collections, which a server makes when it starts";
  throw new StoreUnavailableError("version", `${writtenElsewhere(place)} ${what}`);
}

/** The layout that is stored of a collection from now on: the one given, unless another program was first. */
async function remember(layouts: Collection<Layout>, layout: Layout): Promise<Layout> {
  try {
    await layouts.insertOne(layout);
    return layout;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await layouts.findOne({ _id: layout._id })) ?? layout;
  }
}

function requireSame(stored: Layout, declared: Layout, place: string): void {
  const { _id: name, format, layout, version, rows } = stored;
  if (format !== declared.format) throw foreign(name, place);
  const by = writtenElsewhere(place);
  if (layout !== declared.layout) {
    throw new StoreUnavailableError("version", `${by} layout ${layout} of \`${name}\`, not layout ${declared.layout}`);
  }
  if (version === declared.version && rows === declared.rows) return;
  const difference = `version ${version} of \`${name}\`, not version ${declared.version} as declared here`;
  throw new StoreUnavailableError("version", `${by} ${difference}`);
}

function writtenElsewhere(place: string): string {
  return `the store at \`${place}\` was written by another version of claimsmith: it has`;
}

async function mend(database: Db, problems: readonly IndexProblem[], place: string): Promise<void> {
  try {
    await mendIndexes(database, problems);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const message = `the store at \`${place}\` has documents with the same key in an index that is to be unique`;
    throw new StoreUnavailableError("indexes", message);
  }
}

function foreign(name: string, place: string): StoreUnavailableError {
  return new StoreUnavailableError("foreign", `\`${name}\` at \`${place}\` is not a collection of claimsmith`);
}
