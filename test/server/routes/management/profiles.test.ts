import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { auditCollection } from "../../../../src/projects/index.ts";
import { maxPublicKeys } from "../../../../src/tokens/limits.ts";
import { publicKeys } from "../../../support/public-keys.ts";
import { recordedStore } from "../../../support/recorded-store.ts";
import { workspaceKey } from "../../support/test-app.ts";
import { type ManagementApp, managementApp } from "./support/management-app.ts";

const path = "/trusted_token_profiles";
const texts = { name: "idp", audience: "https://api.example.com", issuer: "https://auth.example.com" };
const jwks_url = "https://auth.example.com/.well-known/jwks.json";
const { rsa, p256 } = publicKeys;
const defaults = {
  can_jit_provision: false,
  attribute_mapping: {},
  link_by_email: "asserted",
  accepted_issuers: [],
  accepted_audiences: [],
  accepted_clients: [],
  conditions: [],
  token_schema: null,
  single_use: false,
  allowed_organizations: null,
  algorithms: null,
  leeway_seconds: 60,
  max_lifetime_seconds: 86_400,
  max_token_characters: 16_384,
};
const profile_id = expect.stringMatching(/^trusted-auth-token-profile-(test|live)-[0-9a-f-]{36}$/);
const pem_file_id = expect.stringMatching(/^pem-file-(test|live)-[0-9a-f-]{36}$/);

async function created(send: ManagementApp["send"], body: object) {
  const answer = await send("POST", path, body);
  expect([answer.status, answer.body.error_message]).toEqual([200, undefined]);
  return Object(answer.body.profile);
}

const newKey = () =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { format: "pem", type: "spki" },
    privateKeyEncoding: { format: "pem", type: "pkcs8" },
  }).publicKey;

