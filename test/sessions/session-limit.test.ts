import { describe, expect, onTestFinished, test } from "vitest";
import { authenticate, listSessions } from "../../src/sessions/index.ts";
import { describeOnEachStore, embeddedStores, type TestStores } from "../support/each-store.ts";
import { effort } from "../support/lanes/effort.ts";
import { busyMember } from "./support/busy-member.ts";
import { startOf2026 } from "./support/session-world.ts";

/** To store a thousand sessions takes seconds on a MongoDB. */
const describeOnStores = effort<(tests: (stores: TestStores) => void) => void>(
  (tests) => describe("on the embedded store", () => tests(embeddedStores)),
  describeOnEachStore,
);

describeOnStores((stores) => {
  test("of more than 1000 sessions the oldest end when the request is answered, and no other; the newest are listed", async () => {
    const testStore = await stores.create();
    onTestFinished(() => testStore.remove());
    const { world, context, counts, left, open, first, store, stored } = await busyMember({ store: testStore });
    const old = await store(230, startOf2026 - 2_000_000);
    const young = await store(997, startOf2026 + 1000);
    world.advance(1_000_000);
    const last = await open();
    const newest = [...old.slice(-1), first.session.id, ...young, last.session.id];
    expect((await listSessions(context, first.subject.id)).map(({ session }) => session.id)).toEqual(newest);
    expect([...left.keys()]).toEqual([`sessions of ${first.subject.id}`]);
    // As two servers do it at once.
    for (const work of left.values()) await Promise.all([work(), work()]);
    expect(await stored()).toEqual(newest);
    expect(counts.ended).toBe(229);
    const { minted } = await authenticate(context, { session_token: last.sessionToken });
    expect(minted.session.id).toBe(last.session.id);
    for (const work of left.values()) await work();
    expect(await stored()).toEqual(newest);
  });
});
