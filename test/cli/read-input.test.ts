import { describe, expect, test } from "vitest";
import { readInput, reasonOf, sourceOf } from "../../src/cli/read-input.ts";
import { stdin, workspace } from "./workspace.ts";

function systemError(code: string): Error {
  return Object.assign(new Error("failed"), { code });
}

describe("sourceOf", () => {
  test("shows paths below the working folder relative, others as they are, and - as standard input", () => {
    using place = workspace();
    const io = place.io({ cwd: "/home/ada/project" });
    expect(
      ["-", "a/b.claims", "./a.claims", "/home/ada/project/c.claims", "../d.claims", "..e", "."].map((word) =>
        sourceOf(io, word),
      ),
    ).toEqual([
      { path: "<stdin>" },
      { path: "a/b.claims", location: "/home/ada/project/a/b.claims" },
      { path: "a.claims", location: "/home/ada/project/a.claims" },
      { path: "c.claims", location: "/home/ada/project/c.claims" },
      { path: "/home/ada/d.claims", location: "/home/ada/d.claims" },
      { path: "..e", location: "/home/ada/project/..e" },
      { path: "/home/ada/project", location: "/home/ada/project" },
    ]);
  });
});

describe("readInput", () => {
  test("gives the bytes of a file and of the standard input", async () => {
    using place = workspace({ "a.claims": "{}" });
    const io = place.io(stdin("[]"));
    const readings = [await readInput(io, sourceOf(io, "a.claims")), await readInput(io, sourceOf(io, "-"))];
    expect(readings.map((reading) => reading.ok && new TextDecoder().decode(reading.bytes))).toEqual(["{}", "[]"]);
  });

  test("names what cannot be read, and why", async () => {
    using place = workspace({ "folder/a.claims": "{}" });
    const io = place.io({ stdin: () => Promise.reject(systemError("EISDIR")) });
    const words = ["nothing", "folder", "folder/a.claims/b", "-"];
    const readings = await Promise.all(words.map((word) => readInput(io, sourceOf(io, word))));
    expect(readings.map((reading) => !reading.ok && reading.problem)).toEqual([
      { path: "nothing", message: "cannot be read: there is no such file" },
      { path: "folder", message: "cannot be read: it is a folder" },
      { path: "folder/a.claims/b", message: "cannot be read: there is no such file" },
      { path: "<stdin>", message: "cannot be read: it is a folder" },
    ]);
  });
});

describe("reasonOf", () => {
  test("falls back on the system's code, and passes on what is no system error", () => {
    expect(reasonOf(systemError("EMFILE"))).toBe("EMFILE");
    expect(() => reasonOf(new Error("a bug"))).toThrow("a bug");
    expect(() => reasonOf({ code: "ENOENT" })).toThrow();
  });
});
