import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compareCodePoints } from "../../src/language/code-points.ts";
import {
  type Clock,
  type Collection,
  type CollectionShape,
  ConflictError,
  DuplicateKeyError,
  type IndexValue,
  InvalidCursorError,
  type Store,
  StoreUnavailableError,
} from "../../src/store/index.ts";
import { effort } from "../support/lanes/effort.ts";
import { collections, type Member, members, type Thing, things, tokens } from "./contract-collections.ts";
import { actualAnswers, expectedAnswers, history } from "./contract-model.ts";
import { member, tasks } from "./contract-tasks.ts";
import { OtherProcess } from "./other-process.ts";

/** With what a store is opened. */
export interface OpenOptions {
  readonly clock: Clock;
  readonly collections: readonly CollectionShape[];
}

/** What the contract needs to know of an adapter. */
export interface AdapterUnderTest<Settings> {
  readonly name: string;
  /** Opens the store of some settings, in this process. */
  readonly openStore: (settings: Settings, options: OpenOptions) => Promise<Store>;
  /** A module that exports `openStore`, for other processes. */
  readonly module: URL;
  /** Settings, JSON values, of a new and empty store. */
  readonly create: () => Promise<Settings>;
  /** Removes a store that is closed. */
  readonly remove: (settings: Settings) => Promise<void>;
}

/** How many processes are killed in the middle of writes. */
const KILLS = effort(2, 20);

