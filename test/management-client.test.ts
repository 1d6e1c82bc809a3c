import { describe, expect, test } from "vitest";
import { managementClient, runManagementClient } from "./support/management-client/run-client.ts";
import { installPythonPackage } from "./support/python-package.ts";

const installed = await installPythonPackage(managementClient);

if ("bin" in installed) {
  describe("the official Python client of the management API", () => {
    test("makes each of its calls, unchanged", async () => {
      const { code, output } = await runManagementClient(installed.bin);
      expect(output.split("\n").filter((line) => !line.startsWith("ok "))).toEqual([""]);
      expect(output.match(/^ok /gm)?.length).toBeGreaterThan(50);
      expect(code).toBe(0);
    });
  });
} else {
  console.warn(`SKIPPED: the official Python client of the management API, because ${installed.reason}.`);
  describe.skip("the official Python client of the management API", () => {
    test("makes each of its calls, unchanged", () => {});
  });
  if (process.env.CI === "true") {
    test("there is the official Python client of the management API", () => {
      throw new Error(installed.reason);
    });
  }
}
