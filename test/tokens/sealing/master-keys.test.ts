import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { generateMasterKey, MasterKeys } from "../../../src/tokens/index.ts";
import { masterKeysOf, seeded } from "../support/key-rings.ts";

const key = (letter: string, length = 32) => Buffer.from(letter.repeat(length)).toString("base64");

describe("MasterKeys.parse", () => {
  test("reads one key or several, the first of which encrypts", () => {
    const [a, b] = [masterKeysOf("a"), masterKeysOf("b")];
    const both = MasterKeys.parse(` ${key("b")} ,\n${key("a")}`);
    expect(both.ok && both.masterKeys.first.id).toBe(b.first.id);
    expect(both.ok && both.masterKeys.first.key.export()).toEqual(Buffer.from("b".repeat(32)));
    expect(both.ok && both.masterKeys.find(a.first.id)?.key.equals(a.first.key)).toBe(true);
    expect(b.find(a.first.id)).toBeUndefined();
  });

  test.each([
    ["", "master_key_missing", "the master key at index 0 is empty"],
    [`${key("a")},`, "master_key_missing", "the master key at index 1 is empty"],
    [key("a", 31), "master_key_wrong_size", "the master key at index 0 is not 32 bytes long"],
    [`${key("a")},${key("b", 33)}`, "master_key_wrong_size", "the master key at index 1 is not 32 bytes long"],
    ["a".repeat(64), "master_key_wrong_size", "the master key at index 0 is not 32 bytes long"],
    [key("a").replace("=", ""), "master_key_not_base64", "the master key at index 0 is not base64"],
    [key("\u00ff", 16).replaceAll("/", "_"), "master_key_not_base64", "the master key at index 0 is not base64"],
    ["not base64 at all", "master_key_not_base64", "the master key at index 0 is not base64"],
    [`${key("a")},${key("a")}`, "master_key_repeated", "the master key at index 1 is there twice"],
  ])("refuses %j, without repeating it", (text, code, message) => {
    expect(MasterKeys.parse(text)).toEqual({ ok: false, error: { code, message } });
  });

  test("reads what generateMasterKey makes", () => {
    expect(MasterKeys.parse(generateMasterKey(seeded("new")))).toMatchObject({ ok: true });
  });
});

describe("master keys", () => {
  test("are recognised by a check value that a key among them made", () => {
    const stored = masterKeysOf("a").checkValue;
    expect(masterKeysOf("a").recognizes(stored)).toBe(true);
    expect(masterKeysOf("b", "a").recognizes(stored)).toBe(true);
    expect(masterKeysOf("b").recognizes(stored)).toBe(false);
    expect(masterKeysOf("b", "a").checkValue).toBe(masterKeysOf("b").checkValue);
    expect(masterKeysOf("a").recognizes(stored.slice(1))).toBe(false);
    expect(masterKeysOf("a").recognizes("")).toBe(false);
  });

  test("show nothing of themselves when they are printed, nor in ids and check values", () => {
    const keys = masterKeysOf("a");
    const { id } = keys.first;
    const printed = [keys, keys.first].flatMap((value) => [
      inspect(value, { depth: 9, showHidden: true }),
      JSON.stringify(value),
    ]);
    const shown = [...printed, id, keys.checkValue];
    expect(shown.join()).not.toMatch(/YWFh|6161|97, 97|aaa/);
  });
});
