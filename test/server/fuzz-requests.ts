// Sends random requests to servers and judges every answer: `npm run fuzz:requests [-- RUNS [SEED]]`.
import fc from "fast-check";
import { arbitraryRequest } from "./support/arbitrary-request.ts";
import { attackedServer } from "./support/attacked-server.ts";

/** How many requests one server gets: so much is deleted in the end that little is left to attack. */
const BATCH = 1000;

const [runs = "20000", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
console.log(`${runs} requests, seed ${seed}`);
const answers = new Map<string, number>();
for (let done = 0; done < Number(runs) && process.exitCode === undefined; done += BATCH) {
  const server = await attackedServer();
  const property = fc.asyncProperty(arbitraryRequest(server.known), async (request) => {
    const fault = await server.attack(request);
    if (fault !== undefined) throw new Error(fault);
  });
  const numRuns = Math.min(BATCH, Number(runs) - done);
  const result = await fc.check(property, { numRuns, seed: Number(seed) + done, endOnFailure: true });
  await server.close();
  for (const [kind, count] of server.answers) answers.set(kind, (answers.get(kind) ?? 0) + count);
  if (result.failed) {
    console.error(fc.defaultReportMessage(result));
    process.exitCode = 1;
  }
}
for (const [kind, count] of [...answers].sort(([, one], [, other]) => other - one)) {
  console.log(`${String(count).padStart(8)}  ${kind}`);
}
