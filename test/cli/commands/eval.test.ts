import { truncateSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stdin, workspace } from "../workspace.ts";

const policy = {
  roles: [{ role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] }],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
  scopes: [],
};
const member = {
  member_id: "member-1",
  name: "Ada",
  email_address: "ada@example.com",
  roles: ["reader"],
  trusted_metadata: { level: 3 },
};
const organization = {
  organization_id: "organization-1",
  organization_name: "Engines",
  organization_slug: "engines",
};
const data = { member, organization };
const TEMPLATE =
  '{ "roles": << member.rbac.roles >>, "can": << member.rbac.documents.actions >>, "name": << member.name >> }';
const files = { "a.claims": TEMPLATE, "data.json": data, "policy.json": policy };

describe("claimsmith eval", () => {
  test("prints the claims, with rbac from the roles and the policy", async () => {
    using place = workspace(files);
    expect(await place.run("eval", "a.claims", "--data", "data.json", "--policy", "policy.json", "--compact")).toEqual({
      code: 0,
      stdout: '{"roles":["stytch_member","reader"],"can":["read"],"name":"Ada"}\n',
      stderr: "",
    });
  });

  test("takes the policy of the configuration, unless another is given", async () => {
    const other = {
      ...policy,
      roles: [{ role_id: "reader", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
    };
    using place = workspace({
      ...files,
      "claimsmith.json": { policy: "policy.json" },
      "other.json": { policy: other },
    });
    const run = async (...more: readonly string[]) =>
      JSON.parse((await place.run("eval", "a.claims", "--data", "data.json", ...more)).stdout).can;
    expect(await run()).toEqual(["read"]);
    expect(await run("--policy", "other.json")).toEqual(["read", "write"]);
  });

  test("prints indented JSON for people", async () => {
    using place = workspace({ ...files, "b.claims": '{ "name": << member.name >> }' });
    expect((await place.run("eval", "b.claims", "--data", "data.json")).stdout).toBe('{\n  "name": "Ada"\n}\n');
  });

  test("takes rbac from the data", async () => {
    const rbac = { roles: ["x"], actions: { documents: ["y"] } };
    using place = workspace({ ...files, "data.json": { member: { ...member, rbac } } });
    const { stdout } = await place.run("eval", "a.claims", "--data", "data.json");
    expect(JSON.parse(stdout)).toEqual({ roles: ["x"], can: ["y"], name: "Ada" });
  });

  test("applies what the session was sent", async () => {
    const claims = '{ "a": { "b": << member.name >> }, "c": 1 }';
    using place = workspace({
      ...files,
      "b.claims": claims,
      "one.json": { c: null, d: 2 },
      "two.json": [{ a: null }, { a: { e: 5 } }],
    });
    const run = async (patch: string) =>
      JSON.parse((await place.run("eval", "b.claims", "--data", "data.json", "--patch", patch)).stdout);
    expect(await run("one.json")).toEqual({ a: { b: "Ada" }, d: 2 });
    expect(await run("two.json")).toEqual({ a: { e: 5 }, c: 1 });
  });

  test("reads one of its files from the standard input", async () => {
    using place = workspace({ ...files, "b.claims": '{ "name": << member.name >> }' });
    const expected = '{"name":"Ada"}\n';
    expect(
      (await place.runWith(stdin('{ "name": << member.name >> }'), "eval", "-", "--data", "data.json", "--compact"))
        .stdout,
    ).toBe(expected);
    expect(
      (await place.runWith(stdin(JSON.stringify(data)), "eval", "b.claims", "--data", "-", "--compact")).stdout,
    ).toBe(expected);
    expect(await place.run("eval", "-", "--data", "-")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: only one file can be -\n",
    });
  });

  test("escapes for a terminal what it would obey, and for nobody else", async () => {
    const hostile = { member: { ...member, trusted_metadata: { note: "\u202e\u009b" } } };
    using place = workspace({ "b.claims": '{ "note": << member.trusted_metadata.note >> }', "data.json": hostile });
    const run = (stdout: boolean) =>
      place.runWith({ terminal: { stdout, stderr: false } }, "eval", "b.claims", "--data", "data.json", "--compact");
    expect((await run(true)).stdout).toBe('{"note":"\\u202e\\u009b"}\n');
    expect((await run(false)).stdout).toBe('{"note":"\u202e\u009b"}\n');
  });
});

describe("data that does not fit, for claimsmith eval,", () => {
  const wrong = `{
  "member": {
    "membr_id": "member-1",
    "name": 7,
    "email_address": "ada@example.com",
    "roles": ["readr"]
  },
  "organization": ${JSON.stringify(organization)}
}`;
  const told = (
    severity: string,
  ) => `${severity}: data.json:3:5: /member/membr_id: unknown property \`membr_id\` of \`member\`
  help: did you mean \`member_id\`?
${severity}: data.json:4:5: /member/name: must be string(1..256) | null
${severity}: data.json:6:15: /member/roles/0: the policy has no role \`readr\`
  help: did you mean \`reader\`?
`;
  const words = ["eval", "a.claims", "--data", "data.json", "--policy", "policy.json", "--compact"];

  test("is warned of with line and column", async () => {
    using place = workspace({ ...files, "data.json": wrong });
    expect(await place.run(...words)).toEqual({
      code: 0,
      stdout: '{"roles":["stytch_member"],"can":[],"name":7}\n',
      stderr: told("warning"),
    });
  });

  test("warns of schemas that are not read whole, also where there is no template", async () => {
    const schema = { type: "object", properties: { level: { type: "integer", multipleOf: 3 } } };
    const schemas = { "member.trusted_metadata": "s.json" };
    using place = workspace({
      ...files,
      "claimsmith.json": { policy: "policy.json", schemas },
      "s.json": schema,
      "wrong.claims": "{",
    });
    const warning = /^warning\[unread-schema-keyword\]: `multipleOf` is not read.*--> s\.json:1:/s;
    const told = await place.run("eval", "a.claims", "--data", "data.json", "--compact");
    expect(told).toEqual({
      code: 0,
      stdout: '{"roles":["stytch_member","reader"],"can":["read"],"name":"Ada"}\n',
      stderr: expect.stringMatching(warning),
    });
    expect(told.stderr).toMatch(/\n1 warning in 1 file\n$/);
    const { code, stdout, stderr } = await place.run("eval", "wrong.claims", "--data", "data.json");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(warning);
    expect(stderr).toMatch(/error\[unclosed-bracket\].*\n1 error, 1 warning in 2 files\n$/s);
  });

  test("gives no claims with --strict", async () => {
    using place = workspace({ ...files, "data.json": wrong });
    expect(await place.run(...words, "--strict")).toEqual({ code: 1, stdout: "", stderr: told("error") });
    using fitting = workspace(files);
    expect(await fitting.run(...words, "--strict")).toMatchObject({ code: 0, stderr: "" });
  });

  test("is held against the schemas of the configuration", async () => {
    using place = workspace({
      ...files,
      "claimsmith.json": { policy: "policy.json", schemas: { "member.trusted_metadata": "schema.json" } },
      "schema.json": { type: "object", properties: { level: { type: "string" } } },
    });
    const { code, stderr } = await place.run("eval", "a.claims", "--data", "data.json");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^warning: data\.json:1:\d+: \/member\/trusted_metadata\/level: must be string[^\n]*\n$/,
      ),
    });
  });
});

