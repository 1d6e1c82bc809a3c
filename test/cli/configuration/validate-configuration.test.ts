import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { validateConfiguration } from "../../../src/cli/configuration/validate-configuration.ts";
import { starterFiles } from "../../../src/cli/starter/starter-files.ts";
import { lintRules } from "../../../src/language/lint/rules.ts";
import { metadataPaths } from "../../../src/language/vocabulary/vocabulary.ts";

const published = JSON.parse(readFileSync(new URL("../../../schemas/claimsmith.schema.json", import.meta.url), "utf8"));
const fitsPublished = new Ajv({ allErrors: true, strictTypes: false }).compile(published);
const ruleIds = lintRules.map(({ id }) => id);

const starter = JSON.parse(starterFiles("x.json").find(({ name }) => name === "claimsmith.json")?.text ?? "");

const GOOD: readonly unknown[] = [
  {},
  starter,
  { $schema: "x", vertical: "consumer", namespace: "https://example.com/", policy: "p.json" },
  { schemas: { "member.trusted_metadata": "a.json", "organization.trusted_metadata": "../b.json" } },
  { vertical: "b2b", schemas: { "member.trusted_metadata": "a.json" } },
  { vertical: "consumer", schemas: { "user.trusted_metadata": "a.json" } },
  { vertical: "m2m", schemas: { "client.trusted_metadata": "a.json" } },
  { rules: { "no-literal-null": "off", "prefer-bare-tag": "error", "portable-stytch": "warn" } },
  { schemas: {}, rules: {} },
];

/** What is wrong with each, as `pointer: message`, and `(help)`. */
const BAD: readonly (readonly [unknown, readonly string[]])[] = [
  [null, [": a configuration is a JSON object"]],
  [[], [": a configuration is a JSON object"]],
  ["x", [": a configuration is a JSON object"]],
  [{ verticals: "b2b" }, ["/verticals: unknown field `verticals` (did you mean `vertical`?)"]],
  [{ "a/b~": 1 }, ["/a~1b~0: unknown field `a/b~`"]],
  [JSON.parse('{"__proto__": {}}'), ["/__proto__: unknown field `__proto__`"]],
  [{ $schema: 1 }, ["/$schema: must be a string"]],
  [{ vertical: "b2c" }, ["/vertical: must be `b2b`, `consumer` or `m2m` (did you mean `b2b` or `m2m`?)"]],
  [{ vertical: null }, ["/vertical: must be `b2b`, `consumer` or `m2m`"]],
  [{ namespace: "" }, ["/namespace: must be a string that is not empty"]],
  [{ namespace: null }, ["/namespace: must be a string that is not empty"]],
  [{ policy: {} }, ["/policy: must be a string that is not empty"]],
  [{ schemas: [] }, ["/schemas: must be an object"]],
  [
    { schemas: { "member.trusted_metadata": 1 } },
    ["/schemas/member.trusted_metadata: must be a string that is not empty"],
  ],
  [
    { schemas: { "member.trusted_metdata": "a.json" } },
    [
      "/schemas/member.trusted_metdata: `member.trusted_metdata` is no path that takes a schema (did you mean `member.trusted_metadata`?)",
    ],
  ],
  [
    { vertical: "consumer", schemas: { "organization.trusted_metadata": "a.json" } },
    [
      "/schemas/organization.trusted_metadata: `organization.trusted_metadata` is no path that takes a schema (did you mean `user.trusted_metadata`?)",
    ],
  ],
  [
    { schemas: { x: "a.json" } },
    [
      "/schemas/x: `x` is no path that takes a schema (a schema can be declared for `member.trusted_metadata` or `organization.trusted_metadata`)",
    ],
  ],
  [
    { vertical: "none", schemas: { "client.trusted_metadata": "a.json" } },
    ["/vertical: must be `b2b`, `consumer` or `m2m`"],
  ],
  [{ rules: null }, ["/rules: must be an object"]],
  [
    { rules: { "no-literal-nul": "off" } },
    ["/rules/no-literal-nul: unknown rule `no-literal-nul` (did you mean `no-literal-null`?)"],
  ],
  [{ rules: { zzz: "off" } }, ["/rules/zzz: unknown rule `zzz` (`claimsmith rules` lists the rules)"]],
  [
    { rules: { "no-literal-null": "warning" } },
    ["/rules/no-literal-null: must be `off`, `warn` or `error` (did you mean `warn`?)"],
  ],
  [{ rules: { "no-literal-null": 2 } }, ["/rules/no-literal-null: must be `off`, `warn` or `error`"]],
  [
    { x: 1, vertical: 2, namespace: 3, schemas: 4, policy: 5, rules: 6 },
    [
      "/x: unknown field `x`",
      "/vertical: must be `b2b`, `consumer` or `m2m`",
      "/namespace: must be a string that is not empty",
      "/policy: must be a string that is not empty",
      "/schemas: must be an object",
      "/rules: must be an object",
    ],
  ],
];

describe("validateConfiguration", () => {
  test.each(GOOD)("takes %j", (value) => {
    expect(validateConfiguration(value, ruleIds).ok).toBe(true);
  });

  test.each(BAD)("refuses %j and names every mistake", (value, expected) => {
    const reading = validateConfiguration(value, ruleIds);
    const mistakes = reading.ok ? [] : reading.mistakes;
    expect(
      mistakes.map(({ pointer, message, help }) => `${pointer}: ${message}${help === undefined ? "" : ` (${help})`}`),
    ).toEqual(expected);
  });

  test("gives what the configuration says, and defaults", () => {
    expect(validateConfiguration({}, [])).toEqual({
      ok: true,
      configuration: { vertical: "b2b", schemas: {}, rules: {} },
    });
    const value = {
      vertical: "consumer",
      namespace: "n",
      schemas: { "user.trusted_metadata": "a.json" },
      policy: "p.json",
      rules: { r: "off" },
    };
    expect(validateConfiguration({ $schema: "s", ...value }, ["r"])).toEqual({ ok: true, configuration: value });
  });
});

describe("the published schema", () => {
  test.each(GOOD)("takes %j too", (value) => {
    fitsPublished(value);
    expect(fitsPublished.errors ?? []).toEqual([]);
  });

  test.each(BAD.map(([value]) => [value]))("refuses %j too", (value) => {
    expect(fitsPublished(value)).toBe(false);
  });

  test("knows every rule and every path", () => {
    expect(Object.keys(published.properties.rules.properties)).toEqual(ruleIds);
    const enums = published.allOf.map(
      (rule: { then: { properties: { schemas: { propertyNames: { enum: unknown } } } } }) =>
        rule.then.properties.schemas.propertyNames.enum,
    );
    expect(enums.flat().sort()).toEqual((["b2b", "consumer", "m2m"] as const).flatMap(metadataPaths).sort());
  });
});
