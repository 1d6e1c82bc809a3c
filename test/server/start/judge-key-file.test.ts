import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { examineStore } from "../../../src/server/beside/doctor/examine-store.ts";
import { listKeys } from "../../../src/server/beside/manage-keys.ts";
import { startServer } from "../../../src/server/index.ts";
import { judgeKeyFile } from "../../../src/server/start/judge-key-file.ts";

const masterKey = Buffer.alloc(32, 7).toString("base64");

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-key-file-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a store whose master key others can read is refused in production, also where another key is given", async () => {
  const store = join(folder(), "store");
  const start = async (options: object) => {
    const server = await startServer({ store, ...options });
    await server.close();
    return server.warnings;
  };
  expect(await start({})).toEqual([]);
  const file = join(store, "master.key");
  chmodSync(file, 0o640);
  const problem = {
    option: "store",
    message: `others can read the master key in \`${file}\`, which has mode 0640`,
    help: "let its owner alone read it: mode 0600; if others may have read it, change the key as docs/keys.md tells",
  };
  expect(await start({})).toEqual([problem]);
  const production = { masterKey, isProduction: true };
  await expect(start(production)).rejects.toMatchObject({ problems: [problem] });
  await expect(listKeys({ store, ...production })).rejects.toMatchObject({ problems: [problem] });
  const finding = { check: "master key", message: problem.message, help: problem.help };
  expect(await examineStore({ store, isProduction: false })).toContainEqual({ ...finding, status: "warning" });
  expect(await examineStore({ store, ...production })).toContainEqual({ ...finding, status: "failed" });
  chmodSync(file, 0o600);
  expect(await start({})).toEqual([]);
});

test("a store that has no master key of its own is passed over", async () => {
  const directory = folder();
  expect(existsSync(join(directory, "master.key"))).toBe(false);
  expect(await judgeKeyFile({ kind: "embedded", directory }, { isProduction: true })).toEqual([]);
  expect(await judgeKeyFile({ kind: "mongodb", uri: "mongodb://host/x" }, { isProduction: true })).toEqual([]);
});
