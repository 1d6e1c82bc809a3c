import { describe, expect, test } from "vitest";
import { readMetadata } from "../../src/directory/index.ts";
import type { Json } from "../../src/language/json.ts";
import { ApiError } from "../../src/projects/index.ts";
import { issuers } from "../tokens/trusted/issuers/all.ts";
import { claimsOf } from "../tokens/trusted/issuers/issuer.ts";
import { documentedIssuers, documentedProfile } from "./documented-profile.ts";
import { issuerWorld } from "./issuer-world.ts";

/** A token that is refused, by what it has other than the usual one, with the error's type and reason. */
type Neighbour = readonly [what: string, claims: Readonly<Record<string, Json | undefined>>, refusal: string];

/** What becomes of the usual token of an issuer, and whose tokens are refused. */
interface Door {
  readonly becomes: object;
  readonly neighbours: readonly Neighbour[];
}

const tenant = "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90";
const stranger = "11111111-2222-4333-8444-555555555555";
const microsoft = (id: string) => `https://login.microsoftonline.com/${id}/v2.0`;
const failed = "invalid_trusted_auth_token condition_failed";
const notVerified = "trusted_token_email_not_verified";
const foreignOrganization = "invalid_token_organization_id_claim";
/** Somebody nobody knows yet who signed up with the issuer under the address of somebody who has a record. */
const takeOver = { email: "victim@example.com", email_verified: false, sub: "eve", jti: "t2" };

const doors: Readonly<Record<string, Door>> = {
  Auth0: {
    becomes: {
      emailAddress: "ada@example.com",
      externalId: "auth0|6543",
      roles: ["editor"],
      name: "Ada Lovelace",
      metadata: { plan: "pro" },
      organization: "org_abc",
    },
    neighbours: [
      ["another tenant", { iss: "https://evil.eu.auth0.com/" }, "jwt_invalid_issuer"],
      ["another application", { aud: "another" }, "jwt_invalid_audience"],
      ["an address that is not confirmed", takeOver, failed],
      ["an organization that is not named", { org_id: "org_evil" }, foreignOrganization],
    ],
  },
  Okta: {
    becomes: { externalId: "okta|00u1a2b3", roles: ["editor"], organization: "acme-1" },
    neighbours: [
      ["another tenant", { iss: "https://evil.okta.com/oauth2/default" }, "jwt_invalid_issuer"],
      ["somebody who is not staff", { groups: ["Everyone", "app-editor"] }, failed],
      ["an address that is not verified", takeOver, notVerified],
      ["another customer", { organization: "acme-2" }, foreignOrganization],
    ],
  },
  "Entra ID, one tenant": {
    becomes: { externalId: `${tenant}|aa-oid`, roles: ["editor"], organization: tenant },
    neighbours: [
      ["another tenant", { iss: microsoft(stranger), tid: stranger }, "jwt_invalid_issuer"],
      [
        "an address that its tenant wrote in",
        { email: "victim@example.com", oid: "eve", xms_edov: false },
        notVerified,
      ],
      [
        "an address of which nothing is said",
        { email: "victim@example.com", oid: "eve", xms_edov: undefined },
        notVerified,
      ],
      ["somebody with too many groups", { groups: undefined, _claim_names: { groups: "src1" } }, failed],
    ],
  },
  "Entra ID, many tenants": {
    becomes: { externalId: `${tenant}|aa-oid`, roles: ["Editor"], organization: tenant },
    neighbours: [
      ["a tenant that is no customer", { iss: microsoft(stranger), tid: stranger }, failed],
      ["a `tid` that does not agree with the issuer", { tid: stranger }, "jwt_invalid_issuer"],
      [
        "an address that its tenant wrote in",
        { email: "victim@example.com", oid: "eve", xms_edov: false },
        notVerified,
      ],
      [
        "a user name that is somebody's address",
        { email: undefined, preferred_username: "victim@example.com", oid: "eve" },
        notVerified,
      ],
    ],
  },
  Google: {
    becomes: {
      externalId: "google|1137",
    },
    neighbours: [
      ["another application", { aud: "999-evil.apps.googleusercontent.com" }, "jwt_invalid_audience"],
      ["another Workspace", { hd: "evil.example" }, failed],
      ["a private account with an address of the domain", { hd: undefined }, failed],
      ["an address that is not verified", takeOver, failed],
    ],
  },
  Keycloak: {
    becomes: { externalId: "f:1", roles: ["editor", "reader"], organization: "acme" },
    neighbours: [
      ["another realm", { iss: "https://sso.example.com/realms/test" }, "jwt_invalid_issuer"],
      ["another client of the realm", { azp: "other" }, "jwt_invalid_audience"],
      ["the audience that all tokens have", { aud: "account" }, "jwt_invalid_audience"],
      ["an address that is not verified", takeOver, notVerified],
    ],
  },
  Cognito: {
    becomes: { externalId: "11-22", roles: ["editor"], organization: "acme-1", claims: { pool_user: "ada" } },
    neighbours: [
      ["another application", { aud: "another" }, "jwt_invalid_audience"],
      ["an access token for the same audience", { token_use: "access" }, failed],
      ["an address that is not verified", { ...takeOver, email_verified: "false" }, notVerified],
      ["another customer", { "custom:tenant": "acme-2" }, foreignOrganization],
    ],
  },
  Firebase: {
    becomes: { externalId: "uid1", roles: ["editor"] },
    neighbours: [
      ["another project", { iss: "https://securetoken.google.com/evil", aud: "evil" }, "jwt_invalid_issuer"],
      ["an anonymous user", { firebase: { sign_in_provider: "anonymous" } }, failed],
      ["an address that is not verified", { ...takeOver, user_id: "eve" }, notVerified],
    ],
  },
  Supabase: {
    becomes: {
      emailAddress: "grace@example.com",
      externalId: "9d1f",
      roles: ["reader"],
      metadata: { provider: "email", aal: "aal1" },
    },
    neighbours: [
      ["another project", { iss: "https://evil.supabase.co/auth/v1" }, "jwt_invalid_issuer"],
      ["an address that somebody has", { email: "victim@example.com", sub: "eve" }, notVerified],
      ["the service's own key", { role: "service_role" }, failed],
      ["an anonymous user", { is_anonymous: true }, failed],
    ],
  },
  "GitHub Actions": {
    becomes: {
      emailAddress: "74@workflows.invalid",
      externalId: "github|74",
      organization: "65",
      claims: { run: "acme/app#1234" },
    },
    neighbours: [
      ["another owner", { repository_owner_id: "66" }, failed],
      ["another branch", { ref: "refs/heads/x" }, failed],
      ["a run without the environment", { environment: undefined }, failed],
      ["a token for somebody else", { aud: "https://github.com/acme" }, "jwt_invalid_audience"],
    ],
  },
  Kubernetes: {
    becomes: { emailAddress: "worker@shop.cluster.invalid", externalId: "u-1", organization: "shop" },
    neighbours: [
      ["another cluster", { iss: "https://kubernetes.default.svc" }, "jwt_invalid_issuer"],
      ["a token for the API server", { aud: "https://kubernetes.default.svc" }, "jwt_invalid_audience"],
      [
        "another namespace",
        { "kubernetes.io": { namespace: "evil", serviceaccount: { name: "worker", uid: "u-2" } } },
        foreignOrganization,
      ],
      ["what is no service account", { sub: "ada" }, failed],
    ],
  },
  "Tokens of your own": {
    becomes: { emailAddress: "ada.lovelace@example.com", externalId: "user_123456", roles: ["editor", "reader"] },
    neighbours: [
      ["another program", { iss: "https://evil.example.com" }, "jwt_invalid_issuer"],
      ["an address that the program has not verified", takeOver, notVerified],
      ["a life of a year", { exp: 1_798_761_600 }, "jwt_invalid_claims"],
    ],
  },
};

