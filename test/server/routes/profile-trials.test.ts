import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/language/json.ts";
import type { Backend, ProjectVerticalId } from "../../../src/projects/index.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { sessionCollections } from "../../../src/sessions/index.ts";
import { type KeySetReading, KeySets } from "../../../src/tokens/index.ts";
import { startOf2026 } from "../../support/backend.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { fixedKeys } from "../../support/signing-keys.ts";
import { testApp } from "../support/test-app.ts";
import { environmentPath } from "./management/support/management-app.ts";

const path = "/v1/claimsmith/profiles/dry_run";
const issuer = "https://auth.example.com";
const audience = "https://api.example.com";

/** A profile of either kind of project, as a declared state has it. */
function profileOf(vertical: ProjectVerticalId) {
  const own = vertical === "b2b" ? { external_member_id: "sub", organization_id: "org" } : { external_user_id: "sub" };
  return {
    name: "idp",
    issuer,
    audience,
    can_jit_provision: true,
    attribute_mapping: { email: "email", token_id: "jti", ...own },
  };
}

async function tokenWith(claims: JsonObject = {}, header: { readonly kid?: string } = {}): Promise<string> {
  const seconds = startOf2026 / 1000;
  return new SignJWT({ jti: "t1", sub: "u1", email: "eve@example.com", org: "acme-1", ...claims })
    .setProtectedHeader({ alg: "RS256", ...header })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(await fixedKeys("RS256"));
}

/** The API of one project, with a saved profile whose keys are given. */
async function trials(vertical: ProjectVerticalId, wrap: (backend: Backend) => Backend = (backend) => backend) {
  const opened = await testApp({ routes: apiRoutes, collections: sessionCollections, wrap });
  const { app, authorization } = opened;
  const ask = async (method: "POST" | "PUT" | "PATCH", url: string, header: string, body: unknown) => {
    const headers = { authorization: header, "content-type": "application/json" };
    const response = await app.inject({ method, url, headers, payload: JSON.stringify(body) });
    const { request_id: _, ...answer }: Record<string, Json> = response.json();
    return answer;
  };
  const manage = (method: "POST" | "PUT" | "PATCH", below: string, body: unknown) =>
    ask(method, `${environmentPath(vertical)}${below}`, authorization.any, body);
  const saved = { ...profileOf(vertical), pem_files: [publicKeys.rsa] };
  const { profile } = await manage("POST", "/trusted_token_profiles", saved);
  const { profile_id } = profile as { readonly profile_id: string };
  return {
    ...opened,
    profile_id,
    manage,
    dryRun: (body: unknown) => ask("POST", path, authorization[vertical], body),
    attest: (body: unknown) =>
      ask("POST", `${vertical === "b2b" ? "/v1/b2b" : "/v1"}/sessions/attest`, authorization[vertical], body),
  };
}

/** The verdict of each step, and what one of them says beside it. */
function stepsOf(answer: Record<string, Json>) {
  const steps = answer.steps as readonly { readonly step: string; readonly verdict: string }[];
  const findings = (name: string) => {
    const { step: _, verdict: __, ...found } = steps.find(({ step }) => step === name) ?? { step: "", verdict: "" };
    return found;
  };
  return { names: steps.map(({ step, verdict }) => `${step} ${verdict}`), findings };
}

const tokenSteps = ["form", "algorithm", "signature", "claims", "issuer", "audience", "ids", "times"];
const policySteps = ["conditions", "mapping", "linking"];

