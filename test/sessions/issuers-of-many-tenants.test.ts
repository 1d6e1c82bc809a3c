import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/language/json.ts";
import { attest } from "../../src/sessions/index.ts";
import { refusal, type SessionWorld, sessionWorld, withAda } from "./support/session-world.ts";

/** Ada's profile of an issuer of many tenants, as Entra ID is one. */
const profile = {
  issuer: "https://login.example.com/<< token.tid >>/v2.0",
  linkByEmail: "verified" as const,
  attributeMapping: {
    email: "email",
    email_verified: '<< token.xms_edov == true || token.xms_edov == "1" >>',
    token_id: "jti",
    external_member_id: "<< token.tid >>|<< token.oid >>",
    organization_id: "org",
  },
};
const good = { tid: "t1", oid: "ada", iss: "https://login.example.com/t1/v2.0", xms_edov: true };

async function attested(world: SessionWorld, claims: JsonObject) {
  const token = await world.token({ email: "ada@example.com", org: "acme-1", ...good, ...claims });
  return attest(await world.context(), { profile_id: "profile", token });
}

async function worldOfTenants(conditions: readonly { readonly expression: string; readonly message: string }[] = []) {
  const world = await sessionWorld({ profile: { ...profile, conditions } });
  await withAda(world, { externalId: null });
  return world;
}

describe("an issuer that runs one for each tenant", () => {
  test("speaks for the people of the tenant that its token is of", async () => {
    const world = await worldOfTenants();
    expect((await attested(world, {})).subject.externalId).toBe("t1|ada");
    expect((await attested(world, { xms_edov: false, email: "new@example.com" })).subject.externalId).toBe("t1|ada");
  });

  test.each([
    ["the issuer of another tenant", { iss: "https://login.example.com/t2/v2.0" }, "jwt_invalid_issuer"],
    ["a tenant that its issuer does not name", { tid: "t2" }, "jwt_invalid_issuer"],
    ["no tenant", { tid: null, iss: "https://login.example.com//v2.0" }, "jwt_invalid_issuer"],
    ["a tenant that is no text", { tid: ["t1"] }, "jwt_invalid_issuer"],
    ["the pattern itself as its issuer", { iss: profile.issuer }, "jwt_invalid_issuer"],
    ["another host", { tid: "t1", iss: "https://login.example.com.evil.example/t1/v2.0" }, "jwt_invalid_issuer"],
    ["an address that its tenant does not own", { xms_edov: false }, "trusted_token_email_not_verified"],
    ["an address of which nothing is said", { xms_edov: null }, "trusted_token_email_not_verified"],
    ["an address that is owned in other words", { xms_edov: "true" }, "trusted_token_email_not_verified"],
  ])("is refused with %s", async (_, claims, type) => {
    const world = await worldOfTenants();
    const before = await world.dump();
    expect(await refusal(attested(world, claims))).toBe(type);
    expect(await world.dump()).toEqual(before);
  });

  test("does not reach with one tenant whom another has", async () => {
    const world = await worldOfTenants();
    await attested(world, {});
    const ofOther = { tid: "t2", iss: "https://login.example.com/t2/v2.0" };
    expect(await refusal(attested(world, ofOther))).toBe("trusted_token_external_id_mismatch");
  });

  test("is another one as soon as the profile has another pattern", async () => {
    const world = await worldOfTenants();
    await attested(world, {});
    const [before] = (await world.context()).active.configuration.profiles;
    if (before === undefined) throw new Error("the profile is there");
    await world.configure({ profiles: [{ ...before, issuer: profile.issuer.replace("/v2.0", "/v3.0") }] });
    expect(await refusal(attested(world, {}))).toBe("jwt_invalid_issuer");
    const { subject } = await attested(world, { iss: "https://login.example.com/t1/v3.0" });
    expect(subject.externalId).toBe("t1|ada");
  });

  test("can be kept to the tenants of a condition", async () => {
    const world = await worldOfTenants([{ expression: 'token.tid in ["t1"]', message: "not one of ours" }]);
    expect((await attested(world, {})).subject.externalId).toBe("t1|ada");
    const ofOther = { tid: "t2", iss: "https://login.example.com/t2/v2.0", email: "eve@example.com" };
    expect(await refusal(attested(world, ofOther))).toBe("invalid_trusted_auth_token");
  });
});

describe("a profile without an audience", () => {
  test("takes tokens without one that its clients were issued", async () => {
    const profile = { audience: "", acceptedClients: ["app"] };
    const world = await sessionWorld({ profile });
    await withAda(world);
    const presented = async (more: { readonly client_id: string; readonly aud?: string }) => {
      const token = await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1", aud: undefined, ...more });
      return attest(await world.context(), { profile_id: "profile", token });
    };
    expect((await presented({ client_id: "app" })).subject.externalId).toBe("ada");
    expect(await refusal(presented({ client_id: "other" }))).toBe("jwt_invalid_audience");
    expect(await refusal(presented({ client_id: "app", aud: "https://api.example.com" }))).toBe("jwt_invalid_audience");
  });
});