/** Any string, of any code units. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("\u0000", "\u0001", "\ud800", "\udfff", "\u{10000}", "￿", "a", ""), { maxLength: 4 })
    .map((parts) => parts.join("")),
);
const anyValue: fc.Arbitrary<IndexValue> = fc.oneof(
  anyText,
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

const KINDS = ["boolean", "number", "string"];

function compareValues(left: IndexValue, right: IndexValue): number {
  if (typeof left !== typeof right) return KINDS.indexOf(typeof left) - KINDS.indexOf(typeof right);
  if (typeof left === "string") return compareCodePoints(left, String(right));
  return Number(left) - Number(right);
}

/** What every adapter must do. */
export function storeContract<Settings>(adapter: AdapterUnderTest<Settings>): void {
  describe(`the store ${adapter.name}`, () => {
    const time = { now: 0 };
    let settings: Settings;
    let store: Store;
    let scopes = 0;
    let scope = "";

    const open = () => adapter.openStore(settings, { clock: () => time.now, collections });

    beforeAll(async () => {
      settings = await adapter.create();
      store = await open();
    });
    afterAll(async () => {
      await store.close();
      await adapter.remove(settings);
    });
    // Each test has a scope to itself, and begins at the same time.
    beforeEach(() => {
      scope = `scope-${scopes++}`;
      time.now = 1_000_000;
    });

    const bind = () => store.scope(scope);

    /** All items of a search, page by page, with what happens between the pages. */
    async function readPages<Index extends string>(
      collection: Collection<Member, Index>,
      index: Index,
      key: readonly IndexValue[],
      limit: number,
      between: (page: readonly Member[]) => Promise<unknown> = async () => undefined,
    ): Promise<readonly string[]> {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const { items, next } = await collection.find(index, key, after === undefined ? { limit } : { limit, after });
        ids.push(...items.map(({ id }) => id));
        await between(items);
        after = next;
      } while (after !== undefined);
      return ids;
    }

    describe("documents", () => {
      test("an inserted document has revision 1 and is found by its id", async () => {
        const collection = bind().collection(members);
        const inserted = await collection.insert(member("m1", { note: "n" }));
        expect(inserted).toEqual({ ...member("m1", { note: "n" }), revision: 1 });
        expect(await collection.get("m1")).toEqual(inserted);
        expect(await collection.get("m2")).toBeUndefined();
      });

      test("an id that is there is a duplicate key of the index `id`", async () => {
        const collection = bind().collection(members);
        await collection.insert(member("m1"));
        const second = collection.insert(member("m1", { email: "other" }));
        await expect(second).rejects.toEqual(new DuplicateKeyError("members", "id"));
        expect(await collection.findOne("email", ["acme", "other"])).toBeUndefined();
      });

      test("a replacement has the next revision, and replaces all fields and keys", async () => {
        const collection = bind().collection(members);
        const first = await collection.insert(member("m1", { external_id: "e1", note: "old" }));
        const second = await collection.replace({ ...member("m1", { email: "new" }), revision: first.revision });
        expect(second).toEqual({ ...member("m1", { email: "new" }), revision: 2 });
        expect(await collection.get("m1")).toEqual(second);
        expect(await collection.findOne("email", ["acme", "new"])).toEqual(second);
        expect(await collection.findOne("email", ["acme", first.email])).toBeUndefined();
        expect(await collection.findOne("external_id", ["acme", "e1"])).toBeUndefined();
        expect((await collection.insert(member("m2", { email: first.email, external_id: "e1" }))).revision).toBe(1);
      });

      test("a replacement of another revision is a conflict and changes nothing", async () => {
        const collection = bind().collection(members);
        const first = await collection.insert(member("m1"));
        const second = await collection.replace({ ...first, note: "second" });
        for (const revision of [1, 3, 0]) {
          await expect(collection.replace({ ...first, revision, note: "late" })).rejects.toEqual(
            new ConflictError("members"),
          );
        }
        expect(await collection.get("m1")).toEqual(second);
      });

      test("a replacement never creates", async () => {
        const collection = bind().collection(members);
        for (const revision of [0, 1]) {
          await expect(collection.replace({ ...member("m1"), revision })).rejects.toEqual(new ConflictError("members"));
        }
        expect(await collection.get("m1")).toBeUndefined();
        expect(await readPages(collection, "email", [], 10)).toEqual([]);
      });

      test("a deleted document is gone, with its keys", async () => {
        const collection = bind().collection(members);
        const first = await collection.insert(member("m1", { external_id: "e1" }));
        expect(await collection.delete("m1")).toBe(true);
        expect(await collection.delete("m1")).toBe(false);
        expect(await collection.get("m1")).toBeUndefined();
        expect(await readPages(collection, "created_at", [], 10)).toEqual([]);
        await expect(collection.replace(first)).rejects.toEqual(new ConflictError("members"));
        expect(await collection.insert(member("m1", { external_id: "e1" }))).toEqual(first);
      });

      test("what comes back shares nothing with what was given or what comes back again", async () => {
        const collection = bind().collection(things);
        const data = { list: [1] };
        const inserted = await collection.insert({ id: "t", first: 1, second: 1, data });
        data.list.push(2);
        expect(inserted.data).toEqual({ list: [1] });
        Object.assign(inserted, { data: "changed" });
        expect((await collection.get("t"))?.data).toEqual({ list: [1] });
      });

      test("every string and every key is kept exactly", async () => {
        const collection = bind().collection(things);
        let count = 0;
        const key = fc.oneof(anyText, fc.constantFrom("a.b", "$set", "$", ".", "__proto__", "constructor", "_id", "0"));
        const data = fc.dictionary(key, fc.oneof(anyText, fc.jsonValue(), fc.dictionary(key, anyText)));
        await fc.assert(
          fc.asyncProperty(anyText, anyText, data, async (id, first, data) => {
            const document = { id: `${count++}${id}`, first, second: count, data };
            // JSON has no negative zero.
            const expected = JSON.parse(JSON.stringify({ ...document, revision: 1 }));
            expect(await collection.insert(document)).toEqual(expected);
            expect(JSON.stringify(await collection.get(document.id))).toBe(JSON.stringify(expected));
            expect(JSON.stringify((await collection.findOne("unique", [count, first]))?.data)).toBe(
              JSON.stringify(expected.data),
            );
          }),
          { numRuns: effort(50, 1000) },
        );
      });

      test("`__proto__` is a key like any other, at the top too", async () => {
        const collection = bind().collection(things);
        const document = JSON.parse('{"id":"t","first":1,"second":2,"__proto__":{"a":1},"data":{"__proto__":[]}}');
        const inserted = await collection.insert(document);
        expect(Object.keys(inserted)).toEqual(["id", "first", "second", "__proto__", "data", "revision"]);
        expect(JSON.stringify(await collection.get("t"))).toBe(JSON.stringify(inserted));
        expect(Object.keys(await collection.replace(inserted))).toEqual(Object.keys(inserted));
      });

      test("large documents are kept", async () => {
        const collection = bind().collection(members);
        const note = "ä\u0000\ud800".repeat(500_000);
        await collection.insert(member("m1", { note }));
        await collection.insert(member("m2", { note: note.slice(0, 20_000) }));
        expect((await collection.get("m1"))?.note === note).toBe(true);
        const { items } = await collection.find("email", ["acme"], { limit: 10 });
        expect(items.map((item) => item.note.length)).toEqual([note.length, 20_000]);
      });

      test("values longer than a key may be are found and told apart", async () => {
        scope = `${scope}${"s".repeat(5000)}`;
        const collection = bind().collection(members);
        const long = "x".repeat(5000);
        for (const end of ["1", "2", ""]) {
          await collection.insert(
            member(`${long}${end}`, { organization: long, email: `${long}${end}`, external_id: `${end}${long}` }),
          );
        }
        await expect(collection.insert(member("other", { organization: long, email: `${long}2` }))).rejects.toEqual(
          new DuplicateKeyError("members", "email"),
        );
        expect((await collection.findOne("email", [long, `${long}2`]))?.id).toBe(`${long}2`);
        expect((await collection.findOne("external_id", [long, `1${long}`]))?.id).toBe(`${long}1`);
        expect(await collection.findOne("email", [long, `${long}3`])).toBeUndefined();
        expect(new Set(await readPages(collection, "created_at", [long, 0], 1)).size).toBe(3);
        expect(await collection.delete(`${long}1`)).toBe(true);
        expect(await collection.findOne("email", [long, `${long}1`])).toBeUndefined();
        expect(await store.scope(`${scope}s`).collection(members).get(long)).toBeUndefined();
      });
    });

    describe("unique indexes", () => {
      test("a second document with the same key is refused, and the error names the index", async () => {
        const collection = bind().collection(members);
        await collection.insert(member("m1", { external_id: "e1" }));
        await expect(collection.insert(member("m2", { email: "m1@example.com" }))).rejects.toEqual(
          new DuplicateKeyError("members", "email"),
        );
        await expect(collection.insert(member("m2", { external_id: "e1" }))).rejects.toEqual(
          new DuplicateKeyError("members", "external_id"),
        );
        expect(await collection.get("m2")).toBeUndefined();
        expect(await readPages(collection, "created_at", [], 10)).toEqual(["m1"]);
      });

      test("a replacement that takes another's key is refused and changes nothing", async () => {
        const collection = bind().collection(members);
        const first = await collection.insert(member("m1"));
        const second = await collection.insert(member("m2"));
        await expect(collection.replace({ ...second, email: first.email, note: "changed" })).rejects.toEqual(
          new DuplicateKeyError("members", "email"),
        );
        expect(await collection.get("m2")).toEqual(second);
        expect(await collection.findOne("email", ["acme", second.email])).toEqual(second);
      });

      test("a compound key is all of its values", async () => {
        const collection = bind().collection(members);
        await collection.insert(member("m1", { organization: "ab", email: "c" }));
        expect(await collection.insert(member("m2", { organization: "a", email: "bc" }))).toMatchObject({ id: "m2" });
        expect(await collection.insert(member("m3", { organization: "ab", email: "" }))).toMatchObject({ id: "m3" });
        expect((await collection.findOne("email", ["a", "bc"]))?.id).toBe("m2");
      });

      test("values that differ in any character are different keys", async () => {
        const collection = bind().collection(members);
        const emails = [
          "",
          "\u0000",
          "\ud800",
          "\ud801",
          "\udfff",
          "\ufffd",
          "\ud800\u0000",
          "a",
          "A",
          "a ",
          "é",
          "e\u0301",
        ];
        for (const [at, email] of emails.entries()) await collection.insert(member(`m${at}`, { email }));
        const found = await Promise.all(emails.map((email) => collection.findOne("email", ["acme", email])));
        expect(found.map((document) => document?.email)).toEqual(emails);
      });

      test("a document that lacks a field is not in a sparse index", async () => {
        const collection = bind().collection(members);
        await collection.insert(member("m1"));
        await collection.insert(member("m2", { external_id: null }));
        const third = await collection.insert(member("m3", { external_id: "" }));
        expect(await readPages(collection, "external_id", ["acme"], 10)).toEqual(["m3"]);
        await expect(collection.insert(member("m4", { external_id: "" }))).rejects.toEqual(
          new DuplicateKeyError("members", "external_id"),
        );
        await collection.replace({ ...third, external_id: null });
        expect(await readPages(collection, "external_id", [], 10)).toEqual([]);
        expect(await collection.insert(member("m4", { external_id: "" }))).toMatchObject({ revision: 1 });
      });

      test("of two inserts at once one is refused", async () => {
        const collection = bind().collection(members);
        const inserts = ["m1", "m2"].map((id) => collection.insert(member(id, { email: "same" })));
        const outcomes = await Promise.allSettled(inserts);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      });

      test("of two replacements at once one is a conflict", async () => {
        const collection = bind().collection(members);
        const first = await collection.insert(member("m1"));
        const replacements = ["a", "b"].map((note) => collection.replace({ ...first, note }));
        const outcomes = await Promise.allSettled(replacements);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        expect((await collection.get("m1"))?.revision).toBe(2);
      });
    });

    describe("searches", () => {
      test("the order is that of the index's fields, then of the id", async () => {
        const thing = fc.record({ first: anyValue, second: anyValue });
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(thing, { maxLength: 20, selector: (item) => JSON.stringify(item) }),
            async (values) => {
              scope = `scope-${scopes++}`;
              const collection = bind().collection(things);
              const documents: Thing[] = values.map((value, index) => ({
                ...value,
                id: `${index % 3}-${index}`,
                revision: 1,
              }));
              await Promise.all(documents.map((document) => collection.insert(document)));
              const { items } = await collection.find("both", [], { limit: 100 });
              expect(items).toEqual(
                [...documents].sort(
                  (left, right) =>
                    compareValues(left.first, right.first) ||
                    compareValues(left.second, right.second) ||
                    compareCodePoints(left.id, right.id),
                ),
              );
              for (const { first, second, id } of documents) {
                expect((await collection.findOne("unique", [second, first]))?.id).toBe(id);
                const under = await collection.find("both", [first], { limit: 100 });
                expect(under.items).toEqual(items.filter((item) => compareValues(item.first, first) === 0));
              }
            },
          ),
          { numRuns: effort(15, 300) },
        );
      });

      test("`findOne` finds the first of several, and `find` under a prefix all of them", async () => {
        const collection = bind().collection(members);
        for (const id of ["m3", "m1", "m2"]) await collection.insert(member(id, { created_at: 5 }));
        await collection.insert(member("m0", { created_at: 6 }));
        await collection.insert(member("other", { organization: "acme2", created_at: 1 }));
        expect((await collection.findOne("created_at", ["acme", 5]))?.id).toBe("m1");
        expect(await readPages(collection, "created_at", ["acme"], 10)).toEqual(["m1", "m2", "m3", "m0"]);
        expect(await readPages(collection, "created_at", ["acme", 5], 10)).toEqual(["m1", "m2", "m3"]);
        expect(await readPages(collection, "created_at", [], 2)).toEqual(["m1", "m2", "m3", "m0", "other"]);
        expect(await readPages(collection, "created_at", ["acm"], 2)).toEqual([]);
      });

      test("a page has `next` exactly when there is more", async () => {
        const collection = bind().collection(members);
        for (const id of ["m1", "m2", "m3"]) await collection.insert(member(id));
        const { items, next } = await collection.find("email", ["acme"], { limit: 2 });
        expect(items.map(({ id }) => id)).toEqual(["m1", "m2"]);
        expect(await collection.find("email", ["acme"], { limit: 1, after: next ?? "" })).toEqual({
          items: [await collection.get("m3")],
        });
        expect(Object.keys(await collection.find("email", ["acme"], { limit: 3 }))).toEqual(["items"]);
      });

      test("a search may go the other way, to the same documents, with cursors of its own", async () => {
        const collection = bind().collection(members);
        const ids = ["m1", "m2", "m3", "m4", "m5"];
        for (const [at, id] of ids.entries()) await collection.insert(member(id, { created_at: at >> 1 }));
        await collection.insert(member("m9", { organization: "acmf" }));
        await collection.insert(member("m0", { organization: "acm" }));
        for (const index of ["created_at", "email"] as const) {
          const seen: string[] = [];
          let after: string | undefined;
          do {
            const page = await collection.find(index, ["acme"], {
              ...{ limit: 2, descending: true },
              ...(after === undefined ? {} : { after }),
            });
            seen.push(...page.items.map(({ id }) => id));
            after = page.next;
          } while (after !== undefined);
          expect(seen).toEqual(ids.toReversed());
        }
        const whole = await collection.find("email", ["acme", "m1@example.com"], { limit: 1, descending: true });
        expect(whole).toMatchObject({ items: [{ id: "m1" }] });
        expect(whole.next).toBeUndefined();
        const { next = "" } = await collection.find("email", ["acme"], { limit: 1, descending: true });
        const other = collection.find("email", ["acme"], { limit: 1, after: next });
        await expect(other).rejects.toEqual(new InvalidCursorError());
      });

      test.each([["created_at"], ["email"]] as const)(
        "documents that come and go between pages of `%s` make no other be skipped or repeated",
        async (index) => {
          const collection = bind().collection(members);
          const stay = Array.from({ length: 30 }, (_, at) => `m${String(at).padStart(2, "0")}`);
          await Promise.all(stay.map((id) => collection.insert(member(id, { created_at: Number(id.slice(1)) % 4 }))));
          let comers = 0;
          const gone = new Set<string>();
          const seen = await readPages(collection, index, ["acme"], 4, async (page) => {
            // The last of the page is the one that the cursor was made from.
            for (const { id } of page.slice(-1)) {
              gone.add(id);
              await collection.delete(id);
            }
            await collection.insert(member(`a${comers++}`, { created_at: -1 }));
            await collection.insert(member(`z${comers++}`, { created_at: 9 }));
          });
          const those = seen.filter((id) => id.startsWith("m"));
          expect(those.toSorted()).toEqual(stay);
          expect(seen.filter((id) => id.startsWith("a"))).toEqual([]);
          expect(gone.size).toBeGreaterThan(5);
        },
      );

      test("what a cursor was not made for is refused", async () => {
        const collection = bind().collection(members);
        for (const id of ["m1", "m2", "m3"]) await collection.insert(member(id, { external_id: id }));
        const { next = "" } = await collection.find("email", ["acme"], { limit: 1 });
        const others = [
          collection.find("email", [], { limit: 1, after: next }),
          collection.find("email", ["acme2"], { limit: 1, after: next }),
          collection.find("email", ["acmf"], { limit: 1, after: next }),
          collection.find("created_at", ["acme"], { limit: 1, after: next }),
          store.scope("other").collection(members).find("email", ["acme"], { limit: 1, after: next }),
        ];
        for (const other of others) await expect(other).rejects.toEqual(new InvalidCursorError());
        const changed = [...next].map(
          (character, at) => next.slice(0, at) + (character === "A" ? "B" : "A") + next.slice(at + 1),
        );
        for (const after of [
          ...changed,
          "",
          "!",
          "x",
          next.slice(0, -1),
          `${next}A`,
          `${next}=`,
          ` ${next}`,
          `${next}\ud800`,
        ]) {
          await expect(collection.find("email", ["acme"], { limit: 1, after })).rejects.toEqual(
            new InvalidCursorError(),
          );
        }
        expect((await collection.find("email", ["acme"], { limit: 1, after: next })).items).toMatchObject([
          { id: "m2" },
        ]);
      });
    });

    describe("scopes", () => {
      test("documents of another scope are not there, for any operation", async () => {
        const collection = bind().collection(members);
        const other = store.scope(`${scope}-other`).collection(members);
        const mine = await collection.insert(member("m1"));
        expect(await other.get("m1")).toBeUndefined();
        expect(await other.findOne("email", ["acme", mine.email])).toBeUndefined();
        expect(await other.find("email", [], { limit: 10 })).toEqual({ items: [] });
        await expect(other.replace(mine)).rejects.toEqual(new ConflictError("members"));
        expect(await other.delete("m1")).toBe(false);
        expect(await other.insert(member("m1", { note: "theirs" }))).toMatchObject({ revision: 1 });
        expect(await collection.get("m1")).toEqual(mine);
      });

      test("collections of one scope are apart", async () => {
        await bind().collection(members).insert(member("same"));
        expect(await bind().collection(things).get("same")).toBeUndefined();
        expect(await bind().collection(things).insert({ id: "same", first: 1, second: 1 })).toMatchObject({
          revision: 1,
        });
      });
    });

    describe("expiry", () => {
      const token = (id: string, expires_at?: number | null, hash = id) => ({
        ...{ id, hash, profile: "p" },
        ...(expires_at === undefined ? {} : { expires_at }),
      });

      test("a document is absent from the millisecond on in which it expires", async () => {
        const collection = bind().collection(tokens);
        const stored = await collection.insert(token("t1", time.now + 10));
        time.now += 9;
        expect(await collection.get("t1")).toEqual(stored);
        expect(await collection.findOne("hash", ["t1"])).toEqual(stored);
        time.now += 1;
        expect(await collection.get("t1")).toBeUndefined();
        expect(await collection.findOne("hash", ["t1"])).toBeUndefined();
        expect(await collection.find("profile", ["p"], { limit: 10 })).toEqual({ items: [] });
        await expect(collection.replace({ ...stored, expires_at: null })).rejects.toEqual(new ConflictError("tokens"));
        expect(await collection.delete("t1")).toBe(false);
      });

      test("a document without the field, or with null in it, never expires", async () => {
        const collection = bind().collection(tokens);
        await collection.insert(token("t1"));
        await collection.insert(token("t2", null));
        time.now = Number.MAX_SAFE_INTEGER;
        expect((await collection.find("profile", ["p"], { limit: 10 })).items).toMatchObject([
          { id: "t1" },
          { id: "t2" },
        ]);
      });

      test("a page is as long as asked for, where few have expired in between", async () => {
        const collection = bind().collection(tokens);
        for (let at = 0; at < 20; at++)
          await collection.insert(token(`t${at + 10}`, at % 2 === 0 ? time.now + 1 : null));
        time.now += 1;
        const first = await collection.find("profile", ["p"], { limit: 5 });
        expect(first.items.map(({ id }) => id)).toEqual(["t11", "t13", "t15", "t17", "t19"]);
        const second = await collection.find("profile", ["p"], { limit: 5, after: first.next ?? "" });
        expect(second.items.map(({ id }) => id)).toEqual(["t21", "t23", "t25", "t27", "t29"]);
        expect(second.next).toBeUndefined();
      });

      test("an expired holder blocks neither its id nor its unique key", async () => {
        const collection = bind().collection(tokens);
        await collection.insert(token("t1", time.now + 1, "h1"));
        await collection.insert(token("t2", time.now + 1, "h2"));
        const third = await collection.insert(token("t3", null, "h3"));
        await expect(collection.insert(token("t4", null, "h1"))).rejects.toEqual(
          new DuplicateKeyError("tokens", "hash"),
        );
        time.now += 1;
        // Both the id of one and the key of another.
        expect(await collection.insert(token("t1", null, "h2"))).toMatchObject({ revision: 1 });
        expect(await collection.replace({ ...third, hash: "h1" })).toMatchObject({ revision: 2 });
        expect((await collection.findOne("hash", ["h2"]))?.id).toBe("t1");
        expect((await collection.findOne("hash", ["h1"]))?.id).toBe("t3");
        await expect(collection.insert(token("t5", null, "h2"))).rejects.toEqual(
          new DuplicateKeyError("tokens", "hash"),
        );
        expect(await collection.insert(token("t2", null, "h3"))).toMatchObject({ revision: 1 });
      });

      test("a sweep removes what has expired, so many at a time, and nothing else", async () => {
        const collection = bind().collection(tokens);
        time.now += 1_000_000;
        await store.sweep(time.now, 1000);
        for (let at = 0; at < 7; at++) await collection.insert(token(`old${at}`, time.now + 1));
        await store
          .scope(`${scope}-other`)
          .collection(tokens)
          .insert(token("old", time.now + 1));
        const extended = await collection.insert(token("extended", time.now + 1));
        await collection.replace({ ...extended, expires_at: time.now + 2 });
        await collection.insert(token("forever"));
        time.now += 1;
        expect(await store.sweep(time.now, 5)).toBe(5);
        expect(await store.sweep(time.now, 5)).toBe(3);
        expect(await store.sweep(time.now, 5)).toBe(0);
        const { items } = await collection.find("profile", ["p"], { limit: 10 });
        expect(items.map(({ id }) => id)).toEqual(["extended", "forever"]);
      });

      test("any history of operations, time and sweeps is answered as the contract says", async () => {
        await fc.assert(
          fc.asyncProperty(history, async (steps) => {
            time.now = 0;
            expect(await actualAnswers(store, `history-${scopes++}`, time, steps)).toEqual(expectedAnswers(steps));
          }),
          { numRuns: effort(20, 1000) },
        );
      });
    });

    describe("several processes", () => {
      let other: OtherProcess;
      beforeAll(async () => {
        other = await OtherProcess.start(adapter.module, settings);
      });
      afterAll(() => other.kill());

      test("of 16 writers in two processes that race for a key, one gets it", async () => {
        const emails = Array.from({ length: 20 }, (_, at) => `e${at}`);
        const outcomes = await Promise.all([
          other.run("race", { label: "there", writers: 8, emails }),
          tasks.race(store, { label: "here", writers: 8, emails }),
        ]);
        expect(outcomes.flatMap(({ won }) => won).toSorted()).toEqual(emails.toSorted());
        expect(outcomes.flatMap(({ refusedBy }) => refusedBy)).toEqual(Array(15 * emails.length).fill("email"));
        const { items } = await store.scope("race").collection(members).find("email", ["acme"], { limit: 1000 });
        expect(items.map(({ email }) => email)).toEqual(emails.toSorted());
      });

      test("of 16 writers in two processes none loses a compare-and-set of another", async () => {
        const collection = store.scope("count").collection(members);
        await collection.insert(member("counter"));
        const conflicts = await Promise.all([
          other.run("count", { id: "counter", writers: 8, times: 5 }),
          tasks.count(store, { id: "counter", writers: 8, times: 5 }),
        ]);
        expect(await collection.get("counter")).toMatchObject({ created_at: 80, revision: 81 });
        expect(conflicts.every((count) => count > 0)).toBe(true);
      });

      test("what one process has acknowledged the other sees at once", async () => {
        const collection = store.scope("look").collection(members);
        for (let round = 0; round < 60; round++) {
          // Reading before keeps a state of the store in use, which must not be the one that is read after.
          await other.run("look", { id: "m" });
          const mine = await tasks.note(store, { id: "m", note: `mine ${round}` });
          expect(await other.run("look", { id: "m" })).toEqual(mine);
          await collection.get("m");
          const theirs = await other.run("note", { id: "m", note: `theirs ${round}` });
          expect(await collection.get("m")).toEqual(theirs);
        }
        await collection.insert(member("by-email"));
        expect(await other.run("lookUp", { email: "by-email@example.com" })).toBe("by-email");
        await collection.delete("by-email");
        expect(await other.run("lookUp", { email: "by-email@example.com" })).toBeUndefined();
      });

      test("a process that is killed in the middle of writes leaves each acknowledged write, and nothing by half", async () => {
        const acknowledged: string[] = [];
        for (let round = 0; round < KILLS; round++) {
          const writer = await OtherProcess.start(adapter.module, settings);
          await writer.runUntil("pour", { label: `r${round}`, writers: 8, note: "n".repeat(3000) }, 100 + 70 * round);
          await writer.kill();
          acknowledged.push(...writer.emitted);
          // The others go on, and a store that is opened anew has all of it.
          await tasks.note(store, { id: "after", note: String(round) });
          const reopened = await open();
          const collection = reopened.scope("pour").collection(members);
          const found = await readPages(collection, "created_at", ["acme"], 300);
          const documents = new Map(
            await Promise.all(found.map(async (id) => [id, await collection.get(id)] as const)),
          );
          const missing = acknowledged.filter((told) => {
            const [id = "", count] = told.split("=");
            return (documents.get(id)?.created_at ?? -1) < Number(count ?? 0);
          });
          expect(missing).toEqual([]);
          expect(documents.size).toBe(found.length);
          expect([...documents].filter(([id, document]) => document?.id !== id)).toEqual([]);
          expect((await readPages(collection, "email", ["acme"], 1000)).toSorted()).toEqual(found.toSorted());
          await reopened.close();
        }
        expect(acknowledged.length).toBeGreaterThan(KILLS * 100);
      });
    });

    describe("closing", () => {
      test("a store that is opened anew has what was there", async () => {
        const stored = await bind()
          .collection(members)
          .insert(member("m1", { external_id: "e1" }));
        const expiring = await bind()
          .collection(tokens)
          .insert({ id: "t", hash: "h", profile: "p", expires_at: time.now + 1 });
        await store.close();
        store = await open();
        expect(await bind().collection(members).findOne("external_id", ["acme", "e1"])).toEqual(stored);
        expect(await bind().collection(tokens).get("t")).toEqual(expiring);
        expect(await bind().collection(members).replace(stored)).toMatchObject({ revision: 2 });
      });

      test("writes under way are finished, later operations are refused, and closing again does nothing", async () => {
        const second = await open();
        const collection = second.scope(scope).collection(members);
        const underWay = collection.insert(member("m1"));
        const closed = second.close();
        const refused = { code: "store_unavailable", reason: "closed" };
        const late = [
          collection.get("m1"),
          collection.find("email", [], { limit: 1 }),
          collection.insert(member("m2")),
          collection.replace({ ...member("m1"), revision: 1 }),
          collection.delete("m1"),
          second.sweep(time.now, 1),
        ];
        for (const operation of late) {
          const error = await operation.then(
            () => undefined,
            (reason: unknown) => reason,
          );
          expect(error).toBeInstanceOf(StoreUnavailableError);
          expect(error).toMatchObject(refused);
        }
        await closed;
        await second.close();
        expect(await bind().collection(members).get("m1")).toEqual(await underWay);
        expect(await bind().collection(members).get("m2")).toBeUndefined();
      });
    });
  });
}
