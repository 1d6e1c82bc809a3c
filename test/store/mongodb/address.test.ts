import { describe, expect, test } from "vitest";
import { StoreUnavailableError } from "../../../src/store/index.ts";
import { clientFor, readAddress } from "../../../src/store/mongodb/address.ts";

function refusalOf(uri: string) {
  try {
    return readAddress(uri);
  } catch (error) {
    return error instanceof StoreUnavailableError ? `${error.reason}: ${error.message}` : error;
  }
}

describe("the address of a MongoDB", () => {
  test.each([
    ["mongodb://localhost", "claimsmith", "localhost:27017/claimsmith"],
    ["mongodb://localhost/", "claimsmith", "localhost:27017/claimsmith"],
    ["mongodb://localhost/?authSource=admin", "claimsmith", "localhost:27017/claimsmith"],
    ["mongodb://localhost?replicaSet=rs0", "claimsmith", "localhost:27017/claimsmith"],
    ["mongodb://a:1,b:2/shop?replicaSet=rs0", "shop", "a:1,b:2/shop"],
    ["mongodb://user:pass%2Fword%3F@a/shop%20two", "shop two", "a:27017/shop two"],
    ["mongodb+srv://user:password@cluster.example.com/shop", "shop", "cluster.example.com/shop"],
    ["mongodb://[::1]:27018/test", "test", "[::1]:27018/test"],
  ])("%s names a database, and is shown without what is secret", (uri, database, place) => {
    expect(readAddress(uri)).toMatchObject({ uri, database, place });
  });

  test.each([
    ["mongodb://"],
    ["mongodb://secret:secret"],
    ["mongodb://user:secret@/shop"],
    ["mongodb://user:sec/ret@host/shop"],
    ["mongodb://user:sec%ret@host/shop"],
    ["mongodb://host/shop?secret=secret"],
    ["mongodb://host/shop?retryWrites=secret"],
    ["mongodb+srv://host:secret/shop"],
    ["postgres://user:secret@host/shop"],
    ["secret"],
  ])("%s is none, and is not quoted", (uri) => {
    expect(refusalOf(uri)).toBe("address: the address of the store is not one of a MongoDB: `mongodb://HOST/DATABASE`");
  });

  test.each([
    ["readPreference=secondary", "`readPreference` must be `primary`"],
    ["readPreference=primaryPreferred", "`readPreference` must be `primary`"],
    ["readpreference=nearest&readPreferenceTags=dc:ny", "`readPreference` must be `primary`"],
    ["readConcernLevel=local", "`readConcernLevel` must be `majority`"],
    ["readConcernLevel=linearizable", "`readConcernLevel` must be `majority`"],
    ["w=1", "`w` must be `majority`"],
    ["w=0", "`w` must be `majority`"],
    ["w=3", "`w` must be `majority`"],
    ["w=tag", "`w` must be `majority`"],
    ["journal=false", "`journal` must not be `false`"],
    ["retryWrites=false", "`retryWrites` must not be `false`"],
  ])("the option %s is refused", (query, problem) => {
    expect(refusalOf(`mongodb://user:secret@host/shop?${query}`)).toBe(
      `address: in the address of the store, ${problem}`,
    );
  });

  test("options that ask for what the store does anyway, or for what is left to them, are taken", () => {
    const uri = `mongodb://host/shop?${[
      ...["readPreference=primary", "readConcernLevel=majority", "w=majority", "journal=true", "retryWrites=true"],
      ...["maxPoolSize=7", "APPNAME=mine", "serverselectiontimeoutms=1234", "wtimeoutMS=77"],
    ].join("&")}`;
    const { options } = clientFor(readAddress(uri));
    expect(options).toMatchObject({
      appName: "mine",
      maxPoolSize: 7,
      serverSelectionTimeoutMS: 1234,
      socketTimeoutMS: 5000,
      readConcern: { level: "majority" },
      readPreference: { mode: "primary" },
      retryReads: true,
      retryWrites: true,
      writeConcern: { w: "majority", journal: true },
    });
  });

  test("without options a client waits some seconds, and says whose it is", () => {
    const address = readAddress("mongodb://host");
    expect(clientFor(address).options).toMatchObject({
      appName: "claimsmith",
      serverSelectionTimeoutMS: 5000,
      connectTimeoutMS: 5000,
      socketTimeoutMS: 5000,
      waitQueueTimeoutMS: 5000,
    });
    expect(clientFor(address, { serverSelectionTimeoutMS: 60_000 }).options).toMatchObject({
      serverSelectionTimeoutMS: 60_000,
      socketTimeoutMS: 0,
    });
  });
});
