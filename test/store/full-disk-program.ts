import { statfsSync } from "node:fs";
import { join } from "node:path";
import { isStoreError } from "../../src/store/index.ts";
import { collections, members } from "./contract-collections.ts";
import { member } from "./contract-tasks.ts";
import { openStore } from "./embedded-adapter.ts";

/*
 * Fills the disk under a store: `full-disk-program.ts DIRECTORY`, where a few megabytes fit. Prints what happened, as JSON.
 */
const [directory = ""] = process.argv.slice(2);
const open = (place: string) => openStore(place, { clock: () => 0, collections });

const outcomeOf = async (write: Promise<unknown>): Promise<string> => {
  try {
    await write;
    return "ok";
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return "reason" in error ? error.reason : error.code;
  }
};

const first = await open(directory);
const before = first.scope("full").collection(members);
// A write that is too large fails alone, though it shares its turn with others.
const together = await Promise.all([
  outcomeOf(before.insert(member("small1"))),
  outcomeOf(before.insert(member("large", { note: "x".repeat(16 << 20) }))),
  outcomeOf(before.insert(member("small2"))),
]);

const acknowledged = ["small1", "small2"];
let refused = "ok";
for (let count = 0; refused === "ok"; count++) {
  refused = await outcomeOf(before.insert(member(`m${count}`, { note: "x".repeat(50_000) })));
  if (refused === "ok") acknowledged.push(`m${count}`);
}
const read = (await before.get("m0"))?.id;
// Each error that LMDB has of a full disk damages the process; so many of them would end it.
const refusedAgain = new Set<string>();
for (let count = 0; count < 250; count++) {
  const again = Array.from({ length: 3 }, (_, at) => member(`again${at}`, { note: "x".repeat(200_000) }));
  for (const outcome of await Promise.all(again.map((document) => outcomeOf(before.insert(document))))) {
    refusedAgain.add(outcome);
  }
}
const { bavail, bsize } = statfsSync(directory);
// A new store in the same place.
const fresh = await outcomeOf(open(join(directory, "fresh")).then((store) => store.close()));
await first.close();

// What has the shape of this store is opened without a write.
const second = await open(directory);
const after = second.scope("full").collection(members);
const { items } = await after.find("created_at", ["acme"], { limit: 1000 });
const deleted = new Set<string>();
for (const id of acknowledged.slice(0, 10)) deleted.add(await outcomeOf(after.delete(id)));
const later = await outcomeOf(after.insert(member("later", { note: "x".repeat(50_000) })));
await second.close();

process.stdout.write(
  JSON.stringify({
    together,
    refused,
    refusedAgain: [...refusedAgain],
    leftBytes: bavail * bsize,
    read,
    fresh,
    kept: items.map(({ id }) => id).toSorted(),
    acknowledged: acknowledged.toSorted(),
    deleted: [...deleted],
    later,
  }),
);
