import { existsSync, readdirSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../../src/server/index.ts";
import { basic } from "../../server/support/basic.ts";
import { workspace } from "../workspace.ts";

const secret = "secret-test-declared-0123456789abcdef";
const apply = { projects: [{ project_id: "project-test-declared", vertical: "b2b", secret }] };

test("claimsmith backup copies a store that is served, to be served with the same master key", async () => {
  using place = workspace();
  const server = await startServer({ store: place.path(".claimsmith"), apply });
  onTestFinished(() => server.close());
  expect(await place.run("backup", "copy")).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^copied the store to copy: \d+\.\d KiB\nIt opens with the master key alone, which is not in it: keep a copy of \.claimsmith\/master\.key elsewhere\.\n$/,
    ),
    stderr: "",
  });
  expect(readdirSync(place.path("copy"))).toEqual(["data.mdb"]);
  const masterKey = place.read(".claimsmith/master.key").trim();
  const restored = await startServer({ store: place.path("copy"), masterKey });
  onTestFinished(() => restored.close());
  const headers = { authorization: basic(`project-test-declared:${secret}`) };
  expect((await fetch(`${restored.url}/v1/b2b/rbac/policy`, { headers })).status).toBe(200);

  expect(await place.run("backup", "--store", "embedded:copy", "second")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("with the master key of its servers alone"),
  });
});

test("claimsmith backup ends with 2, and makes nothing, where it cannot", async () => {
  using place = workspace({ there: "a file" });
  await (await startServer({ store: place.path(".claimsmith"), apply })).close();
  const overwrites = `there is something at \`${place.path("there")}\` already, and a back-up overwrites nothing`;
  const folder = `the folder that \`${place.path("none/copy")}\` is to be made in is not there`;
  const none = `there is no store in \`${place.path("none")}\``;
  const mongodb = "is on a MongoDB, and only an embedded store is copied so";
  for (const [argv, env, message] of [
    [["there"], {}, `NEW_DIR: ${overwrites}\n  help: name a directory that is not there yet\n`],
    [["none/copy"], {}, `NEW_DIR: ${folder}\n`],
    [
      ["copy", "--store", "embedded:none"],
      {},
      `--store: ${none}\n  help: name the one that your servers have; a server makes one when it starts\n`,
    ],
    [
      ["copy"],
      { CLAIMSMITH_STORE: "mongodb://user:password@host/shop" },
      `--store: ${mongodb}\n  help: use \`mongodump --oplog\`, or the snapshots of whoever runs it, as docs/operate.md tells\n`,
    ],
  ] as const) {
    expect(await place.runWith({ env }, "backup", ...argv)).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${message}`,
    });
  }
  expect(place.read("there")).toBe("a file");
  expect(existsSync(place.path("copy"))).toBe(false);
  expect(existsSync(place.path("none"))).toBe(false);
});
