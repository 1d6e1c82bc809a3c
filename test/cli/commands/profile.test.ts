import { describe, expect, test } from "vitest";
import { otherRsa, rsa } from "../../tokens/support/keys.ts";
import { stdin, workspace } from "../workspace.ts";

/** A profile that there is nothing to say about. */
const profile = {
  name: "Workforce",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  pem_files: ["./key.pem"],
  link_by_email: "verified",
  attribute_mapping: { email: "email", token_id: "jti", external_member_id: "sub", organization_id: "org" },
  conditions: [{ expression: "token.amr == 'mfa'", message: "a second factor is needed" }],
};
const files = { "key.pem": rsa.pem };

/** What a check tells, as a program reads it. */
async function told(written: unknown, ...argv: readonly string[]) {
  using place = workspace({ ...files, "profile.json": written });
  const { code, stdout } = await place.run("profile", "check", "profile.json", "--format", "json", ...argv);
  const text = place.read("profile.json");
  const { files: reports } = JSON.parse(stdout) as {
    readonly files: readonly {
      readonly path: string;
      readonly diagnostics: readonly {
        readonly code: string;
        readonly severity: string;
        readonly start: { readonly offset: number };
        readonly end: { readonly offset: number };
      }[];
    }[];
  };
  const rows = reports.flatMap(({ path, diagnostics }) =>
    diagnostics.map((one) => [
      one.severity,
      one.code,
      path === "profile.json" ? text.slice(one.start.offset, one.end.offset) : path,
    ]),
  );
  return { code, rows };
}