describe("profiles", () => {
  test("with keys of their own keep them byte for byte", async () => {
    const { send } = await managementApp();
    const odd = ` \r\n${rsa.trimEnd().replaceAll("\n", "\r\n")}`;
    const profile = await created(send, { ...texts, pem_files: [odd, p256, odd], public_key_type: "PEM" });
    const pem_files = [odd, p256].map((public_key) => ({ pem_file_id, public_key }));
    expect(profile).toEqual({ ...defaults, ...texts, profile_id, public_key_type: "PEM", pem_files });
    expect((await send("GET", `${path}/${profile.profile_id}`)).body).toEqual({ profile });
    const [first] = profile.pem_files;
    expect((await send("GET", `${path}/${profile.profile_id}/keys/${first.pem_file_id}`)).body).toEqual({
      pem_file: first,
    });
  });

  test("with keys at a URL have it, and all else that is said of them", async () => {
    const { send } = await managementApp();
    const said = {
      can_jit_provision: true,
      attribute_mapping: { email: "email", external_member_id: "<< token.oid ?? token.sub >>" },
      accepted_issuers: ["https://other.example.com"],
      accepted_audiences: ["https://other-api.example.com"],
      accepted_clients: ["app", "cli"],
      conditions: [{ expression: "token.email_verified == true", message: "the address is not verified" }],
      token_schema: { properties: { oid: true, sub: true, email_verified: { type: "boolean" } } },
      link_by_email: "never",
      single_use: true,
      allowed_organizations: ["acme-1"],
      algorithms: ["RS256"],
      leeway_seconds: 0,
      max_lifetime_seconds: null,
      max_token_characters: 65_536,
    };
    const profile = await created(send, { ...texts, ...said, public_key_type: "JWK", jwks_url, pem_files: [] });
    expect(profile).toEqual({ ...said, ...texts, profile_id, public_key_type: "JWK", jwks_url, pem_files: [] });
  });

  test("may leave out what is empty, or send null for it, and be of no type", async () => {
    const { send } = await managementApp();
    const ofUrl = { ...texts, jwks_url, pem_files: null, can_jit_provision: null, attribute_mapping: null };
    expect(await created(send, { ...ofUrl, public_key_type: null, single_use: null })).toEqual({
      ...defaults,
      ...texts,
      profile_id,
      public_key_type: "JWK",
      jwks_url,
      pem_files: [],
    });
    const others = { ...texts, name: "other", pem_files: [rsa], jwks_url: "", leeway_seconds: null };
    for (const [index, public_key_type] of ["", "UNSPECIFIED"].entries()) {
      const body = { ...others, name: `other ${index}`, public_key_type };
      expect(await created(send, body)).toMatchObject({ public_key_type: "PEM", leeway_seconds: 60 });
    }
  });

  test("have EdDSA among their algorithms, by whichever of its names it is sent", async () => {
    const { send } = await managementApp();
    const profile = await created(send, { ...texts, jwks_url, algorithms: ["Ed25519"] });
    expect(profile).toMatchObject({ algorithms: ["EdDSA"] });
    const at = `${path}/${profile.profile_id}`;
    const changed = await send("PATCH", at, { algorithms: ["ES256", "EdDSA", "Ed25519"] });
    expect(changed.body).toMatchObject({ profile: { algorithms: ["ES256", "EdDSA"] } });
  });

  test("keep claims' names that are words of JavaScript, and know no attributes of that name", async () => {
    const { send } = await managementApp();
    const bodyWith = (mapping: string, name = "a") =>
      `{"name":"${name}","audience":"a","issuer":"a","jwks_url":"${jwks_url}","attribute_mapping":${mapping}}`;
    const attribute_mapping = '{"email":"constructor","token_id":"__proto__"}';
    const { body: made } = await send("POST", path, bodyWith(attribute_mapping));
    expect(JSON.stringify(Object(made.profile).attribute_mapping)).toBe(attribute_mapping);
    expect((await send("POST", path, bodyWith('{"__proto__":"constructor"}', "b"))).body).toMatchObject({
      error_details: { problems: [{ code: "unknown_attribute", field: "/attribute_mapping/__proto__" }] },
    });
  });

  test("are refused for what does not compile, with its place, and every mistake at once", async () => {
    const { send } = await managementApp();
    const wrong = {
      attribute_mapping: {
        emial: "email",
        token_id: "<< token.jti",
        role_ids: "<< token.scope >> roles",
        trusted_metadata: '{\n  "sub": << token.sub >> }',
        session_custom_claims: "claims",
      },
      conditions: [{ expression: "token.plan == 'pro'" }, { expression: "email_verified", message: "no" }],
      token_schema: { properties: { plan: { enum: ["free"] }, jti: true, scope: true, sub: true } },
    };
    const { status, body } = await send("POST", path, { ...texts, jwks_url, ...wrong });
    const details = Object(body.error_details);
    expect([status, body.error_type, details.reason]).toEqual([
      400,
      "trusted_token_profile_invalid_request",
      "unknown_attribute",
    ]);
    const told = details.problems.map(({ code, field, help, place }: Record<string, unknown>) => [
      code,
      field,
      help,
      place && [Object(place).line, Object(place).column],
    ]);
    expect(told).toEqual([
      ["unknown_attribute", "/attribute_mapping/emial", "did you mean `email`?", undefined],
      ["unclosed-tag", "/attribute_mapping/token_id", "close it with `>>`", [1, 1]],
      ["wrong-result", "/attribute_mapping/role_ids", "it has to give a list of strings", [1, 1]],
      ["reserved-claim", "/attribute_mapping/trusted_metadata", "the token sets it; choose another name", [2, 3]],
      ["not-an-object", "/attribute_mapping/session_custom_claims", expect.stringContaining("begin with `{`"), [1, 1]],
      ["wrong-result", "/conditions/0/expression", "it has to give `true`", [1, 1]],
      ["unknown-root", "/conditions/1/expression", expect.stringContaining("`token.email_verified`"), [1, 1]],
    ]);
  });

  test("have few conditions, none of them long", async () => {
    const { send } = await managementApp();
    const condition = { expression: "token.a == 1", message: "no" };
    const codesOf = async (conditions: readonly object[]) => {
      const name = `${conditions.length} ${JSON.stringify(conditions).length}`;
      const { body } = await send("POST", path, { ...texts, name, jwks_url, conditions });
      return Object(body.error_details).problems?.map(({ code }: Record<string, unknown>) => code);
    };
    expect(await codesOf(Array(16).fill(condition))).toBeUndefined();
    expect(await codesOf(Array(17).fill(condition))).toEqual(["too_many_conditions"]);
    const long = { ...condition, expression: `token.a == "${"x".repeat(1012)}"` };
    expect(await codesOf([long])).toEqual(["condition_too_long"]);
    expect(await codesOf([{ ...condition, message: "a\u0000" }])).toEqual(["invalid_condition_message"]);
  });

  test("have expressions of at most 16 384 characters together, of which longer ones are not compiled", async () => {
    const { send } = await managementApp();
    const conditions = Array.from({ length: 15 }, () => ({ expression: "token.a == 1".padEnd(1000), message: "" }));
    const saving = async (trustedMetadata: string) => {
      const attribute_mapping = { email: "email", trusted_metadata: trustedMetadata };
      const { status, body } = await send("POST", path, { ...texts, jwks_url, conditions, attribute_mapping });
      return { status, problems: Object(body.error_details).problems };
    };
    expect(await saving("{ << }".padEnd(1384))).toMatchObject({ problems: [{ code: "unclosed-tag" }] });
    expect(await saving("{ << }".padEnd(1385))).toMatchObject({
      problems: [{ code: "expressions_too_long", message: expect.stringMatching(/at most 16384 .* have 16385$/) }],
    });
    expect(await saving("{}".padEnd(1384))).toEqual({ status: 200, problems: undefined });
  });

  test("have a list of keys that is not looked through where it is absurd", async () => {
    const { send } = await managementApp();
    const many = (count: number) => ({ ...texts, pem_files: Array(count).fill("x") });
    expect(Object.keys((await send("POST", path, many(100))).body)).toContain("error_details");
    const { status, errorType, body } = await send("POST", path, many(101));
    expect({ status, errorType }).toEqual({ status: 400, errorType: "invalid_argument" });
    expect(JSON.stringify(body).length).toBeLessThan(1000);
  });

  test("are listed in their order", async () => {
    const { send } = await managementApp("consumer");
    expect((await send("GET", path)).body).toEqual({ profiles: [] });
    const first = await created(send, { ...texts, pem_files: [rsa] });
    const second = await created(send, { ...texts, name: "other", jwks_url });
    expect((await send("GET", path)).body).toEqual({ profiles: [first, second] });
  });

  test("are changed in what is said, and in nothing else", async () => {
    const { send } = await managementApp();
    const before = await created(send, { ...texts, pem_files: [rsa], can_jit_provision: true, algorithms: ["RS256"] });
    const at = `${path}/${before.profile_id}`;
    expect((await send("PATCH", at, {})).body).toEqual({ profile: before });
    expect((await send("PATCH", at, { name: null, jwks_url: "", single_use: null })).body).toEqual({ profile: before });
    const changes = {
      name: "other",
      audience: "a",
      issuer: "i",
      can_jit_provision: false,
      attribute_mapping: { email: "mail" },
      single_use: true,
      leeway_seconds: 5,
      algorithms: null,
      allowed_organizations: ["a"],
      max_lifetime_seconds: null,
      max_token_characters: 8192,
    };
    const unread = { public_key_type: "JWK", pem_files: [p256], profile_id: "x" };
    expect((await send("PATCH", at, { ...changes, ...unread })).body).toEqual({ profile: { ...before, ...changes } });
    expect((await send("GET", at)).body).toEqual({ profile: { ...before, ...changes } });
  });

  test("get another URL for their keys, but not none", async () => {
    const { send } = await managementApp();
    const { profile_id: id } = await created(send, { ...texts, jwks_url });
    const next = "https://other.example.com/keys";
    expect((await send("PATCH", `${path}/${id}`, { jwks_url: next })).body).toMatchObject({
      profile: { jwks_url: next },
    });
    expect(await send("PATCH", `${path}/${id}`, { jwks_url: "" })).toMatchObject({
      status: 400,
      errorType: "invalid_jwks_url",
    });
  });

  test("are gone when they are deleted", async () => {
    const { send } = await managementApp();
    const first = await created(send, { ...texts, pem_files: [rsa] });
    const second = await created(send, { ...texts, name: "other", pem_files: [rsa] });
    const at = `${path}/${first.profile_id}`;
    expect(await send("DELETE", at)).toMatchObject({ status: 200, body: {} });
    expect((await send("GET", path)).body).toEqual({ profiles: [second] });
    const key = `${at}/keys/${first.pem_files[0].pem_file_id}`;
    const asked = [
      send("GET", at),
      send("PATCH", at, { name: "x" }),
      send("DELETE", at),
      send("POST", `${at}/keys`, { public_key: rsa }),
      send("GET", key),
      send("DELETE", key),
    ];
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ status: 404, errorType: "trusted_token_profile_not_found" });
    }
  });

  test("are changed by the key of the workspace, as the audit log says", async () => {
    const { send, backend, projectId } = await managementApp();
    const { profile_id: id } = await created(send, { ...texts, pem_files: [rsa] });
    await send("DELETE", `${path}/${id}`);
    const { items } = await backend.store.scope(projectId).collection(auditCollection).find("recent", [], { limit: 9 });
    expect(items.map(({ actor }) => actor)).toEqual([workspaceKey.keyId, workspaceKey.keyId]);
  });

  test.each<[object, string, string]>([
    [{ ...texts }, "must_have_pem_files_for_trusted_token_profile_with_type_pem", "/pem_files"],
    [{ ...texts, public_key_type: "JWK" }, "must_have_jwks_url_for_trusted_token_profile_with_type_jwk", "/jwks_url"],
    [{ ...texts, jwks_url: "http://idp.example.com/" }, "invalid_jwks_url", "/jwks_url"],
    [{ ...texts, jwks_url: "https://127.0.0.1/keys" }, "invalid_jwks_url", "/jwks_url"],
    [{ ...texts, public_key_type: "PEM", pem_files: [rsa], jwks_url }, "invalid_jwks_url", "/jwks_url"],
    [{ ...texts, jwks_url, pem_files: [rsa] }, "cannot_add_pem_file_to_non_pem_trusted_token_profile", "/pem_files"],
    [{ ...texts, pem_files: [rsa, "x"] }, "invalid_public_key", "/pem_files/1"],
    [
      { ...texts, pem_files: ["a", "b", "c", "d", "e", "f"] },
      "too_many_pem_files_for_trusted_token_profile",
      "/pem_files",
    ],
    [{ ...texts, issuer: "", jwks_url }, "invalid_issuer", "/issuer"],
    [
      { ...texts, jwks_url, attribute_mapping: { external_user_id: "sub" } },
      "trusted_token_profile_incorrect_external_id_mapping",
      "/attribute_mapping",
    ],
    [
      { ...texts, jwks_url, attribute_mapping: { external_user_id: "sub", external_member_id: "sub" } },
      "trusted_token_profile_cannot_have_multiple_external_ids",
      "/attribute_mapping",
    ],
  ])("are refused: %j", async (body, type, field) => {
    const { send } = await managementApp();
    const refused = await send("POST", path, body);
    expect([refused.status, refused.errorType]).toEqual([400, type]);
    expect(refused.body.error_details).toMatchObject({ reason: type, problems: [{ code: type, field }] });
    expect((await send("GET", path)).body).toEqual({ profiles: [] });
  });

  test("have a name that no other of the project has, since declared states find them by it", async () => {
    const { send } = await managementApp();
    const first = await created(send, { ...texts, jwks_url });
    const second = await created(send, { ...texts, name: "other", jwks_url });
    const asked = [send("POST", path, { ...texts, jwks_url })];
    for (const [{ profile_id: id }, name] of [
      [first, "other"],
      [second, "idp"],
    ] as const) {
      asked.push(send("PATCH", `${path}/${id}`, { name }));
    }
    for (const { errorType, body } of await Promise.all(asked)) {
      expect(errorType).toBe("trusted_token_profile_invalid_request");
      expect(body.error_details).toMatchObject({ reason: "duplicate_profile_name", problems: [{ field: "/name" }] });
    }
  });

  test("are refused for a field without an error type of its own", async () => {
    const { send } = await managementApp();
    const refused = await send("POST", path, { name: "", jwks_url, issuer: "i", leeway_seconds: -1 });
    expect([refused.status, refused.errorType]).toEqual([400, "trusted_token_profile_invalid_request"]);
    expect(refused.body.error_details).toEqual({
      reason: "invalid_name",
      problems: [
        { code: "invalid_name", field: "/name", message: expect.any(String) },
        { code: "invalid_audience", field: "/audience", message: expect.any(String) },
        { code: "invalid_leeway_seconds", field: "/leeway_seconds", message: expect.any(String) },
      ],
    });
  });

  test.each([
    [{ attribute_mapping: { email: 1 } }, "`/attribute_mapping/email` in the body must be a string."],
    [{ public_key_type: "jwk" }, '`/public_key_type` in the body must be one of ["PEM","JWK","UNSPECIFIED","",null].'],
    [{ algorithms: ["none"] }, /^`\/algorithms\/0` in the body must be one of /],
    [{ pem_files: "x" }, "`/pem_files` in the body must be an array or null."],
    [{ can_jit_provision: "true" }, "`/can_jit_provision` in the body must be a boolean or null."],
  ])("are refused in another shape: %j", async (body, message) => {
    const { send } = await managementApp();
    const refused = await send("POST", path, { ...texts, jwks_url, ...body });
    expect(refused.errorType).toBe("invalid_argument");
    expect(refused.body.error_message).toMatch(message);
  });

  test("are at most a hundred", async () => {
    const { send } = await managementApp();
    for (let count = 0; count < 100; count++) await created(send, { ...texts, name: `profile ${count}`, jwks_url });
    const { errorType } = await send("POST", path, { ...texts, jwks_url });
    expect(errorType).toBe("too_many_trusted_token_profiles_for_project");
  });

  test("are all there where several are made at once", async () => {
    const { send } = await managementApp();
    await Promise.all([1, 2, 3, 4, 5].map((name) => created(send, { ...texts, name: `profile ${name}`, jwks_url })));
    expect(Object((await send("GET", path)).body.profiles)).toHaveLength(5);
  });

  test("are not made where the store takes no writes, and their keys neither", async () => {
    let isFull = false;
    const { send } = await managementApp("b2b", {
      wrap: (backend) => {
        const { store } = recordedStore(backend.store, () => {
          if (isFull) throw new Error("no room");
        });
        return { ...backend, store };
      },
    });
    const profile = await created(send, { ...texts, pem_files: [rsa] });
    isFull = true;
    expect((await send("POST", `${path}/${profile.profile_id}/keys`, { public_key: p256 })).status).toBe(500);
    expect((await send("GET", path)).body).toEqual({ profiles: [profile] });
  });
});