test("every profile of the page has its issuer among those that are tried, in the same order", () => {
  expect(issuers.map(({ name }) => name)).toEqual(documentedIssuers);
  expect(Object.keys(doors)).toEqual(documentedIssuers);
});

describe.each(issuers.map((issuer) => [issuer.name, issuer] as const))("the profile for %s", (name, issuer) => {
  const documented = documentedProfile(name);
  const door = doors[name];
  const usual = claimsOf(issuer, name === "Supabase" ? { email: "grace@example.com" } : {});

  test("is published with the warnings that the page names, and lets a usual token in", async () => {
    const world = await issuerWorld(documented);
    expect(world.warnings).toEqual(documented.warnings);
    const { subject, organization, minted } = await world.attest(usual);
    const { emailAddress, externalId, roles, name: called } = subject;
    expect({
      emailAddress,
      externalId,
      roles,
      name: called,
      metadata: readMetadata(subject.trustedMetadata),
      organization: organization?.externalId,
      claims: minted?.claims,
    }).toMatchObject(door?.becomes ?? {});
  });

  test.each(door?.neighbours ?? [])("refuses %s", async (_, claims, refusal) => {
    const world = await issuerWorld(documented);
    const use = world.attest({ ...usual, ...claims });
    const error = await use.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ApiError)) throw new Error("it was not refused", { cause: error });
    const reason = error.type === "invalid_trusted_auth_token" ? ` ${error.details?.reason}` : "";
    expect(`${error.type}${reason}`).toBe(refusal);
  });
});
