import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { TokenReport } from "../../../src/sessions/index.ts";
import { otherRsa, rsa } from "../../tokens/support/keys.ts";
import { type Outcome, stdin, workspace } from "../workspace.ts";

const at = "2026-01-01T00:00:00Z";
const seconds = Date.parse(at) / 1000;

const profile = {
  name: "Workforce",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  pem_files: ["./key.pem"],
  link_by_email: "verified",
  can_jit_provision: true,
  attribute_mapping: {
    email: "email",
    token_id: "jti",
    external_member_id: "sub",
    role_ids: '<< token.groups.filter(g, g in ["admin"]) >>',
  },
  conditions: [{ expression: "token.amr == 'mfa'", message: "a second factor is needed" }],
};
const { pem_files: _, ...rest } = profile;
const jwksProfile = { ...rest, public_key_type: "JWK", jwks_url: "https://auth.example.com/keys" };
const jwks = {
  keys: [
    { ...rsa.publicKey.export({ format: "jwk" }), kid: "a" },
    { kty: "oct", k: "AAAA", kid: "s" },
  ],
};

const usual = {
  iss: profile.issuer,
  aud: profile.audience,
  iat: seconds,
  exp: seconds + 300,
  jti: "t1",
  sub: "u1",
  email: "Ada@example.com",
  email_verified: true,
  amr: "mfa",
  groups: ["admin", "x"],
  salary: "claim-that-is-not-mapped",
};

function signed(claims: object = {}, header: object = {}, key = rsa.privateKey): Promise<string> {
  const payload: Record<string, unknown> = { ...usual, ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: "RS256", ...header }).sign(key);
}

/** Tries a token with files of a workspace. */
async function trial(
  token: string | Uint8Array,
  { profile: tried = profile, files = {}, argv = [] }: Partial<{ profile: object; files: object; argv: string[] }> = {},
): Promise<Outcome> {
  using place = workspace({ "key.pem": rsa.pem, "profile.json": tried, "token.jwt": token, ...files });
  return await place.run("profile", "try", "profile.json", "--token", "token.jwt", "--now", at, ...argv);
}

/** The verdict of each step that is not passed, and the code of the error. */
async function verdicts(...given: Parameters<typeof trial>) {
  const [token, { argv = [], ...more } = {}] = given;
  const { code, stdout } = await trial(token, { ...more, argv: [...argv, "--format", "json"] });
  const { outcome, error, steps }: TokenReport = JSON.parse(stdout);
  const refused = steps.filter(({ verdict }) => verdict === "refused" || verdict === "undecided");
  return { code, outcome, at: refused.map(({ step }) => step), error: [error?.type, error?.reason], help: error?.help };
}

