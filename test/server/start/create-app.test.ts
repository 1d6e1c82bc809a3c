import { expect, onTestFinished, test } from "vitest";
import { Metrics } from "../../../src/server/metrics/metrics.ts";
import { accessTo } from "../../../src/server/start/access-to.ts";
import { checkOptions } from "../../../src/server/start/check-options.ts";
import { createApp } from "../../../src/server/start/create-app.ts";
import { loggerOf } from "../../../src/server/start/logger.ts";
import { testBackend } from "../../support/backend.ts";

test("the text of the metrics is made at most once a second", async () => {
  const { backend, close } = await testBackend();
  let elapsed = 0;
  const paced = { ...backend, pacing: { ...backend.pacing, elapsedMilliseconds: () => elapsed } };
  let made = 0;
  const metricsText = async () => `made ${++made}\n`;
  const metrics = new Metrics();
  const parts = { backend: paced, access: accessTo(paced, metrics), logger: loggerOf(undefined), metrics };
  const app = createApp({ metricsText }, checkOptions({ ephemeral: true }), {
    ...parts,
    role: "only",
    isManaged: true,
  });
  onTestFinished(async () => {
    await app.close();
    await close();
  });
  const texts = [];
  for (const step of [0, 999, 1, 500]) {
    elapsed += step;
    texts.push((await app.inject("/metrics")).body);
  }
  expect(texts).toEqual(["made 1\n", "made 1\n", "made 2\n", "made 2\n"]);
});
