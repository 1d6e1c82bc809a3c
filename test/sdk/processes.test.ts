import { afterAll, beforeAll } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { describeFreshness } from "./processes/freshness.ts";
import { describeOneSession } from "./processes/one-session.ts";
import { describeRaces } from "./processes/races.ts";
import { describeSharing } from "./processes/sharing.ts";
import { describeSingleUse } from "./processes/single-use.ts";
import { type ServerProcesses, startProcesses } from "./support/server-process.ts";

let processes: ServerProcesses;

beforeAll(async () => {
  processes = await startProcesses(4);
});

afterAll(() => processes.end());

describeOnEachStore((stores) => {
  const world = { stores, processes: (count: number) => processes.all.slice(0, count) };
  describeRaces(world);
  describeOneSession(world, { most: stores.mostWritesAtOnce });
  describeSharing(world);
  describeSingleUse(world);
  describeFreshness(world);
});