describe.each<ProjectVerticalId>(["b2b", "consumer"])("POST %s dry_run", (vertical) => {
  const idField = vertical === "b2b" ? "member_id" : "user_id";
  const ownSteps = vertical === "b2b" ? ["organization", "record", "session"] : ["record", "session"];
  const all = [...tokenSteps, ...policySteps, ...ownSteps];

  test("tells whom a token would make, and then whom it finds and how", async () => {
    const { dryRun, attest, profile_id } = await trials(vertical);
    const token = await tokenWith();
    const fresh = await dryRun({ profile_id, token });
    expect(fresh).toMatchObject({ status_code: 200, outcome: "accepted", profile: "idp", error: null });
    expect(stepsOf(fresh).names).toEqual(all.map((step) => `${step} passed`));
    expect(stepsOf(fresh).findings("record")).toEqual({ record: { way: "created" } });
    if (vertical === "b2b") {
      expect(stepsOf(fresh).findings("organization")).toEqual({ organization: { way: "created" } });
    }
    const attested = await attest({ profile_id, token, session_duration_minutes: 5 });
    const id = attested[idField];
    const again = stepsOf(await dryRun({ profile_id, token }));
    expect(again.findings("record")).toEqual({ record: { way: "external_id", [idField]: id } });
  });

  test("finds by address whoever has no external id, and refuses who has another", async () => {
    const { dryRun, attest, manage, profile_id } = await trials(vertical);
    const mapping = profileOf(vertical).attribute_mapping;
    const { external_member_id: _, external_user_id: __, ...withoutId } = mapping as Record<string, string>;
    const at = `/trusted_token_profiles/${profile_id}`;
    await manage("PATCH", at, { attribute_mapping: withoutId });
    const { [idField]: id } = await attest({ profile_id, token: await tokenWith(), session_duration_minutes: 5 });
    await manage("PATCH", at, { attribute_mapping: mapping });
    const found = stepsOf(await dryRun({ profile_id, token: await tokenWith() }));
    expect(found.findings("record")).toEqual({ record: { way: "email", [idField]: id } });
    await attest({ profile_id, token: await tokenWith(), session_duration_minutes: 5 });
    const other = await dryRun({ profile_id, token: await tokenWith({ sub: "u2" }) });
    expect(other).toMatchObject({
      status_code: 200,
      outcome: "refused",
      error: { step: "record", type: "trusted_token_external_id_mismatch" },
    });
    expect(stepsOf(other).names.slice(-2)).toEqual(["record refused", "session not_reached"]);
  });

  test("tries a profile that is not saved, as its project would have it", async () => {
    const { dryRun } = await trials(vertical);
    const conditions = [{ expression: "token.hd == 'example.com'", message: "sign in with us" }];
    const profile = { ...profileOf(vertical), name: "new", pem_files: [publicKeys.rsa], conditions };
    const answer = await dryRun({ profile, token: await tokenWith({ hd: "example.org" }) });
    expect(answer).toMatchObject({
      outcome: "refused",
      profile: "new",
      error: { step: "conditions", reason: "condition_failed", details: { condition: 0, message: "sign in with us" } },
    });
    expect(stepsOf(answer).findings("conditions")).toEqual({
      conditions: [{ index: 0, ...conditions[0], verdict: "refused", gave: "false" }],
    });
  });

  test("uses nothing up, and tells when a token was", async () => {
    const { dryRun, attest, manage, profile_id } = await trials(vertical);
    await manage("PATCH", `/trusted_token_profiles/${profile_id}`, { single_use: true });
    const token = await tokenWith();
    expect(await dryRun({ profile_id, token })).toMatchObject({ outcome: "accepted" });
    expect(await dryRun({ profile_id, token })).toMatchObject({ outcome: "accepted" });
    expect(await attest({ profile_id, token, session_duration_minutes: 5 })).toMatchObject({ status_code: 200 });
    const used = await dryRun({ profile_id, token });
    expect(used).toMatchObject({ outcome: "refused", error: { step: "single_use", reason: "token_already_used" } });
  });

  test("tells when the claims of the session cannot be made", async () => {
    const { dryRun, manage, profile_id } = await trials(vertical);
    const subject = vertical === "b2b" ? "member" : "user";
    const template_content = `{ "a": << required(${subject}.trusted_metadata.level) >> }`;
    const published = await manage("PUT", "/jwt_templates/SESSION", { template_content });
    expect(published).toMatchObject({ status_code: 200 });
    const answer = await dryRun({ profile_id, token: await tokenWith() });
    expect(answer).toMatchObject({
      outcome: "refused",
      error: { step: "session", type: "template_evaluation_failed", details: { code: "required-missing" } },
    });
  });

  test("logs and counts nothing of it as an attest, and answers nothing of the token", async () => {
    const { dryRun, attest, profile_id, logText, app } = await trials(vertical);
    const token = await tokenWith({ salary: "claim-that-is-not-mapped" });
    const tampered = `${token.slice(0, -6)}AAAAAA`;
    for (const tried of [token, tampered, `Bearer ${token}`]) {
      const answer = JSON.stringify(await dryRun({ profile_id, token: tried }));
      for (const part of [...tried.split("."), "claim-that-is-not-mapped"]) {
        expect(answer).not.toContain(part);
        expect(logText()).not.toContain(part);
      }
    }
    const { payload } = await app.inject({ method: "GET", url: "/metrics" });
    const counted = payload
      .split("\n")
      .filter((line) => /^claimsmith_(?:failed_trusted_tokens|attest|mint)/.test(line));
    expect(counted.filter((line) => /_(?:total|count)\b.* [1-9]\d*$/.test(line))).toEqual([]);
    await attest({ profile_id, token: tampered });
    const after = await app.inject({ method: "GET", url: "/metrics" });
    expect(after.payload).toMatch(/^claimsmith_failed_trusted_tokens_total\{.*signature_invalid.*\} 1$/m);
  });

  test("refuses a request that names no profile or two, or has a field that there is not", async () => {
    const { dryRun } = await trials(vertical);
    const refused = async (body: JsonObject) => {
      const { status_code, error_type, error_details } = await dryRun({ token: "a.b.c", ...body });
      return [status_code, error_type, error_details];
    };
    const at = (field: string) => [400, "invalid_argument", { field }];
    expect(await refused({})).toEqual(at(""));
    expect(await refused({ profile_id: "p", profile: {} })).toEqual(at(""));
    expect(await refused({ profile_id: "p", tokn: "x" })).toEqual(at("/tokn"));
    expect(await refused({ profile: "p" })).toEqual(at("/profile"));
    expect(await refused({ profile_id: "p", token: 1 })).toEqual(at("/token"));
  });

  test("does not know a profile that there is not", async () => {
    const { dryRun } = await trials(vertical);
    expect(await dryRun({ profile_id: "nobody", token: "a.b.c" })).toMatchObject({
      status_code: 404,
      error_type: "trusted_token_profile_not_found",
    });
  });

  test("tells what is wrong with a profile in the body, at its places", async () => {
    const { dryRun } = await trials(vertical);
    const good = { ...profileOf(vertical), pem_files: [publicKeys.rsa] };
    const refused = async (change: JsonObject) => {
      const { error_type, error_details } = await dryRun({ profile: { ...good, ...change }, token: "a.b.c" });
      const { problems } = error_details as { problems: { code: string; field: string; message: string }[] };
      return [error_type, ...problems.map(({ code, field }) => `${code} ${field}`)];
    };
    const type = "trusted_token_profile_invalid_request";
    expect(await refused({ isuer: "x" })).toEqual([type, "unknown_field /profile/isuer"]);
    expect(await refused({ issuer: "" })).toEqual([type, "invalid_issuer /profile/issuer"]);
    expect(await refused({ pem_files: ["./key.pem"] })).toEqual([type, "unreadable_file /profile/pem_files/0"]);
    expect(await refused({ conditions: [{ expression: "token.a =" }] })).toContain(
      "unsupported-operator /profile/conditions/0/expression",
    );
  });
});

