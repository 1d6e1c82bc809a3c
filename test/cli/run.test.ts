import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { workspace } from "./workspace.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("the command line", () => {
  test.each([["--help"], ["-h"], ["help"]])("explains itself with %s", async (...argv) => {
    using place = workspace();
    const { code, stdout, stderr } = await place.run(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of ["check", "fmt", "eval", "rules", "explain", "init"])
      expect(stdout).toContain(`\n  ${command} `);
    expect(stdout).toContain(
      "Exit code: 0 nothing wrong, 1 errors found, 2 wrong usage or a file that cannot be read.",
    );
  });

  test("explains each command, with the options that all take", async () => {
    using place = workspace();
    const { code, stdout } = await place.run("check", "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("--max-warnings <n>");
    expect(stdout).toContain("--no-color");
  });

  test.each([["--version"], ["-V"], ["--no-color", "--version"]])("prints its version with %s", async (...argv) => {
    using place = workspace();
    expect(await place.run(...argv)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("prints its help on the standard error if there is no command", async () => {
    using place = workspace();
    const { code, stdout, stderr } = await place.run();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: claimsmith");
  });

  test.each([
    [["chek", "a.claims"], "Did you mean check?"],
    [["check"], "missing required argument 'files'"],
    [["check", "a.claims", "--formt", "json"], "Did you mean --format?"],
    [["check", "a.claims", "--format", "xml"], "Allowed choices are pretty, json, sarif, junit, github."],
    [["rules", "x"], "too many arguments"],
  ])("ends with 2 for %j", async (argv, part) => {
    using place = workspace();
    const { code, stdout, stderr } = await place.run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(part);
  });

  test.each([
    [["chek", "--format", "json"], "unknown command 'chek'\n(Did you mean check?)"],
    [["check", "--format", "json"], "missing required argument 'files'"],
    [["check", "a.claims", "--format=json", "--nothing"], "unknown option '--nothing'"],
    [["rules", "--format", "json", "x"], expect.stringContaining("too many arguments")],
  ])("tells programs what is wrong with %j as JSON", async (argv, message) => {
    using place = workspace();
    const { code, stdout, stderr } = await place.run(...argv);
    expect({ code, json: JSON.parse(stdout) }).toEqual({ code: 2, json: { problems: [{ message }] } });
    expect(stderr).toMatch(/^error: /);
  });

  test.each([
    [["keys", "list", "--store", "redis://x"], "--store"],
    [["doctor", "--public-url", "x"], "--public-url"],
    [["profile", "check", "missing.json"], "missing.json"],
    [["profile", "try", "missing.json", "--token", "t"], "missing.json"],
    [["profile", "try", "a.json", "--token", "t", "--now", "x"], "--now"],
  ])("has JSON on the standard output where %j fails and JSON is asked for", async (argv, path) => {
    using place = workspace();
    const { code, stdout } = await place.run(...argv, "--format", "json");
    expect({ code, json: JSON.parse(stdout) }).toEqual({
      code: 2,
      json: { problems: [expect.objectContaining({ path, message: expect.any(String) })] },
    });
  });

  test("does not hide a bug", async () => {
    using place = workspace();
    const broken = { packageFolder: () => place.folder };
    await expect(place.runWith(broken, "--version")).rejects.toThrow("ENOENT");
    await expect(place.runWith(broken, "explain", "x")).rejects.toThrow("ENOENT");
  });
});