describe("claimsmith profile try", () => {
  test("tells of each step what it found out", async () => {
    const { code, stdout, stderr } = await trial(await signed());
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toBe(`profile \`Workforce\`, as of 2026-01-01T00:00:00Z

passed       form
passed       algorithm   RS256
passed       signature   by the key at index 0, of 1 usable
passed       claims
passed       issuer      https://auth.example.com
passed       audience    https://api.example.com
passed       ids
passed       times       accepted until 2026-01-01T00:06:00Z
passed       conditions
             token.amr == 'mfa'  →  gave true
passed       mapping
             email               email  →  a string: "Ada@example.com"
             token_id            jti  →  a string: "t1"
             external_member_id  sub  →  a string: "u1"
             role_ids            << token.groups.filter(g, g in ["admin"]) >>  →  a list: ["admin"]
             email_verified      email_verified  →  a boolean: true
passed       linking
             external id  yes  the record that has it, whatever its address
             address      yes  the record that has it, if that has no external id yet, and gets this one
             new record   yes  a record is made where there is none

accepted
as far as the profile goes: whether there are the organization and the roles, and whose record it is, a server tells (POST /v1/claimsmith/profiles/dry_run)
`);
  });

  test("shows what comes behind a refusal as not reached, and says what to do", async () => {
    const { code, stdout } = await trial(await signed({ iat: seconds - 4000, exp: seconds - 61 }));
    expect(code).toBe(1);
    expect(stdout).toContain(`
refused      times       the token has expired (jwt_invalid_claims, expired)
             help: take a new token, or try it as of a time at which it was good
not reached  conditions
not reached  mapping
not reached  linking

refused
`);
  });

  test("tells as JSON the same as the service answers", async () => {
    const { stdout } = await trial(await signed({ email: 7 }), { argv: ["--format", "json"] });
    const { steps, ...report }: TokenReport = JSON.parse(stdout);
    expect(report).toEqual({
      outcome: "refused",
      profile: "Workforce",
      tried_at: at,
      error: {
        step: "mapping",
        type: "invalid_trusted_auth_token",
        reason: "email_invalid",
        message: "the claim for the attribute `email` is not an ASCII e-mail address",
        help: "map `email` to a claim that is an address",
        details: { attribute: "email", path: "email", expected: "a string", found: "a number" },
      },
    });
    const { role_ids: expression } = profile.attribute_mapping;
    expect(steps.find(({ step }) => step === "mapping")).toEqual({
      step: "mapping",
      verdict: "refused",
      attributes: [
        { attribute: "email", path: "email", verdict: "refused", kind: "a number" },
        { attribute: "token_id", path: "jti", verdict: "not_reached" },
        { attribute: "external_member_id", path: "sub", verdict: "not_reached" },
        { attribute: "role_ids", expression, verdict: "not_reached" },
      ],
    });
    expect(steps.at(-1)).toEqual({ step: "linking", verdict: "not_reached" });
  });

  test.each([
    ["another issuer", { iss: "https://other.example.com" }, ["issuer"], ["jwt_invalid_issuer", "iss_not_accepted"]],
    ["another audience", { aud: ["x"] }, ["audience"], ["jwt_invalid_audience", "aud_not_accepted"]],
    ["a subject that is a number", { sub: 1 }, ["ids"], ["jwt_invalid_claims", "sub_not_a_string"]],
    ["a life that is too long", { exp: seconds + 90_000 }, ["times"], ["jwt_invalid_claims", "lifetime_too_long"]],
    ["a condition", { amr: "pwd" }, ["conditions"], ["invalid_trusted_auth_token", "condition_failed"]],
    ["an expression", { groups: 7 }, ["mapping"], ["invalid_trusted_auth_token", "attribute_not_evaluated"]],
    [
      "an address that leads nowhere",
      { sub: null, email_verified: false },
      ["ids"],
      ["jwt_invalid_claims", "sub_not_a_string"],
    ],
    [
      "an address that nobody vouches for, without an external id",
      { sub: undefined, email_verified: false },
      ["linking"],
      ["trusted_token_email_not_verified", undefined],
    ],
  ])("refuses for %s", async (_, claims, at, error) => {
    expect(await verdicts(await signed(claims))).toMatchObject({ code: 1, outcome: "refused", at, error });
  });

  test("accepts an address that nobody vouches for where the external id may lead to somebody", async () => {
    const { stdout, code } = await trial(await signed({ email_verified: false }), { argv: ["--format", "json"] });
    expect(code).toBe(0);
    const { steps }: TokenReport = JSON.parse(stdout);
    const message = "`email_verified` is `false`, and the rule is `verified`";
    expect(steps.at(-1)?.linking).toEqual({
      link_by_email: "verified",
      email_verified: false,
      ways: [
        { way: "external_id", is_open: true, message: "the record that has it, whatever its address" },
        { way: "email", is_open: false, message },
        { way: "created", is_open: false, message },
      ],
    });
  });

  test("never shows the token, a part of it, or a claim that is not mapped", async () => {
    const accepted = await signed();
    const good = { token: accepted, more: {} };
    const tampered = { token: `${accepted.slice(0, -6)}AAAAAA`, more: {} };
    const condition = { token: await signed({ amr: "secret-value-of-a-condition" }), more: {} };
    const strangers = { token: await signed({}, {}, otherRsa.privateKey), more: {} };
    const bearer = { token: `Bearer ${accepted}`, more: {} };
    for (const { token, more } of [good, tampered, condition, strangers, bearer]) {
      for (const argv of [[], ["--format", "json"]]) {
        const { stdout, stderr } = await trial(token, { ...more, argv });
        for (const part of [...token.split("."), "claim-that-is-not-mapped", "secret-value-of-a-condition"]) {
          expect(stdout + stderr).not.toContain(part);
        }
      }
    }
  });

  test("shows what a terminal would obey or hide as what it is, and a large value in part", async () => {
    const mapping = { ...profile.attribute_mapping, name: "name" };
    const name = `\u001b[2J\u202e${"x".repeat(5000)}`;
    const tried = { ...profile, attribute_mapping: mapping };
    const { code, stdout } = await trial(await signed({ name }), { profile: tried });
    expect(code).toBe(0);
    expect(stdout).toContain('name                name  →  a string: "\\u001b[2J<U+202E>xxx');
    expect(stdout).toMatch(/x… \(\d+ characters in all\)\n/);
    expect(stdout).not.toMatch(/[\u001b\u202e]|x{3000}/);
    const json = await trial(await signed({ name }), { profile: tried, argv: ["--format", "json"] });
    expect(json.stdout).not.toMatch(/[\u001b\u202e]/);
    const { steps }: TokenReport = JSON.parse(json.stdout);
    const shown = steps.flatMap(({ attributes = [] }) => attributes).find(({ attribute }) => attribute === "name");
    expect(shown?.value).toBe(name);
  });

  test("takes a token past a byte order mark and a line end, and from the standard input", async () => {
    const token = await signed();
    expect((await trial(`\uFEFF${token}\r\n`)).code).toBe(0);
    using place = workspace({ "key.pem": rsa.pem, "profile.json": profile });
    const argv = ["profile", "try", "profile.json", "--token", "-", "--now", at];
    expect((await place.runWith(stdin(`${token}\n`), ...argv)).code).toBe(0);
  });

  test.each([
    ["`Bearer` before it", async () => `Bearer ${await signed()}`, "form", /^`Bearer` is no part/],
    ["quotation marks", async () => `"${await signed()}"`, "form", /quotation marks/],
    ["JSON around it", async () => JSON.stringify({ id_token: await signed() }), "form", /JSON/],
    ["a second one below", async () => `${await signed()}\n${await signed()}`, "form", /one token/],
    ["five parts", async () => "a.b.c.d.e", "form", /encrypted/],
    ["one part", async () => "hello", "form", /opaque/],
    [
      "no signature",
      async () => `${(await signed()).split(".").slice(0, 2).join(".")}.`,
      "form",
      /without a signature/,
    ],
    ["16 385 characters", async () => "a".repeat(16_385), "form", /max_token_characters/],
    [
      "the algorithm `none`",
      async () => `eyJhbGciOiJub25lIn0.${(await signed()).split(".")[1]}.AAAA`,
      "algorithm",
      /none/,
    ],
    ["another purpose", () => signed({}, { typ: "logout+jwt" }), "algorithm", /another purpose/],
    ["somebody else's signature", () => signed({}, {}, otherRsa.privateKey), "signature", /keys are those/],
    ["a payload that is no object", () => payloadOf("[]", rsa.privateKey), "claims", undefined],
  ])("refuses a token with %s, with help", async (_, token, step, help) => {
    const told = await verdicts(await token());
    expect(told).toMatchObject({ code: 1, outcome: "refused", at: [step] });
    if (help === undefined) expect(told.help).toBeUndefined();
    else expect(told.help).toMatch(help);
  });

  test.each([
    ["an empty token", "", "error: token.jwt: has no token in it\n  help: the file has one JWT, and nothing else\n"],
    [
      "white space",
      " \r\n\t",
      "error: token.jwt: has no token in it\n  help: the file has one JWT, and nothing else\n",
    ],
    [
      "bytes that are no text",
      new Uint8Array([0x61, 0xff, 0xfe]),
      "error: token.jwt: is not valid UTF-8, and a token is plain text\n  help: the file has one JWT, and nothing else\n",
    ],
    [
      "control characters",
      "a\u0000b",
      "error: token.jwt: has control characters in it, and a token is plain text\n  help: the file has one JWT, and nothing else\n",
    ],
  ])("ends with 2 for %s", async (_, token, stderr) => {
    expect(await trial(token)).toEqual({ code: 2, stdout: "", stderr });
  });

  test.each([
    ["a token that is a folder", ["--token", "."], /cannot be read: it is a folder/],
    ["a token that is not there", ["--token", "nothing"], /^error: nothing: cannot be read: there is no such file\n$/],
    ["a time that is none", ["--now", "yesterday"], /^error: --now: must be a time/],
    ["the standard input twice", ["--token", "-", "--keys", "-"], /only one file can be the standard input/],
    ["keys for a profile that has its own", ["--keys", "key.pem"], /has its keys in `pem_files`/],
    ["an unknown kind of project", ["--vertical", "b2c"], /Allowed choices are b2b, consumer/],
    ["a profile of the other kind of project", ["--vertical", "consumer"], /external id of the other kind/],
  ])("ends with 2 for %s", async (_, argv, stderr) => {
    const outcome = await trial(await signed(), { argv });
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(stderr) });
  });

  test("ends with 2 for a profile with an error, at its place", async () => {
    const tried = { ...profile, conditions: [{ expression: "token.amr =" }] };
    const outcome = await trial(await signed(), { profile: tried });
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/profile\.json:1:\d+/);
  });

  describe("with a profile whose keys are at a URL", () => {
    const given = (name: string, content: unknown, ...more: string[]) => ({
      profile: jwksProfile,
      files: { [name]: content },
      argv: ["--keys", name, ...more],
    });

    test("takes a JWKS in its place, and tells of the keys that cannot be used", async () => {
      const { code, stdout } = await trial(await signed({}, { kid: "a" }), given("jwks.json", jwks));
      expect(code).toBe(0);
      expect(stdout).toContain(`
passed       signature   by the key \`a\`, of 1 usable
             the key \`s\` cannot be used: it is a symmetric key, which whoever verifies with it can sign with, too
`);
    });

    test("takes PEM files in its place, which have no `kid`", async () => {
      expect((await trial(await signed({}, { kid: "any" }), given("other.pem", rsa.pem))).code).toBe(0);
      const two = { ...given("other.pem", otherRsa.pem), argv: ["--keys", "other.pem", "--keys", "key.pem"] };
      const { code, stdout } = await trial(await signed(), two);
      expect(code).toBe(0);
      expect(stdout).toContain("by the key at index 1, of 2 usable");
    });

    test.each([
      ["a `kid` that is not there", "z", "unknown_kid"],
      ["a key that cannot be used", "s", "key_unusable"],
    ])("refuses a token that names %s", async (_, kid, reason) => {
      expect(await verdicts(await signed({}, { kid }), given("jwks.json", jwks))).toMatchObject({
        code: 1,
        at: ["signature"],
        error: ["invalid_trusted_auth_token", reason],
      });
    });

    test.each([
      ["no key set", "keys", "{}", /^error: keys: is no key set: .* no list `keys`\n/],
      ["no key at all", "keys", "hello", /^error: keys: .*no PEM block/],
      ["a private key", "keys", rsa.privateKey.export({ format: "pem", type: "pkcs8" }), /it is a private key/],
      ["both kinds", "jwks.json", jwks, /^error: key\.pem: is given beside a key set/],
    ])("ends with 2 for keys that are %s", async (_, name, content, stderr) => {
      const more = name === "jwks.json" ? ["--keys", "key.pem"] : [];
      const outcome = await trial(await signed(), given(name, content, ...more));
      expect(outcome).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(stderr) });
    });

    test("ends with 2 and decides nothing where the keys cannot be had", async () => {
      const told = await verdicts(await signed(), {
        profile: { ...jwksProfile, jwks_url: "https://127.0.0.1:1/keys" },
      });
      expect(told).toEqual({
        code: 2,
        outcome: "undecided",
        at: ["signature"],
        error: ["service_unavailable", "key_set_address_not_allowed"],
        help: "if the host is to be trusted, name it with `--jwks-allow-host`",
      });
    });

    test("ends with 2 for a host that is none", async () => {
      const outcome = await trial(await signed(), { profile: jwksProfile, argv: ["--jwks-allow-host", "a/b"] });
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toBe("error: --jwks-allow-host: `a/b` is no host name or address\n");
    });
  });
});

/** A token whose payload is this text, signed as it stands. */
async function payloadOf(text: string, key: typeof rsa.privateKey): Promise<string> {
  const { CompactSign } = await import("jose");
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: "RS256" }).sign(key);
}
