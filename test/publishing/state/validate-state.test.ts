import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/language/json.ts";
import { declaredStateSchema } from "../../../src/publishing/index.ts";
import { validateState } from "../../../src/publishing/state/validate-state.ts";
import { runs } from "../../support/runs.ts";
import { arbitraryMistake } from "../support/arbitrary-mistake.ts";
import { app, changed, shop, stateOf } from "../support/states.ts";

const good = stateOf(shop, app);

function problemsOf(value: unknown) {
  const validation = validateState(value);
  return validation.ok ? [] : validation.problems;
}

describe("a declared state", () => {
  test("may say all that its schema has", () => {
    expect(validateState(good)).toEqual({ ok: true, state: good });
  });

  test.each<[string, Json | undefined, object]>([
    ["/projects", undefined, { code: "missing_field", pointer: "", message: "`projects` is missing" }],
    ["/projects", {}, { code: "wrong_type", message: "this must be a list" }],
    ["/projects/0", null, { code: "wrong_type", message: "this must be an object" }],
    ["/project", [], { code: "unknown_field", message: "unknown field `project`", help: "did you mean `projects`?" }],
    [
      "/projects/0/polcy",
      {},
      { code: "unknown_field", message: "unknown field `polcy`", help: "did you mean `policy` or `force`?" },
    ],
    ["/projects/0/zzzzzzzz", {}, { code: "unknown_field", message: "unknown field `zzzzzzzz`" }],
    ["/projects/0/__proto__", 1, { code: "unknown_field", message: "unknown field `__proto__`" }],
    ["/projects/0/constructor", 1, { code: "unknown_field", message: "unknown field `constructor`" }],
    [
      "/projects/0/a~1b~0c",
      1,
      { code: "unknown_field", pointer: "/projects/0/a~01b~00c", message: "unknown field `a~1b~0c`" },
    ],
    [
      "/projects/0/project_id",
      undefined,
      { code: "missing_field", pointer: "/projects/0", message: "`project_id` is missing" },
    ],
    [
      "/projects/0/project_id",
      "shop",
      {
        code: "wrong_form",
        message: "this must match the pattern `^project-(test|live)-[A-Za-z0-9-]{1,100}$`",
      },
    ],
    [
      "/projects/0/project_slug",
      "a b",
      { code: "wrong_form", message: "this must match the pattern `^[A-Za-z0-9_-]{1,128}$`" },
    ],
    [
      "/projects/0/vertical",
      "B2B",
      { code: "unknown_value", message: "this must be `b2b` or `consumer`", help: "did you mean `b2b`?" },
    ],
    ["/projects/0/vertical", 1, { code: "unknown_value", message: "this must be `b2b` or `consumer`" }],
    ["/projects/0/secret", "short", { code: "too_short", message: "this must have at least 32 characters" }],
    ["/projects/0/secret", "x".repeat(513), { code: "too_long", message: "this must have at most 512 characters" }],
    [
      "/projects/0/settings/signing_algorithm",
      "HS256",
      {
        code: "unknown_value",
        message: "this must be `RS256`, `ES256` or `EdDSA`",
        help: "did you mean `ES256` or `RS256`?",
      },
    ],
    [
      "/projects/0/settings/max_session_lifetime_minutes",
      1.5,
      { code: "wrong_type", message: "this must be a whole number or null" },
    ],
    [
      "/projects/0/settings/max_session_lifetime_minutes",
      "60",
      { code: "wrong_type", message: "this must be a whole number or null" },
    ],
    ["/projects/0/template", 1, { code: "wrong_type", message: "this must be a string" }],
    ["/projects/0/schemas", [], { code: "wrong_type", message: "this must be an object" }],
    [
      "/projects/0/schemas/x",
      1,
      { code: "wrong_type", message: "this must be an object, true or false, a string or null" },
    ],
    [
      "/projects/0/policy/roles",
      undefined,
      { code: "missing_field", pointer: "/projects/0/policy", message: "`roles` is missing" },
    ],
    [
      "/projects/0/policy/roles/0/permission",
      [],
      { code: "unknown_field", message: "unknown field `permission`", help: "did you mean `permissions`?" },
    ],
    ["/projects/0/policy/resources/0/actions/0", null, { code: "wrong_type", message: "this must be a string" }],
    ["/projects/0/profiles/0/can_jit_provision", "yes", { code: "wrong_type", message: "this must be true or false" }],
    ["/projects/0/profiles/0/attribute_mapping/email", 1, { code: "wrong_type", message: "this must be a string" }],
    [
      "/projects/0/profiles/0/algorithms",
      ["none"],
      { code: "unknown_value", pointer: "/projects/0/profiles/0/algorithms/0" },
    ],
    ["/projects/0/organizations/0/mfa_policy", "optional", { code: "unknown_value", help: "did you mean `OPTIONAL`?" }],
    ["/projects/0/organizations/0/members/0/email", "a@b.c", { code: "unknown_field" }],
    ["/projects/0/organizations/0/members/0/roles", "editor", { code: "wrong_type", message: "this must be a list" }],
    ["/projects/1/users/0/name", "Eve", { code: "wrong_type", message: "this must be an object" }],
  ])("is refused with %s as %j", (pointer, value, problem) => {
    expect(problemsOf(changed(good, pointer, value))).toMatchObject([{ pointer, ...problem }]);
  });

  test.each([null, 1, "state", [], true])("is refused when it is %j", (value) => {
    expect(problemsOf(value)).toEqual([{ code: "wrong_type", pointer: "", message: "this must be an object" }]);
  });

  test("is refused for all that is wrong with it", () => {
    const state = { $schema: 1, projects: [{ project_id: "x", secret: "", nam: 1 }, 7] };
    expect(problemsOf(state).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "wrong_type /$schema",
      "wrong_form /projects/0/project_id",
      "too_short /projects/0/secret",
      "unknown_field /projects/0/nam",
      "wrong_type /projects/1",
    ]);
  });

  test("is refused for the first hundred of more", () => {
    expect(problemsOf({ projects: Array.from({ length: 1000 }, () => 1) })).toHaveLength(100);
  });

  test("is not gone into deeper than its schema goes", () => {
    const metadata = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
    const state = { projects: [{ project_id: "project-test-1", organizations: [{ trusted_metadata: metadata }] }] };
    expect(problemsOf(state)).toEqual([]);
    expect(problemsOf({ projects: [metadata] })).toHaveLength(2);
  });
});

describe("the published schema", () => {
  const published = JSON.parse(
    readFileSync(new URL("../../../schemas/declared-state.schema.json", import.meta.url), "utf8"),
  );

  test("is that of the validator", () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(declaredStateSchema)));
  });

  test("accepts what the validator accepts, and nothing else", () => {
    const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(published);
    expect(accepts(good)).toBe(true);
    let refused = 0;
    fc.assert(
      fc.property(arbitraryMistake(good), (state) => {
        const isAccepted = accepts(state);
        if (!isAccepted) refused++;
        expect(validateState(state).ok).toBe(isAccepted);
      }),
      { numRuns: runs },
    );
    expect(refused).toBeGreaterThan(runs / 10);
  });
});