describe("where claimsmith eval prints no claims", () => {
  test("the template may not compile", async () => {
    using place = workspace({ ...files, "b.claims": '{ "x": << nobody.x >> }' });
    const { code, stdout, stderr } = await place.run("eval", "b.claims", "--data", "data.json");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[unknown-root]");
  });

  test("the evaluation may fail: then claim and place are told", async () => {
    using place = workspace({ ...files, "b.claims": '{ "x": { "y": << required(member.external_id, "no id") >> } }' });
    const words = ["b.claims", "--data", "data.json", "--policy", "policy.json"];
    const { code, stdout, stderr } = await place.run("eval", ...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error\[[a-z-]+\]: /);
    expect(stderr).toContain(" --> b.claims:1:");
    expect(stderr).toContain("= claim: /x/y\n");
  });

  test("the claims may be too large, or reserved", async () => {
    using place = workspace({
      ...files,
      "b.claims": '{ "x": << member.trusted_metadata.text >>, "y": << member.trusted_metadata.text >> }',
      "large.json": {
        member: { ...member, rbac: { roles: [], actions: {} }, trusted_metadata: { text: "x".repeat(3000) } },
        organization,
      },
      "patch.json": { sub: "x" },
    });
    const large = await place.run("eval", "b.claims", "--data", "large.json");
    expect(large).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error\[custom_claims_too_large\]: [^\n]*\n$/),
    });
    const words = ["b.claims", "--data", "data.json", "--policy", "policy.json"];
    const reserved = await place.run("eval", ...words, "--patch", "patch.json");
    expect(reserved).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error\[reserved_claims_in_custom_claims\]: patch\.json:1:1: /),
    });
  });

  test("of several patches the wrong one is named", async () => {
    using place = workspace({ ...files, "b.claims": "{}", "patches.json": '[{},\n {"sub": "x"}]' });
    const outcome = await place.run(
      "eval",
      "b.claims",
      "--data",
      "data.json",
      "--patch",
      "patches.json",
      "--policy",
      "policy.json",
    );
    expect(outcome).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error\[reserved_claims_in_custom_claims\]: patches\.json:2:2: \/1: [^\n]*\n$/),
    });
  });

  test("its files may not be there or not JSON: each is named", async () => {
    using place = workspace({ "data.json": '{"member": {"name": tru}}', "patch.json": "[", "policy.json": "{}" });
    const outcome = await place.run(
      "eval",
      "a.claims",
      "--data",
      "data.json",
      "--patch",
      "patch.json",
      "--policy",
      "policy.json",
    );
    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: a.claims: cannot be read: there is no such file
error: policy.json:1:1: \`roles\` is missing
error: data.json:1:21: is not valid JSON: expected a value
error: patch.json:1:2: is not valid JSON: the JSON text ends too early
`,
    });
  });

  test.each([
    ["the template", ["none", "--data", "data.json"]],
    ["the data", ["a.claims", "--data", "none"]],
    ["the policy", ["a.claims", "--data", "data.json", "--policy", "none"]],
    ["the patch", ["a.claims", "--data", "data.json", "--patch", "none"]],
  ])("one of its files may not be there: %s", async (_, words) => {
    using place = workspace(files);
    const stderr = "error: none: cannot be read: there is no such file\n";
    expect(await place.run("eval", ...words)).toEqual({ code: 2, stdout: "", stderr });
  });

  test.each([
    ["the data", ["a.claims", "--data", "large.json"]],
    ["the policy", ["a.claims", "--data", "data.json", "--policy", "large.json"]],
    ["the patch", ["a.claims", "--data", "data.json", "--patch", "large.json"]],
    ["the template", ["large.json", "--data", "data.json"]],
  ])("a file of more than 16 MiB is not read: %s", async (_, words) => {
    using place = workspace({ ...files, "large.json": "" });
    truncateSync(place.path("large.json"), 16 * 2 ** 20 + 1);
    const stderr = "error: large.json: cannot be read: it is larger than 16 MiB\n";
    expect(await place.run("eval", ...words)).toEqual({ code: 2, stdout: "", stderr });
  });

  test.each([
    ["data.json", '{ "member": { "trusted_metadata": { "id": 9007199254740993 } } }'],
    ["data.json", '{ "member": { "trusted_metadata": { "id": 1e999 } } }'],
    ["patch.json", '{ "id": 9007199254740993 }'],
  ])("a number of %s that would be another is never rounded: %s", async (name, text) => {
    using place = workspace({ ...files, "patch.json": {}, [name]: text });
    expect(await place.run("eval", "a.claims", "--data", "data.json", "--patch", "patch.json")).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${name}: a number in it is too large, or a whole number of more digits than can be kept\n`,
    });
  });

  test("a file of 16 MiB is read", async () => {
    using place = workspace({ ...files, "large.json": JSON.stringify(data).padEnd(16 * 2 ** 20) });
    expect(await place.run("eval", "a.claims", "--data", "large.json", "--policy", "policy.json")).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  test("the roles or the patch may be of the wrong shape", async () => {
    using place = workspace({ ...files, "wrong.json": '{"member":\n {"roles": [7]}}', "patch.json": "[{}, 7]" });
    expect(await place.run("eval", "a.claims", "--data", "wrong.json", "--policy", "policy.json")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: wrong.json:2:13: /member/roles/0: must be a role id\n",
    });
    expect(await place.run("eval", "a.claims", "--data", "data.json", "--patch", "patch.json")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: patch.json:1:6: /1: the custom claims must be a JSON object\n",
    });
  });

  test("the data may be missing from the command line", async () => {
    using place = workspace(files);
    const { code, stderr } = await place.run("eval", "a.claims");
    expect(code).toBe(2);
    expect(stderr).toContain("--data");
  });
});
