// A built server whose event loop is watched from inside; the process that forked it asks by messages. Linux only.
// It is plain JavaScript so that nothing is translated while it is measured.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../dist/src/server/index.js";
import { allCollections } from "../../dist/src/server/start/open-store.js";
import { processPacing } from "../../dist/src/server/start/process-pacing.js";
import { sweepExpired } from "../../dist/src/server/start/sweeping.js";
import { sessionCollection } from "../../dist/src/sessions/index.js";
import { openEmbeddedStore } from "../../dist/src/store/embedded/open-embedded-store.js";

let longest = 0;
let before = usedNanoseconds();

/** Notes what the last turn of the loop took, again and again: it keeps the process busy, for good. */
function look() {
  const now = usedNanoseconds();
  longest = Math.max(longest, now - before);
  before = now;
  setImmediate(look);
}

/** The processor time of the main thread. Linux brings it up to date at the ticks of its clock, so it may be 4 ms off. */
function usedNanoseconds() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]);
}

/** Sweeps a store with so many sessions that have expired; what comes before is not watched. */
async function sweep(sessions) {
  const directory = await mkdtemp(join(tmpdir(), "claimsmith-blocks-"));
  let now = 0;
  const store = await openEmbeddedStore({ directory, clock: () => now, collections: allCollections });
  const collection = store.scope("project-test-x").collection(sessionCollection);
  const session = (at) => ({
    id: randomUUID(),
    subjectId: "member",
    organizationId: "organization",
    tokenHash: randomUUID(),
    startedAt: at,
    lastAccessedAt: at,
    expiresAt: 1000,
    factors: [],
    patch: JSON.stringify({ text: "x".repeat(4000) }),
    subjectEpoch: 0,
    organizationEpoch: 0,
  });
  for (let at = 0; at < sessions; at += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, of) => collection.insert(session(at + of))));
  }
  now = 2000;
  longest = 0;
  const swept = await sweepExpired(store, { clock: () => now, pacing: processPacing });
  const block = longest;
  await store.close();
  await rm(directory, { recursive: true });
  longest = block;
  return swept;
}

process.once("message", async (options) => {
  const server = await startServer(options);
  process.on("message", async ({ kind, sessions }) => {
    if (kind === "sweep") process.send(await sweep(sessions));
    else process.send(longest / 1e6);
    if (kind === "longest") longest = 0;
  });
  process.once("disconnect", () => server.close().then(() => process.exit(0)));
  before = usedNanoseconds();
  setImmediate(look);
  process.send(server.url);
});