describe("claimsmith profile check", () => {
  test("has nothing to say of a good profile", async () => {
    expect(await told(profile)).toEqual({ code: 0, rows: [] });
  });

  test("tells the part of an expression that is wrong, past escapes", async () => {
    const conditions = [{ expression: 'token.hd == "exämple.com" && token.amr.has("mfa")' }];
    expect(await told({ ...profile, conditions })).toEqual({
      code: 1,
      rows: [["error", "unknown-function", expect.stringContaining("has")]],
    });
  });

  test.each([
    ["an unknown field", { link_by_emial: "never" }, ["error", "unknown_field", '"link_by_emial"']],
    ["a value of another type", { audience: 1 }, ["error", "wrong_type", '"audience"']],
    ["an unknown attribute", { attribute_mapping: { emial: "email" } }, ["error", "unknown_attribute", '"emial"']],
    ["an issuer of no character", { issuer: "" }, ["error", "invalid_issuer", '"issuer"']],
    [
      "a key that is none",
      { pem_files: ["-----BEGIN x"] },
      ["error", expect.any(String), expect.stringMatching(/BEGIN/)],
    ],
    [
      "a condition that is always true",
      { conditions: [{ expression: "1 == 1" }] },
      ["warning", "condition_without_effect", '"expression"'],
    ],
    [
      "a condition that stands there twice",
      { conditions: [...profile.conditions, ...profile.conditions] },
      ["warning", "condition_without_effect", '"expression"'],
    ],
    [
      "roles as the issuer writes them",
      { attribute_mapping: { ...profile.attribute_mapping, role_ids: "roles" } },
      ["warning", "roles_not_filtered", '"role_ids"'],
    ],
    [
      "roles that stay where the token says nothing of any",
      {
        attribute_mapping: { ...profile.attribute_mapping, role_ids: '<< token.nobodys.filter(g, g in ["admin"]) >>' },
      },
      ["warning", "roles_may_stay", '"role_ids"'],
    ],
    ["no audience", { audience: "", accepted_clients: ["c"] }, ["warning", "audience_missing", '"audience"']],
    [
      "external ids of several issuers",
      { accepted_issuers: ["https://b.example.com"] },
      ["warning", "external_id_of_several_issuers", '"external_member_id"'],
    ],
  ])("tells of %s, at its place", async (_, change, row) => {
    const { code, rows } = await told({ ...profile, ...change });
    expect(rows).toContainEqual(row);
    expect(code).toBe(row[0] === "error" ? 1 : 0);
  });

  test("warns where addresses are linked as a JWKS URL's issuer asserts them", async () => {
    const { pem_files: _, link_by_email: __, ...rest } = profile;
    const jwks = { ...rest, public_key_type: "JWK", jwks_url: "https://auth.example.com/keys" };
    expect((await told(jwks)).rows.map(([, code]) => code)).toEqual(["email_linked_as_asserted"]);
  });

  test("has nothing to say of roles that an expression picks", async () => {
    const role_ids = '<< (token.groups ?? []).filter(g, g in ["admin"]) >>';
    expect(await told({ ...profile, attribute_mapping: { ...profile.attribute_mapping, role_ids } })).toEqual({
      code: 0,
      rows: [],
    });
  });

  test("judges a profile by the kind of its project", async () => {
    expect((await told(profile, "--vertical", "consumer")).code).toBe(1);
    const { external_member_id: external_user_id, organization_id: _, ...mapping } = profile.attribute_mapping;
    const consumer = { ...profile, attribute_mapping: { ...mapping, external_user_id } };
    expect(await told(consumer, "--vertical", "consumer")).toEqual({ code: 0, rows: [] });
  });

  test("tells of a template in the file that has it", async () => {
    using place = workspace({
      ...files,
      "in/key.pem": rsa.pem,
      "in/meta.claims": '{ "dept": << token.department.nope( >> }',
      "in/profile.json": {
        ...profile,
        attribute_mapping: { ...profile.attribute_mapping, trusted_metadata: "./meta.claims" },
      },
    });
    const { code, stdout } = await place.run("profile", "check", "in/profile.json");
    expect(code).toBe(1);
    expect(stdout).toMatch(/in\/meta\.claims:1:\d+/);
  });

  test("reads the standard input, with files of the working folder", async () => {
    using place = workspace(files);
    const outcome = await place.runWith(stdin(JSON.stringify(profile)), "profile", "check", "-");
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
  });

  test("shows no key in its report, not even one that is private by mistake", async () => {
    const secret = otherRsa.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
    using place = workspace({ "profile.json": JSON.stringify({ ...profile, pem_files: [secret] }) });
    const { code, stdout, stderr } = await place.run("profile", "check", "profile.json");
    expect(code).toBe(1);
    expect(stdout + stderr).not.toContain(secret.split("\n")[1]);
  });

  test.each([
    ["no file", {}, /^error: profile\.json: cannot be read: there is no such file\n$/],
    ["a file that is no JSON", { "profile.json": '{"name": }' }, /^error: profile\.json:1:10: is not valid JSON/],
    [
      "a number that cannot be kept",
      { "profile.json": '{"leeway_seconds": 1e999}' },
      /^error: profile\.json: a number/,
    ],
  ])("ends with 2 for %s", async (_, given, stderr) => {
    using place = workspace(given);
    const outcome = await place.run("profile", "check", "profile.json");
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(stderr) });
  });

  test("ends with 2 for a key file that is not there", async () => {
    using place = workspace({ "profile.json": profile });
    const { code, stdout } = await place.run("profile", "check", "profile.json");
    expect(code).toBe(2);
    expect(stdout).toContain("the file `./key.pem` cannot be read: there is no such file");
  });

  test("ends with 2 for a key file that is not UTF-8, and with 1 for such a template, as `check` does", async () => {
    const attribute_mapping = { ...profile.attribute_mapping, trusted_metadata: "./meta.claims" };
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    for (const [given, exit] of [
      [{ "key.pem": bytes, "meta.claims": "{}" }, 2],
      [{ ...files, "meta.claims": bytes }, 1],
    ] as const) {
      using place = workspace({ "profile.json": { ...profile, attribute_mapping }, ...given });
      const { code, stdout } = await place.run("profile", "check", "profile.json");
      expect([code, stdout.match(/error\[\w+\]/g)]).toEqual([exit, ["error[not_utf8]"]]);
    }
    using place = workspace({ "meta.claims": bytes });
    expect((await place.run("check", "meta.claims")).code).toBe(1);
  });
});
