import { expect, test } from "vitest";
import { lintRules } from "../../../src/language/lint/rules.ts";
import { workspace } from "../workspace.ts";

test("rules lists each lint rule with its default level and title", async () => {
  using place = workspace();
  const { code, stdout } = await place.run("rules");
  expect(code).toBe(0);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/));
  expect(rows).toEqual(lintRules.map(({ id, level, title }) => [id, level, title]));
  expect(rows).toContainEqual(["portable-stytch", "off", expect.any(String)]);
});

test("rules lists the same as JSON", async () => {
  using place = workspace();
  const { stdout } = await place.run("rules", "--format", "json");
  expect(JSON.parse(stdout)).toEqual(lintRules.map(({ id, level, title }) => ({ id, level, title })));
});
