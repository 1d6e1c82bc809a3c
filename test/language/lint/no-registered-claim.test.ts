import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-registered-claim";

test("a registered claim is found at the top level, whatever its escapes", () => {
  expect(findings(id, '{ "sc\\u006fpe": "a", "azp": 1 }')).toEqual([
    {
      at: '"sc\\u006fpe"',
      message: "another standard gives the claim `scope` a meaning of its own",
      help: "choose another name, unless this is what it means",
    },
    {
      at: '"azp"',
      message: "another standard gives the claim `azp` a meaning of its own",
      help: "choose another name, unless this is what it means",
    },
  ]);
});

test("further inside, and with other letter case, the name is free", () => {
  expect(places(id, '{ "oauth": { "scope": "a" }, "Scope": 1, "scopes": 2 }')).toEqual([]);
});

test("a claim whose value is wrong is still found", () => {
  expect(places(id, '{ "scope": << nobody.knows >>, "cnf": }')).toEqual(['"scope"', '"cnf"']);
});
