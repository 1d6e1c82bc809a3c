import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { declaredState } from "../../sdk/support/declared-state.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { seededRandom } from "../seeded-random.ts";
import { planRound, type RoundOutcome, stopRound } from "./stop-round.ts";

/*
 * `npm run soak:stops -- --rounds N [--at-once N] [--seed S]`: starts and stops `claimsmith serve` under load, alone and with
 * workers. Ends with 1 when a server did not end within its grace, left a process behind, or was busy without a listener.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    "at-once": { type: "string", default: "2" },
    seed: { type: "string", default: String(randomInt(2 ** 31)) },
  },
});
const [rounds, atOnce, seed] = [values.rounds, values["at-once"], values.seed].map(Number);
if (!isCount(rounds) || !isCount(atOnce) || !Number.isSafeInteger(seed) || seed === undefined) {
  console.error("usage: npm run soak:stops -- --rounds N [--at-once N] [--seed S]");
  process.exit(2);
}

function isCount(number: number | undefined): number is number {
  return Number.isSafeInteger(number) && Number(number) > 0;
}

// So that nothing outlives this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const command = fileURLToPath(new URL("../../../dist/cli.js", import.meta.url));
const folder = await mkdtemp(join(temporaryFolder(), "claimsmith-stops-"));
const state = join(folder, "state.json");
await writeFile(state, JSON.stringify(declaredState({ settings: { signing_algorithm: "ES256" } })));
const parameters = [command, "serve", "--port", "0", "--ephemeral", "--apply", state, "--log-level", "silent"];

const outcomes: RoundOutcome[] = [];
const left = Array.from({ length: rounds }, (_, number) => number);
async function playRounds(): Promise<void> {
  for (let number = left.shift(); number !== undefined; number = left.shift()) {
    const random = seededRandom(Number(seed) + number);
    const plan = planRound(number, random);
    const outcome = await stopRound(plan, { parameters, random });
    outcomes.push(outcome);
    if (outcomes.length % 20 === 0) console.log(`${outcomes.length} rounds played`);
    if (outcome.failures.length > 0)
      console.log(`round ${number}: ${outcome.failures.join("; ")} ${JSON.stringify(plan)}`);
  }
}
await Promise.all(Array.from({ length: atOnce }, playRounds));
await rm(folder, { recursive: true, force: true });

/** The middle and the greatest of some figures. */
function spread(figures: readonly number[]): string {
  const sorted = figures.toSorted((one, other) => one - other);
  return `${sorted[sorted.length >> 1]} (at most ${sorted.at(-1)})`;
}

console.log(`${rounds} starts and stops, ${atOnce} at once, seed ${seed}`);
for (const workers of [1, 2]) {
  for (const isWaiting of [false, true]) {
    const some = outcomes.filter(({ plan }) => plan.workers === workers && plan.isWaiting === isWaiting);
    if (some.length === 0) continue;
    console.log(
      [
        `${workers} ${workers === 1 ? "process" : "workers"}, ${isWaiting ? "with" : "without"} clients that stall: ${some.length} rounds`,
        `  answers: ${spread(some.map(({ answers }) => answers))}`,
        `  ms until nobody listens: ${spread(some.map(({ listenerGoneAfter }) => listenerGoneAfter))}`,
        `  ms from then on until it has ended: ${spread(some.map(({ endedAfter }) => endedAfter))}`,
        `  ms of processor time since the signal: ${spread(some.map(({ used }) => used))}`,
        `  and since nobody listens: ${spread(some.map(({ usedAfterwards }) => usedAfterwards))}`,
      ].join("\n"),
    );
  }
}
const failed = outcomes.filter(({ failures }) => failures.length > 0).length;
console.log(failed === 0 ? "none failed" : `FAILED: ${failed} rounds`);
process.exit(failed === 0 ? 0 : 1);
