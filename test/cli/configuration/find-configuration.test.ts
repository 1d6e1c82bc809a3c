import { expect, test } from "vitest";
import { findConfiguration } from "../../../src/cli/configuration/find-configuration.ts";
import { workspace } from "../workspace.ts";

test("the nearest configuration upward is found", async () => {
  using place = workspace({
    "claimsmith.json": {},
    "a/b/c.claims": "{}",
    "a/d/claimsmith.json": {},
    "a/d/e/f.claims": "{}",
  });
  const found = ["", "a/b", "a/d", "a/d/e"].map((folder) => findConfiguration(place.io(), place.path(folder)));
  expect(await Promise.all(found)).toEqual([
    place.path("claimsmith.json"),
    place.path("claimsmith.json"),
    place.path("a/d/claimsmith.json"),
    place.path("a/d/claimsmith.json"),
  ]);
});

test("a folder of that name is no configuration, and there may be none", async () => {
  const asked: string[] = [];
  const kindOf = async (path: string) => {
    asked.push(path);
    return path === "/a/claimsmith.json" ? ("folder" as const) : undefined;
  };
  expect(await findConfiguration({ kindOf }, "/a/b")).toBeUndefined();
  expect(asked).toEqual(["/a/b/claimsmith.json", "/a/claimsmith.json", "/claimsmith.json"]);
});
