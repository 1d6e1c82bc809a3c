import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { arbitraryRequest } from "./support/arbitrary-request.ts";
import { attackedServer } from "./support/attacked-server.ts";

test("random requests get an envelope and no 5xx, and change nothing where they are refused", async () => {
  const server = await attackedServer();
  onTestFinished(server.close);
  await fc.assert(
    fc.asyncProperty(arbitraryRequest(server.known), async (request) => {
      expect(await server.attack(request)).toBeUndefined();
    }),
    { numRuns: 500, seed: 5, endOnFailure: true },
  );
  // They are no good if they all fail at the first check.
  expect(server.answers.get("200 ok")).toBeGreaterThan(20);
  expect(server.answers.size).toBeGreaterThan(20);
  expect(server.changes()).toBeGreaterThan(10);
});
