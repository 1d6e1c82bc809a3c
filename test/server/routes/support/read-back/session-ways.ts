import { SignJWT } from "jose";
import { startOf2026 } from "../../../../support/backend.ts";
import { publicKeys } from "../../../../support/public-keys.ts";
import { fixedKeys } from "../../../../support/signing-keys.ts";
import { environmentPath } from "../../management/support/management-app.ts";
import type { ReadBack } from "./read-back.ts";
import { valueAt } from "./schema-fields.ts";
import type { WholeAnswers } from "./whole-answers.ts";

const issuer = "https://auth.example.com";
const audience = "https://api.example.com";
const sample = { session_duration_minutes: 30, session_custom_claims: { level: 3 } };

/** What an answer shows of a sample, which stands in the session of that name. */
const shownIn = (session: string) => ({
  session_duration_minutes: { at: `${session}.expires_at`, as: "2026-01-01T00:30:00.000000Z" },
  session_custom_claims: { at: (view: unknown) => ({ level: valueAt(view, `${session}.custom_claims.level`) }) },
});

/** The ways to write sessions. */
export async function sessionWays({ ask, authorization }: WholeAnswers): Promise<Record<string, readonly ReadBack[]>> {
  const { b2b, consumer, any } = authorization;
  const newProfile = async (vertical: "b2b" | "consumer") => {
    const body = {
      name: "sessions",
      issuer,
      audience,
      pem_files: [publicKeys.rsa],
      can_jit_provision: true,
      attribute_mapping: { email: "email", token_id: "jti" },
    };
    const path = `${environmentPath(vertical)}/trusted_token_profiles`;
    const { profile } = await ask("POST", path, { authorization: any, body });
    return valueAt(profile, "profile_id");
  };
  const token = await trustedToken();
  const ofMembers = { profile_id: await newProfile("b2b"), token };
  const ofUsers = { profile_id: await newProfile("consumer"), token };
  const newOrganization = async (organization_name: string) => {
    const body = { organization_name };
    const { organization } = await ask("POST", "/v1/b2b/organizations", { authorization: b2b, body });
    return valueAt(organization, "organization_id");
  };
  const organization_id = await newOrganization("Sessions");
  const elsewhere = await newOrganization("Elsewhere");
  const attestMember = (body: object) =>
    ask("POST", "/v1/b2b/sessions/attest", { authorization: b2b, body: { ...ofMembers, ...body } });
  const attestUser = (body: object) =>
    ask("POST", "/v1/sessions/attest", { authorization: consumer, body: { ...ofUsers, ...body } });
  const authenticate = (path: string, header: string, { session_token }: Readonly<Record<string, unknown>>) => {
    return (body: object) => ask("POST", path, { authorization: header, body: { session_token, ...body } });
  };
  const memberSession = await attestMember({ organization_id });
  const userSession = await attestUser({ session_duration_minutes: 60 });
  return {
    "POST /v1/b2b/sessions/attest": [
      {
        write: attestMember,
        without: { organization_id: elsewhere },
        sample: { ...sample, organization_id },
        shown: { ...shownIn("member_session"), organization_id: { at: "organization.organization_id" } },
      },
    ],
    "POST /v1/sessions/attest": [{ write: attestUser, without: {}, sample, shown: shownIn("session") }],
    "POST /v1/b2b/sessions/authenticate": [
      {
        write: authenticate("/v1/b2b/sessions/authenticate", b2b, memberSession),
        without: {},
        sample,
        shown: shownIn("member_session"),
      },
    ],
    "POST /v1/sessions/authenticate": [
      {
        write: authenticate("/v1/sessions/authenticate", consumer, userSession),
        without: {},
        sample,
        shown: shownIn("session"),
      },
    ],
  };
}

/** A trusted token of the profiles, good for both verticals. */
async function trustedToken(): Promise<string> {
  const seconds = startOf2026 / 1000;
  return new SignJWT({ jti: "t1", email: "eve@example.com" })
    .setProtectedHeader({ alg: "RS256" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(await fixedKeys("RS256"));
}
