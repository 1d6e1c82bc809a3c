import { randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MasterKeys } from "../../src/tokens/index.ts";
import { declaredState } from "../sdk/support/declared-state.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { MortalServer } from "./mortal-server.ts";
import { openSoakStore, rotateNow } from "./rotate-keys.ts";
import { seededRandom } from "./seeded-random.ts";
import { SessionModel } from "./session-model.ts";
import { SoakClient } from "./soak-client.ts";
import { makeStore, type SoakStore } from "./soak-store.ts";
import { newTally, summaryOf } from "./summary.ts";

/*
 * `npm run soak -- --minutes N --store embedded|mongodb [--seed S]`: two servers on one store, and clients that begin, use,
 * change and revoke sessions while keys rotate and servers and the MongoDB are killed. Ends with 1 when a session was lost,
 * wrong or resurrected. The seed decides what is asked and killed, and when; not how it falls out.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    store: { type: "string", default: "embedded" },
    seed: { type: "string", default: String(randomInt(2 ** 31)) },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
const { store: kind } = values;
if (!(minutes > 0) || !Number.isSafeInteger(seed) || (kind !== "embedded" && kind !== "mongodb")) {
  console.error("usage: npm run soak -- --minutes N --store embedded|mongodb [--seed S]");
  process.exit(2);
}

const CLIENTS = 6;
const MOST_TRIES = 20;
const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const template = '{ "external": << member.external_id >> }';
const masterKey = randomBytes(32).toString("base64");

// So that nothing outlives this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const folder = await mkdtemp(join(temporaryFolder(), "claimsmith-soak-"));
const random = seededRandom(seed);
const model = new SessionModel();
const tally = newTally();

/** Starts a server as a service manager does: again, when the MongoDB was killed meanwhile. */
async function restart(server: MortalServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await server.start();
      return;
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      tally.failedStarts += 1;
    }
  }
}

/** Runs the soak on a store that was made for it. */
async function soak({ address, mongodb, description }: SoakStore): Promise<void> {
  const state = join(folder, "state.json");
  await writeFile(state, JSON.stringify(declaredState({ template, settings: { signing_algorithm: "ES256" } })));
  const parameters = ["serve", "--port", "0", "--apply", state, "--log-level", "silent"];
  const env = { ...process.env, CLAIMSMITH_STORE: address, CLAIMSMITH_MASTER_KEY: masterKey };
  const servers = [1, 2].map(
    () => new MortalServer(process.execPath, [command, ...parameters], { env, listening: /listens on (\S+)\n/ }),
  );
  await Promise.all(servers.map((server) => server.start()));
  console.log(`${minutes} minutes on ${description}, seed ${seed}`);

  const end = Date.now() + minutes * 60_000;
  const isOver = () => Date.now() >= end;
  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const listening = () => servers.filter(({ found }) => found !== undefined);
  const world = { model, tally, random, url: () => oneOf(listening())?.found };
  const clients = Array.from({ length: CLIENTS }, (_, index) => new SoakClient(`client-${index}`, world));
  const work = async (client: SoakClient) => {
    while (!isOver()) {
      // Nothing to ask where both servers are down.
      if (listening().length === 0) await sleep(20);
      else await client.act();
    }
  };
  const done = () => [...tally.requests].reduce((sum, [name, count]) => sum + (name.endsWith(" done") ? count : 0), 0);
  const kill = async () => {
    const starting: Promise<void>[] = [];
    while (!isOver()) {
      const before = done();
      // Under load: something was acknowledged since the last one.
      for (const since = Date.now(); done() < before + 5 && Date.now() < since + 4000 && !isOver(); ) await sleep(20);
      await sleep(random() * 1500);
      if (mongodb !== undefined && random() < 0.5) {
        await mongodb.end("SIGKILL");
        tally.mongodbKills += 1;
        await mongodb.start();
        continue;
      }
      // Now and then both, otherwise one of two.
      const found = listening();
      const one = oneOf(found);
      const victims = random() < 0.2 ? found : found.filter((server) => found.length > 1 && server === one);
      for (const victim of victims) {
        await victim.end("SIGKILL");
        tally.serverKills += 1;
        starting.push(restart(victim));
      }
    }
    await Promise.all(starting);
  };
  const rotate = async () => {
    const parsed = MasterKeys.parse(masterKey);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const store = await openSoakStore(address);
    while (!isOver()) {
      await sleep(random() * 4000);
      if (await rotateNow(store, parsed.masterKeys)) tally.rotations += 1;
    }
    await store.close();
  };
  await Promise.all([...clients.map(work), kill(), rotate()]);

  // Everything again, of processes that know nothing yet and are left in peace.
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
  await mongodb?.end("SIGKILL");
  await mongodb?.start();
  await Promise.all(servers.map((server) => server.start()));
  const left = [...model.sessions];
  const check = async (client: SoakClient) => {
    for (let session = left.pop(); session !== undefined; session = left.pop()) {
      let answered = await client.authenticate(session);
      for (let tries = 1; tries < 5 && answered === "unknown"; tries += 1)
        answered = await client.authenticate(session);
      if (answered === "unknown") tally.unanswered += 1;
    }
  };
  await Promise.all(clients.map(check));
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
  await mongodb?.end("SIGKILL");
}

try {
  const store = await makeStore(kind, folder);
  await soak(store).finally(() => store.remove());
  const { text, hasPassed } = summaryOf(model, tally, { minutes, seed });
  console.log(text.trimEnd());
  process.exitCode = hasPassed ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await rm(folder, { recursive: true, force: true });
// What could keep the process is a program or a connection that nobody uses any more.
process.exit();
