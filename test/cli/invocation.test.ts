import { describe, expect, test } from "vitest";
import { invocationOf, shellQuoted } from "../../src/cli/invocation.ts";

describe("invocationOf", () => {
  test.each([
    ["npm ran it", "/p/node_modules/.bin/claimsmith", { npm_command: "exec" }, "npx claimsmith"],
    ["it is on the PATH", "/usr/local/bin/claimsmith", { PATH: "/usr/bin:/usr/local/bin/:" }, "claimsmith"],
    [
      "its folder is not on the PATH",
      "/p/node_modules/.bin/claimsmith",
      { PATH: "/usr/bin" },
      "node /p/node_modules/.bin/claimsmith",
    ],
    ["the script was run", "/my project/dist/cli.js", { PATH: "/my project/dist" }, "node '/my project/dist/cli.js'"],
    ["there is no PATH", "/p/claimsmith", {}, "node /p/claimsmith"],
  ])("if %s", (_, script, env, expected) => {
    expect(invocationOf(script, env)).toBe(expected);
  });
});

test("shellQuoted quotes only where a shell would read something else", () => {
  expect(["a/b-c.json", "a b", "it's", "", "$(x)"].map(shellQuoted)).toEqual([
    "a/b-c.json",
    "'a b'",
    "'it'\\''s'",
    "''",
    "'$(x)'",
  ]);
});
