import { describe, expect, test } from "vitest";
import { stdin, workspace } from "../workspace.ts";

const CANONICAL = '{\n  "a": << member.name >>\n}\n';
const LOOSE = '{"a":<<member.name>>}';
const BROKEN = '{"a": }';

describe("claimsmith fmt", () => {
  test("writes what is not canonical, and says so", async () => {
    using place = workspace({ "a.claims": LOOSE, "b.claims": CANONICAL });
    expect(await place.run("fmt", "*.claims")).toEqual({ code: 0, stdout: "", stderr: "formatted a.claims\n" });
    expect(place.read("a.claims")).toBe(CANONICAL);
    expect(await place.run("fmt", "*.claims")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("prints the canonical text for -", async () => {
    using place = workspace();
    expect(await place.runWith(stdin(LOOSE), "fmt", "-")).toEqual({ code: 0, stdout: CANONICAL, stderr: "" });
  });

  test("names with --check what is not canonical, writes nothing and ends with 1", async () => {
    using place = workspace({ "a.claims": LOOSE, "b.claims": CANONICAL });
    const outcome = await place.runWith(stdin(LOOSE), "fmt", "--check", "b.claims", "a.claims", "-");
    expect(outcome).toEqual({ code: 1, stdout: "a.claims\n<stdin>\n", stderr: "" });
    const named = await place.runWith(stdin(LOOSE), "fmt", "--check", "-", "--stdin-filename", "deep/c.claims");
    expect(named).toEqual({ code: 1, stdout: "deep/c.claims\n", stderr: "" });
    expect(place.read("a.claims")).toBe(LOOSE);
    expect(await place.run("fmt", "--check", "b.claims")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("leaves what does not parse, and reports it on the standard error", async () => {
    using place = workspace({ "a.claims": BROKEN, "b.claims": LOOSE });
    const { code, stdout, stderr } = await place.run("fmt", "a.claims", "b.claims");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^formatted b\.claims\nerror\[[a-z-]+\]: /);
    expect(place.read("a.claims")).toBe(BROKEN);
    expect((await place.runWith(stdin(BROKEN), "fmt", "-")).stdout).toBe("");
  });

  test("reports what is not UTF-8", async () => {
    using place = workspace({ "a.claims": new Uint8Array([0x7b, 0xff, 0x7d]) });
    const { code, stderr } = await place.run("fmt", "a.claims");
    expect(code).toBe(1);
    expect(stderr).toContain("error[invalid-utf8]");
  });

  test("does not mix - with files", async () => {
    using place = workspace({ "a.claims": LOOSE });
    expect(await place.runWith(stdin(LOOSE), "fmt", "-", "a.claims")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: - must be the only file, unless with --check\n",
    });
  });

  test("names what cannot be read or written", async () => {
    using place = workspace({ "a.claims": LOOSE });
    const denied = Object.assign(new Error("no"), { code: "EROFS" });
    expect(
      await place.runWith({ writeFile: () => Promise.reject(denied) }, "fmt", "a.claims", "b.claims", "*.x"),
    ).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: *.x: matches no file
error: a.claims: cannot be written: the file system is read-only
error: b.claims: cannot be read: there is no such file
`,
    });
  });
});
