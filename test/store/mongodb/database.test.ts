import { inspect } from "node:util";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CollectionShape, Document } from "../../../src/store/index.ts";
import { declareCollection, isStoreError, StoreUnavailableError } from "../../../src/store/index.ts";
import { type MongoStoreOptions, openMongoStore } from "../../../src/store/mongodb/open-mongo-store.ts";
import { describeWithMongodb } from "../../support/mongodb.ts";
import { collections, members, things, tokens } from "../contract-collections.ts";
import { member } from "../contract-tasks.ts";

const clock = () => 1_000_000;

describeWithMongodb("the database of a store on MongoDB", (mongodb) => {
  let uri: string;
  let client: MongoClient;
  beforeEach(() => {
    uri = mongodb.database();
    client = new MongoClient(uri);
  });
  afterEach(async () => {
    await client.close();
    await mongodb.remove(uri);
  });

  const openWith = (shapes: readonly CollectionShape[], options: Partial<MongoStoreOptions> = {}) =>
    openMongoStore({ uri, clock, collections: shapes, keepExpiredSeconds: 2_147_483_647, ...options });
  const make = async (shapes: readonly CollectionShape[], options: Partial<MongoStoreOptions> = {}) => {
    await (await openWith(shapes, options)).close();
  };
  const reasonOf = async (opening: Promise<unknown>) => {
    const error = await opening.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof StoreUnavailableError ? `${error.reason}: ${error.message}` : error;
  };
  const place = () => `${client.options.hosts.join(",")}/${client.options.dbName}`;
  const rows = (name: string) => client.db().collection<{ _id: string }>(name);
  const indexesOf = async (name: string) =>
    (await rows(name).listIndexes().toArray())
      .map(({ v, ns, ...index }) => index)
      .sort((left, right) => (left.name < right.name ? -1 : 1));

  test("gets its indexes when it is new, with one by which MongoDB removes what has expired", async () => {
    await make(collections, { keepExpiredSeconds: 3600 });
    expect(await indexesOf("members")).toEqual([
      { name: "_id_", key: { _id: 1 } },
      { name: "created_at", key: { scope: 1, "keys.created_at": 1 } },
      { name: "email", key: { scope: 1, "keys.email": 1 }, unique: true },
      {
        name: "external_id",
        key: { scope: 1, "keys.external_id": 1 },
        unique: true,
        partialFilterExpression: { "keys.external_id": { $gte: "" } },
      },
    ]);
    expect(await indexesOf("tokens")).toEqual([
      { name: "_id_", key: { _id: 1 } },
      { name: "expiresAt", key: { expiresAt: 1 }, expireAfterSeconds: 3600 },
      { name: "hash", key: { scope: 1, "keys.hash": 1 }, unique: true },
      { name: "profile", key: { scope: 1, "keys.profile": 1 } },
    ]);
    await make(collections, { keepExpiredSeconds: 3600 });
  });

  test("is not made where it has to be there already", async () => {
    const existing = { existing: true };
    expect(await reasonOf(openWith(collections, existing))).toBe(
      `absent: there is no store of claimsmith at \`${place()}\``,
    );
    expect(await client.db().listCollections().toArray()).toEqual([]);
    await make([members]);
    await make([members], existing);
    expect(await reasonOf(openWith(collections, existing))).toBe(
      `version: the store at \`${place()}\` was written by another version of claimsmith: it has fewer collections, which a server makes when it starts`,
    );
    await rows("members").dropIndex("email");
    expect(await reasonOf(openWith([members], existing))).toMatch(/^indexes: .* lacks the index `email` of `members`$/);
  });

  test("keeps what has expired for an hour unless told", async () => {
    const store = await openMongoStore({ uri, clock, collections: [tokens] });
    await store.close();
    expect((await indexesOf("tokens"))[1]).toMatchObject({ name: "expiresAt", expireAfterSeconds: 3600 });
  });

  test("has of a document its text, its keys in the order of the port, and its expiry", async () => {
    const store = await openWith(collections);
    const scope = store.scope("p\ud800");
    await scope.collection(tokens).insert({ id: "t\u0000", hash: "\ud800h", profile: "p", expires_at: 2_000_000.5 });
    await scope
      .collection(things)
      .insert(JSON.parse('{"id":"x","first":-0,"second":true,"data":{"$a.b":1,"__proto__":2}}'));
    await store.close();
    expect(await rows("tokens").findOne()).toEqual({
      _id: "\u0004p\u00ed\u00a0\u0080\u0000\u0001\u0004t\u0000\u00ff\u0000\u0001",
      scope: "\u0004p\u00ed\u00a0\u0080\u0000\u0001",
      keys: {
        hash: "\u0004\u00ed\u00a0\u0080h\u0000\u0001",
        profile: "\u0004p\u0000\u0001\u0004t\u0000\u00ff\u0000\u0001",
      },
      revision: 1,
      writeId: expect.stringMatching(/^[\w-]{22}$/),
      version: 3,
      expiresAt: new Date(2_000_001),
      document: '{"id":"t\\u0000","hash":"\\ud800h","profile":"p","expires_at":2000000.5,"revision":1}',
    });
    expect(await rows("things").findOne()).toEqual({
      _id: "\u0004p\u00ed\u00a0\u0080\u0000\u0001\u0004x\u0000\u0001",
      scope: "\u0004p\u00ed\u00a0\u0080\u0000\u0001",
      keys: {
        both: "\u0003\u0080\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0002\u0004x\u0000\u0001",
        unique: "\u0002\u0003\u0080\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
      },
      revision: 1,
      writeId: expect.stringMatching(/^[\w-]{22}$/),
      version: 1,
      document: '{"id":"x","first":0,"second":true,"data":{"$a.b":1,"__proto__":2},"revision":1}',
    });
  });

  test("gives each write an id of its own", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    const first = await collection.insert(member("m"));
    const ids = [await rows("members").findOne({}, { projection: { _id: 0, writeId: 1 } })];
    await collection.replace(first);
    ids.push(await rows("members").findOne({}, { projection: { _id: 0, writeId: 1 } }));
    expect(new Set(ids.map((id) => JSON.stringify(id))).size).toBe(2);
    await store.close();
  });

  test("is made by several programs at once", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openWith(collections)));
    await Promise.all(
      stores.map((store, at) =>
        store
          .scope("s")
          .collection(members)
          .insert(member(`m${at}`)),
      ),
    );
    for (const store of stores) {
      const { items } = await store.scope("s").collection(members).find("email", [], { limit: 10 });
      expect(items.map(({ id }) => id)).toEqual(["m0", "m1", "m2", "m3"]);
    }
    await Promise.all(stores.map((store) => store.close()));
    await make(collections);
  });

  test("may have other collections and other indexes", async () => {
    await rows("orders").insertOne({ _id: "theirs" });
    await make([members]);
    await rows("members").createIndex({ version: 1 });
    await make(collections);
    expect(await rows("orders").countDocuments()).toBe(1);
    expect((await indexesOf("members")).map(({ name }) => name)).toContain("version_1");
  });

  test("is refused, with names, when indexes are missing or different, and mended where that is asked for", async () => {
    const store = await openWith(collections);
    const inserted = await store.scope("s").collection(members).insert(member("m1"));
    await store.close();
    const wanted = await Promise.all(["members", "tokens", "things"].map(indexesOf));
    await rows("members").dropIndex("email");
    await rows("members").dropIndex("created_at");
    await rows("members").createIndex({ scope: 1, "keys.created_at": 1 }, { name: "theirs" });
    await rows("members").dropIndex("external_id");
    await rows("members").createIndex(
      { scope: 1, "keys.external_id": 1 },
      { name: "external_id", unique: true, sparse: true },
    );
    await rows("tokens").dropIndex("expiresAt");
    await rows("tokens").createIndex({ expiresAt: 1 }, { name: "expiresAt", expireAfterSeconds: 5 });
    await rows("things").drop();
    const problems = [
      "lacks the index `email` of `members`",
      "has another index `external_id` of `members`",
      "has another index `created_at` of `members`",
      "has another index `expiresAt` of `tokens`",
      "lacks the index `both` of `things`",
      "lacks the index `unique` of `things`",
    ];
    for (const migrate of [undefined, false]) {
      const opening = openWith(collections, migrate === undefined ? {} : { migrate });
      expect(await reasonOf(opening)).toBe(`indexes: the store at \`${place()}\` ${problems.join(", ")}`);
    }
    await make(collections, { migrate: true });
    expect(await Promise.all(["members", "tokens", "things"].map(indexesOf))).toEqual(wanted);
    const again = await openWith(collections);
    expect(await again.scope("s").collection(members).findOne("email", ["acme", inserted.email])).toEqual(inserted);
    await again.close();
  });

  test("is not mended when documents have the same key in an index that is to be unique", async () => {
    const store = await openWith(collections);
    await store
      .scope("s")
      .collection(members)
      .insert(member("m1", { email: "same" }));
    await rows("members").dropIndex("email");
    await store
      .scope("s")
      .collection(members)
      .insert(member("m2", { email: "same" }));
    await store.close();
    const problem = "has documents with the same key in an index that is to be unique";
    const opening = openWith(collections, { migrate: true });
    expect(await reasonOf(opening)).toBe(`indexes: the store at \`${place()}\` ${problem}`);
  });

  test("is refused, or mended, when another index stands in the place of one of a new collection", async () => {
    await rows("members").createIndex({ scope: 1, "keys.email": 1 }, { name: "email" });
    const problem = "has another index `email` of `members`";
    for (let time = 0; time < 2; time++) {
      expect(await reasonOf(openWith([members]))).toBe(`indexes: the store at \`${place()}\` ${problem}`);
    }
    await make([members], { migrate: true });
    await make([members]);
  });

  test("is refused when a collection in it is of another program", async () => {
    await rows("members").insertOne({ _id: "theirs" });
    const problem = `foreign: \`members\` at \`${place()}\` is not a collection of claimsmith`;
    expect(await reasonOf(openWith(collections, { migrate: true }))).toBe(problem);
    expect((await indexesOf("members")).map(({ name }) => name)).toEqual(["_id_"]);
    await rows("members").drop();
    await make([members]);
    await rows("claimsmith.layouts").updateOne({ _id: "members" }, { $set: { format: "another" } });
    expect(await reasonOf(openWith([members]))).toBe(problem);
  });

  test("is refused when a collection in it was declared otherwise, or a newer layout is in it", async () => {
    await make([members]);
    const written = `version: the store at \`${place()}\` was written by another version of claimsmith: it has`;
    for (const other of [
      { ...members, version: 2 },
      { ...members, expiresAt: "created_at" },
    ]) {
      expect(await reasonOf(openWith([other], { migrate: true }))).toBe(
        `${written} version 1 of \`members\`, not version ${other.version} as declared here`,
      );
    }
    const { email, external_id, created_at } = members.indexes;
    await make([{ ...members, indexes: { external_id, created_at, email } }, tokens]);
    await rows("claimsmith.layouts").updateOne({ _id: "members" }, { $set: { layout: 2 } });
    expect(await reasonOf(openWith([members]))).toBe(`${written} layout 2 of \`members\`, not layout 1`);
  });

  test("with a damaged record serves all others, and says what failed without telling what is in it", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    await collection.insert(member("good"));
    await collection.insert(member("bad"));
    await rows("members").updateOne({ document: /"id":"bad"/ }, { $set: { document: "ada@example.com" } });
    const failure = await collection.get("bad").catch((error: unknown) => error);
    expect(isStoreError(failure) && failure.message).toBe(
      `the store at \`${place()}\` cannot be read or written: SyntaxError`,
    );
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain("ada@example.com");
    expect(await collection.get("good")).toMatchObject({ id: "good" });
    expect(await collection.delete("bad")).toBe(true);
    await store.close();
  });

  test("says that it failed when a document is too large, or another program's index refuses it", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(members);
    const large = collection.insert(member("large", { note: "x".repeat(17 << 20) }));
    expect(await reasonOf(large)).toMatch(/^failed: the store at `.*` cannot be read or written: /);
    await rows("members").createIndex({ version: 1 }, { unique: true });
    await collection.insert(member("first"));
    expect(await reasonOf(collection.insert(member("second")))).toMatch(/^failed: .* the server answered \w+$/);
    expect((await collection.find("email", [], { limit: 9 })).items.map(({ id }) => id)).toEqual(["first"]);
    await store.close();
  });

  test("takes expiries before and after all dates", async () => {
    const store = await openWith(collections);
    const collection = store.scope("s").collection(tokens);
    for (const expires_at of [-1e300, 1e300]) {
      await collection.insert({ id: String(expires_at), hash: String(expires_at), profile: "p", expires_at });
    }
    expect((await collection.find("profile", ["p"], { limit: 9 })).items.map(({ id }) => id)).toEqual(["1e+300"]);
    expect(await store.sweep(1_000_000, 9)).toBe(1);
    await store.close();
  });

  test("collections of the same name, unknown collections and scopes without a name are mistakes of the program", async () => {
    await expect(openWith([members, members])).rejects.toThrow("different names");
    const store = await openWith([members]);
    expect(() => store.scope("")).toThrow("a scope has a name");
    expect(() => store.scope("s").collection(tokens)).toThrow("`tokens` was declared");
    const other = declareCollection<Document>()({ name: "members", version: 1, indexes: {} });
    expect(() => store.scope("s").collection(other)).toThrow("`members` was declared");
    await store.close();
  });
});
