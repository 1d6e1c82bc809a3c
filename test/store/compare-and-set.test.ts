import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Change,
  type Collection,
  ConflictError,
  compareAndSet,
  DuplicateKeyError,
  type Retrying,
  type Store,
} from "../../src/store/index.ts";
import { pacingBy } from "../support/backend.ts";
import { describeOnEachStore, type TestStore } from "../support/each-store.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { collections, type Member, members } from "./contract-collections.ts";
import { member } from "./contract-tasks.ts";

const clock = () => 0;
const tooLong = new Error("too long");
const retrying: Retrying = { pacing: pacingBy(clock), maxMilliseconds: 100_000, unsettled: () => tooLong };
const id = "ada";

/** Adds to the note, and makes the document where there is none. */
function adding(text: string): Change<Member> {
  return (current) => ({ ...(current ?? member(id)), note: `${current?.note ?? ""}${text}` });
}

describeOnEachStore((stores) => {
  let place: TestStore;
  let store: Store;
  let collection: Collection<Member, "email" | "external_id" | "created_at">;
  beforeEach(async () => {
    place = await stores.create();
    store = await place.open({ clock, collections });
    collection = store.scope("one").collection(members);
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  /** The same collection where something is done before each write. */
  const behind = (before: () => Promise<unknown>) =>
    recordedStore(store, async () => {
      await before();
    })
      .store.scope("one")
      .collection(members);

  describe("a change of one document", () => {
    test("makes it, changes it, and leaves it as it is", async () => {
      const made = { ...member(id, { note: "a" }), revision: 1 };
      expect(await compareAndSet(collection, id, adding("a"), retrying)).toEqual({ document: made, isChanged: true });
      const changed = { ...made, note: "ab", revision: 2 };
      expect(await compareAndSet(collection, id, adding("b"), retrying)).toEqual({
        document: changed,
        isChanged: true,
      });
      expect(await compareAndSet(collection, id, () => undefined, retrying)).toEqual({
        document: changed,
        isChanged: false,
      });
      expect(await collection.get(id)).toEqual(changed);
    });

    test("may make none", async () => {
      expect(await compareAndSet(collection, id, () => undefined, retrying)).toEqual({
        document: undefined,
        isChanged: false,
      });
    });

    test("writes the whole of it: what the next state lacks is gone", async () => {
      await collection.insert(member(id, { external_id: "x" }));
      const { document } = await compareAndSet(collection, id, () => member(id), retrying);
      expect(document).toEqual({ ...member(id), revision: 2 });
    });

    test("begins with what is known, and where that is old with what is there", async () => {
      const known = await collection.insert(member(id));
      let isRead = false;
      const { store: watching } = recordedStore(
        store,
        () => {},
        () => {
          isRead = true;
        },
      );
      const watched = watching.scope("one").collection(members);
      await compareAndSet(watched, id, adding("a"), { ...retrying, known });
      expect(isRead).toBe(false);
      const { document } = await compareAndSet(watched, id, adding("b"), { ...retrying, known });
      expect([document?.note, isRead]).toEqual(["ab", true]);
    });

    test("loses none of those that are made at the same time", async () => {
      const letters = [..."abcdefghijklmnopqrst"];
      await Promise.all(letters.map((letter) => compareAndSet(collection, id, adding(letter), retrying)));
      expect([...((await collection.get(id))?.note ?? "")].sort()).toEqual(letters);
    });

    test("takes another's document where both make it", async () => {
      let isFirst = true;
      const late = behind(async () => {
        if (isFirst) await collection.insert(member(id, { note: "theirs " }));
        isFirst = false;
      });
      expect((await compareAndSet(late, id, adding("ours"), retrying)).document?.note).toBe("theirs ours");
    });

    test("makes anew what another has deleted", async () => {
      await collection.insert(member(id, { note: "old" }));
      let isFirst = true;
      const late = behind(async () => {
        if (isFirst) await collection.delete(id);
        isFirst = false;
      });
      expect((await compareAndSet(late, id, adding("new"), retrying)).document?.note).toBe("new");
    });

    test("ends when others come first for too long", async () => {
      await collection.insert(member(id));
      const late = behind(() => compareAndSet(collection, id, adding("x"), retrying));
      const change = compareAndSet(late, id, adding("y"), { ...retrying, maxMilliseconds: 20 });
      await expect(change).rejects.toBe(tooLong);
      expect((await collection.get(id))?.note).toMatch(/^x+$/);
    });

    test("passes on that another document has its key", async () => {
      await collection.insert(member("other", { email: "ada@example.com" }));
      const change = compareAndSet(collection, id, adding("a"), retrying);
      await expect(change).rejects.toMatchObject({ code: "duplicate_key", index: "email" });
    });

    test("passes on what the change throws, were it a lost race elsewhere", async () => {
      for (const error of [new Error("no"), new ConflictError("others"), new DuplicateKeyError("others", "id")]) {
        await expect(compareAndSet(collection, id, () => Promise.reject(error), retrying)).rejects.toBe(error);
      }
    });
  });
});