describe("keys of a profile", () => {
  test("are added and deleted one by one", async () => {
    const { send } = await managementApp();
    const before = await created(send, { ...texts, pem_files: [rsa] });
    const keys = `${path}/${before.profile_id}/keys`;
    const pem = `\n${p256}\n\n`;
    const { pem_file } = Object((await send("POST", keys, { public_key: pem })).body);
    expect(pem_file).toEqual({ pem_file_id, public_key: pem });
    expect((await send("GET", `${keys}/${pem_file.pem_file_id}`)).body).toEqual({ pem_file });
    const [first] = before.pem_files;
    expect((await send("DELETE", `${keys}/${first.pem_file_id}`)).body).toEqual({});
    expect((await send("GET", `${path}/${before.profile_id}`)).body).toMatchObject({
      profile: { pem_files: [pem_file] },
    });
    for (const method of ["GET", "DELETE"] as const) {
      const answer = await send(method, `${keys}/${first.pem_file_id}`);
      expect(answer).toMatchObject({ status: 404, errorType: "pem_file_not_found" });
    }
  });

  test("that are there already keep their id", async () => {
    const { send } = await managementApp();
    const before = await created(send, { ...texts, pem_files: [rsa] });
    const added = await send("POST", `${path}/${before.profile_id}/keys`, { public_key: rsa });
    expect(added.body).toEqual({ pem_file: before.pem_files[0] });
    expect((await send("GET", `${path}/${before.profile_id}`)).body).toEqual({ profile: before });
  });

  test("are never none, and never too many", async () => {
    const { send } = await managementApp();
    const before = await created(send, { ...texts, pem_files: [rsa] });
    const keys = `${path}/${before.profile_id}/keys`;
    expect(await send("DELETE", `${keys}/${before.pem_files[0].pem_file_id}`)).toMatchObject({
      status: 400,
      errorType: "must_have_pem_files_for_trusted_token_profile_with_type_pem",
    });
    for (let count = 1; count < maxPublicKeys; count++) {
      expect((await send("POST", keys, { public_key: newKey() })).status).toBe(200);
    }
    const refused = await send("POST", keys, { public_key: newKey() });
    expect(refused).toMatchObject({ status: 400, errorType: "too_many_pem_files_for_trusted_token_profile" });
    expect(refused.body.error_details).toMatchObject({ problems: [{ field: "/public_key" }] });
  });

  test("are refused where they are none, or where the profile has a URL", async () => {
    const { send } = await managementApp();
    const ofPem = await created(send, { ...texts, pem_files: [rsa] });
    const ofUrl = await created(send, { ...texts, name: "other", jwks_url });
    for (const body of [{}, { public_key: null }, { public_key: "x" }]) {
      const refused = await send("POST", `${path}/${ofPem.profile_id}/keys`, body);
      expect([refused.status, refused.errorType]).toEqual([400, "invalid_public_key"]);
      expect(refused.body.error_details).toMatchObject({ problems: [{ field: "/public_key" }] });
    }
    expect(await send("POST", `${path}/${ofUrl.profile_id}/keys`, { public_key: rsa })).toMatchObject({
      status: 400,
      errorType: "cannot_add_pem_file_to_non_pem_trusted_token_profile",
    });
  });
});
