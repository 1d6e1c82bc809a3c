import { describe, expect, test } from "vitest";
import { readJsonFile } from "../../src/cli/json-file.ts";
import { sourceOf } from "../../src/cli/read-input.ts";
import { stdin, workspace } from "./workspace.ts";

describe("readJsonFile", () => {
  test("reads past a byte order mark and places problems by pointer", async () => {
    using place = workspace({ "a.json": '\ufeff{\n "a/b": [1,\n  2], "m~n": {"": 0}\n}' });
    const reading = await readJsonFile(place.io(), sourceOf(place.io(), "a.json"));
    if (!reading.ok) throw new Error(reading.problem.message);
    expect(reading.file.value).toEqual({ "a/b": [1, 2], "m~n": { "": 0 } });
    const pointers = ["", "/a~1b/1", "/m~0n/", "/nowhere", "/a~1b/0/x"];
    expect(reading.file.problemsAt(pointers.map((pointer) => ({ pointer, message: "wrong" })))).toEqual([
      { path: "a.json", place: { line: 1, column: 1 }, pointer: "", message: "wrong" },
      { path: "a.json", place: { line: 3, column: 3 }, pointer: "/a~1b/1", message: "wrong" },
      { path: "a.json", place: { line: 3, column: 15 }, pointer: "/m~0n/", message: "wrong" },
      { path: "a.json", place: { line: 1, column: 1 }, pointer: "/nowhere", message: "wrong" },
      { path: "a.json", place: { line: 1, column: 1 }, pointer: "/a~1b/0/x", message: "wrong" },
    ]);
    const [problem] = reading.file.problemsAt([{ pointer: "", message: "wrong", help: "do so" }]);
    expect(problem?.help).toBe("do so");
  });

  test("names the last of equal keys, which is the one that JSON.parse takes", async () => {
    using place = workspace({ "a.json": '{"a": 1,\n"a": 2}' });
    const reading = await readJsonFile(place.io(), sourceOf(place.io(), "a.json"));
    const mistakes = [{ pointer: "/a", message: "wrong" }];
    expect(reading.ok && reading.file.problemsAt(mistakes)[0]?.place).toEqual({ line: 2, column: 1 });
  });

  test("reads the standard input", async () => {
    using place = workspace();
    const io = place.io(stdin("[1]"));
    const reading = await readJsonFile(io, sourceOf(io, "-"));
    expect(reading.ok && reading.file.value).toEqual([1]);
  });

  test.each([
    ["it does not exist", undefined, { message: "cannot be read: there is no such file" }],
    ["it is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), { message: "is not valid UTF-8" }],
    [
      "it is not JSON",
      '{\n  "a": x\n}',
      { place: { line: 2, column: 8 }, message: "is not valid JSON: expected a value" },
    ],
  ])("says why, if %s", async (_, content, problem) => {
    using place = workspace(content === undefined ? {} : { "a.json": content });
    expect(await readJsonFile(place.io(), sourceOf(place.io(), "a.json"))).toEqual({
      ok: false,
      problem: { path: "a.json", ...problem },
    });
  });
});
