import { describe, expect, test } from "vitest";
import {
  type CollectionShape,
  type Document,
  declareCollection,
  type NewDocument,
  type Store,
} from "../../src/store/index.ts";
import { collections, members, type Thing, things, tokens } from "./contract-collections.ts";
import { member } from "./contract-tasks.ts";
import { embedded } from "./embedded-adapter.ts";

interface Wide extends Document {
  readonly [name: string]: unknown;
}

async function withStore(use: (store: Store) => Promise<void>): Promise<void> {
  const directory = await embedded.create();
  const store = await embedded.openStore(directory, { clock: () => 0, collections });
  try {
    await use(store);
  } finally {
    await store.close();
    await embedded.remove(directory);
  }
}

describe("a declaration", () => {
  test("comes back as it was given", () => {
    const declaration = { name: "a", version: 1, indexes: {} };
    expect(declareCollection<Document>()(declaration)).toBe(declaration);
  });

  test.each<[string, number, CollectionShape["indexes"], string]>([
    ["Upper", 1, {}, "the name of a collection"],
    ["", 1, {}, "the name of a collection"],
    ["a".repeat(65), 1, {}, "the name of a collection"],
    ["__proto__", 1, {}, "the name of a collection"],
    ["a", 0, {}, "counts from 1"],
    ["a", 1.5, {}, "counts from 1"],
    ["a", 1, { id: { fields: ["a"] } }, "the name of an index"],
    ["a", 1, { "a b": { fields: ["a"] } }, "the name of an index"],
    ["a", 1, { a: { fields: [] } }, "1 to 4 fields"],
    ["a", 1, { a: { fields: ["a", "b", "c", "d", "e"] } }, "1 to 4 fields"],
    ["a", 1, { a: { fields: ["a", "a"] } }, "names each field once"],
  ])("of `%s` version %s with %j is a mistake of the program", (name, version, indexes, what) => {
    expect(() => declareCollection<Wide>()({ name, version, indexes })).toThrow(what);
  });
});

describe("a document", () => {
  test.each([
    ["undefined", { data: { a: [undefined] } }],
    ["a function", { data: () => 1 }],
    ["a symbol", { data: Symbol("s") }],
    ["a bigint", { data: 1n }],
    ["NaN", { data: Number.NaN }],
    ["infinity", { data: [Number.POSITIVE_INFINITY] }],
    ["a date", { data: new Date(0) }],
    ["a map", { data: [new Map()] }],
    ["a hole", { data: new Array(1) }],
    ["no id", { id: undefined }],
    ["an id that is no string", { id: 1 }],
    ["no field of an index", { first: null }],
    ["a list in a field of an index", { first: [1] }],
  ])("with %s is a mistake of the program, and nothing is written", async (_, fields) => {
    await withStore(async (store) => {
      const collection = store.scope("s").collection(things);
      const document: NewDocument<Thing> = Object.assign({ id: "t", first: 1, second: 1 }, fields);
      await expect(collection.insert(document)).rejects.toThrow("invariant broken");
      expect(await collection.find("both", [], { limit: 1 })).toEqual({ items: [] });
    });
  });

  test("without a prototype is a document, at any depth", async () => {
    await withStore(async (store) => {
      let data: unknown = Object.assign(Object.create(null), { a: 1 });
      for (let depth = 0; depth < 1000; depth++) data = [data];
      const document = { id: "t", first: 1, second: 1, data };
      expect(JSON.stringify(await store.scope("s").collection(things).insert(document))).toBe(
        JSON.stringify({ ...document, revision: 1 }),
      );
    });
  });

  test("whose expiry is no number is a mistake of the program", async () => {
    await withStore(async (store) => {
      const token = { id: "t", hash: "h", profile: "p", expires_at: JSON.parse('"soon"') };
      await expect(store.scope("s").collection(tokens).insert(token)).rejects.toThrow("a time in milliseconds");
    });
  });
});

describe("a search", () => {
  test("with another number of values, of an unknown index or of no sensible page is a mistake of the program", async () => {
    await withStore(async (store) => {
      const collection = store.scope("s").collection(members);
      await collection.insert(member("m1"));
      await expect(collection.findOne("email", ["acme"])).rejects.toThrow("a value for each of its fields");
      await expect(collection.find("email", ["a", "b", "c"], { limit: 1 })).rejects.toThrow("no more values");
      await expect(collection.find(JSON.parse('"toString"'), [], { limit: 1 })).rejects.toThrow("an index `toString`");
      for (const limit of [0, 1001, 1.5, Number.NaN]) {
        await expect(collection.find("email", [], { limit })).rejects.toThrow("1 to 1000 items");
      }
    });
  });
});
