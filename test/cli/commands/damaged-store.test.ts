import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { describe, expect, test } from "vitest";
import { startServer } from "../../../src/server/index.ts";
import { type Workspace, workspace } from "../workspace.ts";

/** What may lie in the place of a store, and what is said of it. */
const damages: readonly (readonly [string, (data: string, sound: Buffer) => unknown, RegExp])[] = [
  ["something else", (data) => writeFileSync(data, "something else"), /are not a store of claimsmith/],
  ["zeros", (data) => writeFileSync(data, Buffer.alloc(65_536)), /are not a store of claimsmith/],
  ["its beginning", (data, sound) => writeFileSync(data, sound.subarray(0, 9000)), /has been cut short/],
  ["a folder", (data) => mkdirSync(data), /cannot be read or written: it is a folder/],
  ["a broken root of its pages", (data, sound) => writeFileSync(data, withoutRoots(sound)), /is damaged: its rows/],
  ["another program's", (data) => writeOther(data), /are not a store of claimsmith/],
];

/** A database of LMDB whose pages are overwritten, all but the two at its beginning that describe it. */
function withoutRoots(sound: Buffer): Buffer {
  const magic = Buffer.from([0xde, 0xc0, 0xef, 0xbe]);
  const first = sound.indexOf(magic);
  const pageBytes = sound.indexOf(magic, first + 1) - first;
  return Buffer.concat([sound.subarray(0, 2 * pageBytes), Buffer.alloc(sound.length - 2 * pageBytes, "damage")]);
}

/** A database of LMDB with something else in it. */
async function writeOther(data: string): Promise<void> {
  const database = open({ path: join(data, ".."), noSubdir: false });
  await database.put("a", "b");
  await database.close();
}

/** A folder in which the store is damaged, with its master key or without. */
async function damaged(damage: (data: string, sound: Buffer) => unknown, hasKey: boolean): Promise<Workspace> {
  const place = workspace();
  const sound = place.path("sound");
  await (await startServer({ store: sound })).close();
  const store = place.path(".claimsmith");
  mkdirSync(store);
  if (hasKey) writeFileSync(join(store, "master.key"), readFileSync(join(sound, "master.key")));
  await damage(join(store, "data.mdb"), readFileSync(join(sound, "data.mdb")));
  return place;
}

test("nothing is written to a store whose rows are not found", async () => {
  using place = await damaged((data, sound) => writeFileSync(data, withoutRoots(sound)), true);
  const data = place.path(".claimsmith/data.mdb");
  const before = readFileSync(data);
  for (const argv of [["serve", "--port", "0"], ["keys", "rotate"], ["doctor"]]) await place.run(...argv);
  expect(readFileSync(data).equals(before)).toBe(true);
});

describe.each(["with", "without"])("a store %s its master key", (word) => {
  test.each(damages)("is called what it is where there is %s instead", async (_, damage, message) => {
    using place = await damaged(damage, word === "with");
    const help = /\n\s+help: .+\n/;
    for (const argv of [
      ["serve", "--port", "0"],
      ["keys", "list"],
      ["keys", "rotate"],
    ]) {
      const { code, stdout, stderr } = await place.run(...argv);
      expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
      expect(stderr).toMatch(/^error: --store: /);
      expect(stderr).toMatch(help);
    }
    const { code, stdout } = await place.run("doctor");
    expect([code, stdout]).toEqual([1, expect.stringMatching(message)]);
    expect(stdout).toMatch(help);
  });

  test("is none yet where there is an empty file", async () => {
    using place = await damaged((data) => writeFileSync(data, ""), word === "with");
    expect((await place.run("keys", "list")).stderr).toContain("there is no store");
    expect((await place.run("doctor")).stdout).toContain("there is no store");
    expect((await place.run("serve", "--port", "0")).code).toBe(0);
    expect((await place.run("keys", "list")).code).toBe(0);
  });
});

test.each([
  ["garbage", "is not base64"],
  ["", "is empty"],
  ["YWJj", "is not 32 bytes long"],
])("a damaged master key of a store is called that: `%s`", async (content, reason) => {
  using place = await damaged((data, sound) => writeFileSync(data, sound), false);
  const file = place.path(".claimsmith/master.key");
  writeFileSync(file, `${content}\n`);
  const message = `the file \`${file}\` is damaged: the master key at index 0 `;
  const help = "help: restore it from a back-up, or set CLAIMSMITH_MASTER_KEY to the key that the store was made under";
  for (const argv of [
    ["serve", "--port", "0"],
    ["serve", "--port", "0", "--workers", "2"],
    ["keys", "list"],
  ]) {
    const { code, stdout, stderr } = await place.run(...argv);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`error: --store: ${message}`);
    expect(stderr).toContain(reason);
    expect(stderr).toContain(help);
  }
  const { code, stdout } = await place.run("doctor");
  expect(code).toBe(1);
  expect(stdout).toContain(message);
  expect(stdout).toContain(help);
  expect(stdout).not.toContain("CLAIMSMITH_MASTER_KEY: ");
});
