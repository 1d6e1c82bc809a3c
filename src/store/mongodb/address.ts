import { MongoClient, type MongoClientOptions } from "mongodb";
import { StoreUnavailableError } from "../store-error.ts";

/** A MongoDB, as its URI names it. The URI holds credentials: nothing else of this does. */
export interface MongoAddress {
  readonly uri: string;
  readonly database: string;
  /** Its hosts and its database, to be shown. */
  readonly place: string;
  /** The names of the options in the URI, in lower case. */
  readonly given: ReadonlySet<string>;
}

/** The database of a URI that names none: the driver's own default is `test`. */
const defaultDatabase = "claimsmith";

/**
 * Reads the URI of a MongoDB (`mongodb://…` or `mongodb+srv://…`). Throws a `StoreUnavailableError` with the reason
 * `address` when it is none, or when it asks for reads or writes that the store could not keep its promises with.
 */
export function readAddress(uri: string): MongoAddress {
  const client = clientOf(uri);
  const { readPreference, readConcern, writeConcern, retryWrites, hosts, srvHost, dbName } = client.options;
  require(readPreference.mode === "primary", "`readPreference` must be `primary`");
  require(readConcern === undefined || readConcern.level === "majority", "`readConcernLevel` must be `majority`");
  require((writeConcern?.w ?? "majority") === "majority", "`w` must be `majority`");
  require(writeConcern?.journal !== false, "`journal` must not be `false`");
  require(retryWrites, "`retryWrites` must not be `false`");
  // A slash or a question mark in a user's name or password would have to be written as a percent-escape.
  const [, path = "", query = ""] = /^[^:]+:\/\/[^/?]*\/?([^?]*)\??(.*)$/s.exec(uri) ?? [];
  const database = path === "" ? defaultDatabase : dbName;
  const place = `${srvHost ?? hosts.join(",")}/${database}`;
  return { uri, database, place, given: new Set(query.split("&").map((option) => nameOf(option).toLowerCase())) };
}

function nameOf(option: string): string {
  const [name = ""] = option.split("=");
  return name;
}

function clientOf(uri: string): MongoClient {
  try {
    return new MongoClient(uri);
  } catch {
    // What was thrown may quote the URI.
    throw new StoreUnavailableError(
      "address",
      "the address of the store is not one of a MongoDB: `mongodb://HOST/DATABASE`",
    );
  }
}

function require(condition: boolean, problem: string): void {
  if (!condition) throw new StoreUnavailableError("address", `in the address of the store, ${problem}`);
}

/**
 * The time for which a MongoDB is waited for before an operation is answered with what failed, as options of the
 * driver.
 */
const defaultTimeouts = {
  serverSelectionTimeoutMS: 5000,
  connectTimeoutMS: 5000,
  socketTimeoutMS: 5000,
  waitQueueTimeoutMS: 5000,
} as const;

/** The time for which a write waits until a majority of the replica set has it. */
const maxMajorityMilliseconds = 3000;

/** A client that reads what a majority has, from the primary, and whose writes a majority has on disk. Not yet connected. */
export function clientFor(address: MongoAddress, timeouts: MongoClientOptions = defaultTimeouts): MongoClient {
  const ungiven = Object.entries(timeouts).filter(([name]) => !address.given.has(name.toLowerCase()));
  return new MongoClient(address.uri, {
    ...(address.given.has("appname") ? {} : { appName: "claimsmith" }),
    ...Object.fromEntries(ungiven),
    readPreference: "primary",
    readConcern: { level: "majority" },
    writeConcern: { w: "majority", journal: true, wtimeoutMS: maxMajorityMilliseconds },
    retryReads: true,
    retryWrites: true,
  });
}
