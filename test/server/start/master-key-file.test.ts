import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startServer } from "../../../src/server/index.ts";
import { findMasterKeys, type MasterKeySituation } from "../../../src/server/start/find-master-keys.ts";
import { masterKeyFile } from "../../../src/server/start/master-key-file.ts";
import type { LastingLocation } from "../../../src/server/start/place-store.ts";
import { generateMasterKey } from "../../../src/tokens/index.ts";
import { seededBytes } from "../../support/backend.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-key-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const random = seededBytes("master keys");
const newKey = () => generateMasterKey(random);

describe("the master key of an embedded store", () => {
  test("is made once, for its owner alone, in a directory that is made with it", async () => {
    const directory = join(folder(), "a", "b");
    const key = await masterKeyFile(directory, newKey);
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect(await masterKeyFile(directory, newKey)).toBe(key);
    expect(readdirSync(directory)).toEqual(["master.key"]);
    expect(readFileSync(join(directory, "master.key"), "utf8")).toBe(`${key}\n`);
    expect(statSync(join(directory, "master.key")).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  test("is one for all who ask at once", async () => {
    const directory = folder();
    const keys = await Promise.all(Array.from({ length: 20 }, () => masterKeyFile(directory, newKey)));
    expect(new Set(keys).size).toBe(1);
    expect(readdirSync(directory)).toEqual(["master.key"]);
  });

  test("is never made for a store that is there already", async () => {
    const directory = join(folder(), "store");
    await (await startServer({ store: directory, masterKey: newKey() })).close();
    await expect(masterKeyFile(directory, newKey)).rejects.toMatchObject({
      name: "StartError",
      problems: [{ option: "masterKey", message: expect.stringContaining("has no `master.key` of its own") }],
    });
    expect(readdirSync(directory)).toEqual(["data.mdb", "lock.mdb"]);
  });

  test("cannot be where there can be no directory", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    await expect(masterKeyFile(file, newKey)).rejects.toMatchObject({ problems: [{ option: "store" }] });
    await expect(masterKeyFile(join(file, "below"), newKey)).rejects.toMatchObject({ problems: [{ option: "store" }] });
  });

  test("cannot be a directory, or be made of nothing", async () => {
    const directory = folder();
    await masterKeyFile(join(directory, "master.key"), newKey);
    await expect(masterKeyFile(directory, newKey)).rejects.toMatchObject({ problems: [{ option: "store" }] });
    const bug = () => {
      throw new TypeError("bug");
    };
    await expect(masterKeyFile(join(directory, "other"), bug)).rejects.toThrow("bug");
  });
});

describe("the master keys of a server", () => {
  const situation: MasterKeySituation = {
    store: { kind: "embedded", directory: "store" },
    isLoopback: true,
    isProduction: false,
    seed: undefined,
  };
  const place = (): LastingLocation => ({ kind: "embedded", directory: join(folder(), "store") });

  test("are those given", async () => {
    const [first, second] = [newKey(), newKey()];
    const demanding = { ...situation, isProduction: true, isLoopback: false };
    const keys = await findMasterKeys({ masterKey: `${first},${second}` }, demanding, place());
    const alone = await findMasterKeys({ masterKey: first }, situation, place());
    expect(keys.checkValue).toBe(alone.checkValue);
  });

  test("are the store's own on loopback", async () => {
    const here = place();
    const found = async () => (await findMasterKeys({}, situation, here)).checkValue;
    expect(await found()).toBe(await found());
    expect(here.kind === "embedded" && readdirSync(here.directory)).toEqual(["master.key"]);
  });

  test("are made up for a store that is not kept, and written nowhere", async () => {
    const directory = join(folder(), "store");
    const temporary: MasterKeySituation = { ...situation, store: { kind: "temporary" }, isLoopback: false };
    const found = async () => (await findMasterKeys({}, temporary, { kind: "embedded", directory })).checkValue;
    expect(await found()).not.toBe(await found());
    expect(() => readdirSync(directory)).toThrow("ENOENT");
  });

  const here: LastingLocation = { kind: "embedded", directory: "nowhere" };
  const mongodb: LastingLocation = { kind: "mongodb", uri: "mongodb://host/shop" };

  test.each<[string, string | undefined, Partial<MasterKeySituation>, LastingLocation, string]>([
    ["in production", undefined, { isProduction: true }, here, "is required in production: 32 bytes in base64"],
    ["on MongoDB", undefined, { store: mongodb }, mongodb, "is required with a store on MongoDB: 32 bytes in base64"],
    [
      "where others reach it",
      undefined,
      { isLoopback: false },
      here,
      "is required where other machines reach the server: 32 bytes in base64",
    ],
    ["that are no keys", "abc", {}, here, "the master key at index 0 is not base64"],
    ["that are empty", "", {}, here, "the master key at index 0 is empty"],
  ])("cannot be missing or wrong: %s", async (_, masterKey, more, location, message) => {
    await expect(findMasterKeys({ masterKey }, { ...situation, ...more }, location)).rejects.toMatchObject({
      problems: [{ option: "masterKey", message }],
    });
  });

  test("that are missing come with the command that makes one", async () => {
    const missing = findMasterKeys({}, { ...situation, isProduction: true }, here);
    await expect(missing).rejects.toMatchObject({
      problems: [{ help: expect.stringContaining("`openssl rand -base64 32`") }],
    });
  });
});
