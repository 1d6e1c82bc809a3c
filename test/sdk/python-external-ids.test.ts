import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { startTlsFront } from "../support/management-client/tls-front.ts";
import { installPythonPackage } from "../support/python-package.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { externalIds } from "./support/external-ids.ts";
import { startObserved } from "./support/observed-server.ts";

// It comes with a score of packages, so that usual runs do not install it.
const isInCi = process.env.CI === "true";
const installed =
  isInCi || process.env.CLAIMSMITH_LANE === "long"
    ? await installPythonPackage("stytch==15.3.0")
    : { reason: "only the long lane and CI install it" };
const program = fileURLToPath(new URL("support/external_ids.py", import.meta.url));
const name = "names a member and a user by each external id that issuers have";

if ("bin" in installed) {
  const { bin } = installed;
  describe("the official Python client", () => {
    test(name, async () => {
      const server = await startObserved(declaredState());
      onTestFinished(() => server.close());
      const front = await startTlsFront(server.url);
      onTestFinished(() => front.close());
      const folder = await mkdtemp(join(tmpdir(), "claimsmith-python-"));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const bundle = join(folder, "certificate.pem");
      await writeFile(bundle, front.certificate);
      // Neither a proxy nor other authorities: what is on this machine is asked, and nothing else is trusted.
      const env = { PATH: process.env.PATH, NO_PROXY: "*", REQUESTS_CA_BUNDLE: bundle, SSL_CERT_FILE: bundle };
      const world = JSON.stringify({ url: front.url, b2b, consumer, externalIds });
      const { stdout } = await promisify(execFile)(join(bin, "python"), [program, world], { env });
      expect(stdout.trimEnd().split("\n")).toEqual(externalIds.map((id) => `ok ${id}`));
    });
  });
} else {
  console.warn(`SKIPPED: external ids by the official Python client, because ${installed.reason}.`);
  describe.skip("the official Python client", () => {
    test(name, () => {});
  });
  if (isInCi) {
    test("there is the official Python client", () => {
      throw new Error(installed.reason);
    });
  }
}
