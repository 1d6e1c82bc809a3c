import type { CollectionShape } from "../declaration.ts";
import { type DeclaredShape, declaredShape } from "../declared-shape.ts";
import { StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { layoutKey } from "./rows.ts";
import type { Transactions } from "./transactions.ts";
import { absent, damaged, foreign } from "./unavailable.ts";

const formatName = "claimsmith store";
/** The version of the layout of rows; one more with each change that an older program would misread. */
const layoutVersion = 1;

interface Layout {
  readonly format: string;
  readonly layout: number;
  /** By collection: what determines its rows. */
  readonly collections: { readonly [name: string]: DeclaredShape };
}

/**
 * Makes an empty database a store, or finds out whether it is one whose rows this program understands: the layout, and of
 * each collection the version, indexes and expiry, are those that were declared when it was first opened. Writes only what
 * is not there yet, so a store on a full disk can be opened. Rejects with a `StoreUnavailableError`.
 */
export async function claimLayout(
  transactions: Transactions,
  collections: readonly CollectionShape[],
  directory: string,
): Promise<void> {
  requireRows(transactions, directory);
  const claim = (database: Database) => claimOf(database, collections, directory);
  const missing = transactions.read(claim);
  if (missing === undefined) return;
  await transactions.write({ documents: 1, addedBytes: Buffer.byteLength(missing) }, (database) => {
    const layout = claim(database);
    if (layout !== undefined) database.put(layoutKey, Buffer.from(layout));
  });
}

/**
 * Finds out whether a database is a store whose rows this program understands and that has all the collections: what
 * `claimLayout` leaves. Writes nothing. Throws a `StoreUnavailableError`.
 */
export function requireLayout(
  transactions: Transactions,
  collections: readonly CollectionShape[],
  directory: string,
): void {
  requireRows(transactions, directory);
  const { missing, isNew } = transactions.read((database) => ({
    missing: claimOf(database, collections, directory),
    isNew: database.get(layoutKey) === undefined,
  }));
  if (missing === undefined) return;
  if (isNew) throw absent(directory);
  throw otherVersion(directory, "fewer collections, which a server makes when it starts");
}

/** Finds out whether a database is a store of this layout, of whichever collections. Throws a `StoreUnavailableError`. */
export function requireStore(transactions: Transactions, directory: string): void {
  requireRows(transactions, directory);
  transactions.read((database) => {
    readLayout(database, directory);
    if (database.get(layoutKey) === undefined) throw absent(directory);
  });
}

/**
 * Tells a new database from one whose tree of pages is broken at its root, which LMDB takes for one without rows. Throws a
 * `StoreUnavailableError` for that: a write there would end the process.
 */
function requireRows(transactions: Transactions, directory: string): void {
  // In this order: another process may write the first row between, and a store that has rows is never without again.
  const isFilled = transactions.read(countsRows);
  const isEmpty = transactions.read((database) => database.getKeysCount({ limit: 1 }) === 0);
  if (isFilled && isEmpty) throw damaged(directory);
}

/** Tells whether a database has rows by its own count of them, which stands apart from their pages. */
function countsRows(database: Database): boolean {
  const { entryCount }: { readonly entryCount?: unknown } = database.getStats();
  return entryCount !== 0;
}

/** The layout that is to be written; `undefined` when it is there. */
function claimOf(database: Database, collections: readonly CollectionShape[], directory: string): string | undefined {
  const before = readLayout(database, directory);
  const declared = collections.map((collection) => [collection.name, declaredShape(collection)] as const);
  for (const [name, { version, rows }] of declared) {
    const stored = Object.hasOwn(before, name) ? before[name] : undefined;
    if (stored === undefined || (stored.version === version && stored.rows === rows)) continue;
    throw otherVersion(directory, `version ${stored.version} of \`${name}\`, not version ${version} as declared here`);
  }
  if (declared.every(([name]) => Object.hasOwn(before, name))) return undefined;
  const after: Layout = {
    format: formatName,
    layout: layoutVersion,
    collections: { ...before, ...Object.fromEntries(declared) },
  };
  return JSON.stringify(after);
}

function readLayout(database: Database, directory: string): Layout["collections"] {
  const bytes = database.get(layoutKey);
  if (bytes === undefined) {
    if (database.getKeysCount({ limit: 1 }) > 0) throw foreign(directory);
    return {};
  }
  const layout = parseLayout(bytes);
  if (layout?.format !== formatName) throw foreign(directory);
  if (layout.layout !== layoutVersion)
    throw otherVersion(directory, `layout ${layout.layout}, not layout ${layoutVersion}`);
  return layout.collections;
}

function parseLayout(bytes: Buffer): Layout | undefined {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function otherVersion(directory: string, what: string): StoreUnavailableError {
  return new StoreUnavailableError(
    "version",
    `the store in \`${directory}\` was written by another version of claimsmith: it has ${what}`,
  );
}