describe("POST dry_run", () => {
  test("names an organization as an attest may, in B2B projects alone", async () => {
    const b2b = await trials("b2b");
    const token = await tokenWith();
    const { profile_id } = b2b;
    await b2b.attest({ profile_id, token, session_duration_minutes: 5 });
    const other = await b2b.dryRun({ profile_id, token, organization_id: "other" });
    expect(other).toMatchObject({ error: { step: "organization", type: "organization_not_found" } });
    const same = await b2b.dryRun({ profile_id, token, organization_id: "acme-1" });
    expect(same).toMatchObject({ outcome: "accepted" });
    const consumer = await trials("consumer");
    const refused = await consumer.dryRun({ profile_id: consumer.profile_id, token, organization_id: "acme-1" });
    expect(refused).toMatchObject({ error_type: "invalid_argument", error_details: { field: "/organization_id" } });
  });

  test("asks the URL of a profile that is not saved apart from those that are", async () => {
    const reading: KeySetReading = { ok: true, keys: [], unusable: [{ kid: "s", reason: "symmetric" }] };
    const asked: string[] = [];
    const keySets = new KeySets({
      clock: () => startOf2026,
      access: { allowHosts: [], allowLoopbackHttp: false },
      fetch: async (url) => {
        asked.push(`saved ${url}`);
        return reading;
      },
      fetchForTrial: async (url) => {
        asked.push(`tried ${url}`);
        return reading;
      },
    });
    const { dryRun } = await trials("b2b", (backend) => ({ ...backend, keySets }));
    const jwks_url = "https://idp.example.com/keys";
    const profile = { ...profileOf("b2b"), public_key_type: "JWK", jwks_url };
    const token = await tokenWith({}, { kid: "s" });
    const answer = await dryRun({ profile, token });
    expect(answer).toMatchObject({ outcome: "refused", error: { step: "signature", reason: "key_unusable" } });
    expect(stepsOf(answer).findings("signature")).toEqual({
      keys: {
        usable: 0,
        unusable: [{ kid: "s", reason: "symmetric", message: expect.stringContaining("the key `s` cannot be used") }],
      },
    });
    await dryRun({ profile, token });
    expect(asked).toEqual([`tried ${jwks_url}`]);
    const http = await dryRun({ profile: { ...profile, jwks_url: "http://10.0.0.1/keys" }, token });
    expect(http).toMatchObject({ error_type: "trusted_token_profile_invalid_request" });
    expect(asked).toEqual([`tried ${jwks_url}`]);
  });

  test("decides nothing where the keys cannot be had", async () => {
    const { dryRun } = await trials("b2b");
    const profile = { ...profileOf("b2b"), public_key_type: "JWK", jwks_url: "https://idp.example.com/keys" };
    expect(await dryRun({ profile, token: await tokenWith() })).toMatchObject({
      status_code: 200,
      outcome: "undecided",
      error: { step: "signature", type: "service_unavailable", reason: "key_set_unreachable" },
    });
  });
});
