import { describe, expect, test } from "vitest";
import { type CountedOperation, countedStore } from "../../../src/server/metrics/counted-store.ts";
import { RoundTrips } from "../../../src/server/metrics/round-trips.ts";
import { type Document, declareCollection, type Store } from "../../../src/store/index.ts";
import { testBackend } from "../../support/backend.ts";

const things = declareCollection<Document & { readonly name: string }>()({
  name: "things",
  version: 1,
  indexes: { name: { fields: ["name"], unique: true } },
});

async function world(wrap: (store: Store) => Store = (store) => store) {
  const { backend, close } = await testBackend({ collections: [things] });
  const told: string[] = [];
  const note = ({ collection, operation, outcome, seconds }: CountedOperation) => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    told.push(`${collection} ${operation} ${outcome}`);
  };
  const store = countedStore(wrap(backend.store), note);
  return { store, scope: store.scope("project-test-1").collection(things), told, close };
}

describe("a store that is counted", () => {
  test("does what the store does, and tells each operation with its outcome", async () => {
    const { store, scope, told, close } = await world();
    const stored = await scope.insert({ id: "1", name: "a" });
    expect([await scope.get("1"), await scope.findOne("name", ["a"])]).toEqual([stored, stored]);
    expect((await scope.find("name", [], { limit: 10 })).items).toEqual([stored]);
    await expect(scope.insert({ id: "2", name: "a" })).rejects.toMatchObject({ code: "duplicate_key" });
    await expect(scope.replace({ ...stored, revision: 7 })).rejects.toMatchObject({ code: "conflict" });
    await expect(scope.find("name", [], { limit: 1, after: "x" })).rejects.toMatchObject({ code: "invalid_cursor" });
    expect(await scope.delete("1")).toBe(true);
    expect(await store.sweep(0, 1)).toBe(0);
    await store.close();
    await expect(scope.get("1")).rejects.toMatchObject({ code: "store_unavailable" });
    expect(told).toEqual([
      "things insert ok",
      "things get ok",
      "things find_one ok",
      "things find ok",
      "things insert duplicate_key",
      "things replace conflict",
      "things find invalid_cursor",
      "things delete ok",
      "things get store_unavailable",
    ]);
    await close();
  });

  test("tells what is no answer of a store as an error", async () => {
    const broken: Store = {
      scope: () => ({
        collection: () => {
          const fail = () => Promise.reject(new Error("a bug"));
          return { get: fail, findOne: fail, find: fail, insert: fail, replace: fail, delete: fail };
        },
      }),
      sweep: async () => 0,
      close: async () => {},
    };
    const { scope, told, close } = await world(() => broken);
    await expect(scope.get("1")).rejects.toThrow("a bug");
    expect(told).toEqual(["things get error"]);
    await close();
  });

  test("counts the round trips of the work under way, and not those of others", async () => {
    const { scope, close } = await world();
    const [one, other] = [new RoundTrips(), new RoundTrips()];
    await Promise.all([
      one.during(async () => {
        await Promise.all([scope.get("1"), scope.get("2")]);
        await scope.get("3");
      }),
      other.during(() => scope.get("1")),
      scope.get("1"),
    ]);
    expect([one.sequential, other.sequential]).toEqual([2, 1]);
    await close();
  });
});
