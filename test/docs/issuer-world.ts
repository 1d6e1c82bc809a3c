import { SignJWT } from "jose";
import { onTestFinished } from "vitest";
import type { Json } from "../../src/language/json.ts";
import { ActiveConfigurations, openPublicProject } from "../../src/projects/index.ts";
import { applyDeclaredState } from "../../src/publishing/index.ts";
import { attest, type SessionAnswer, sessionCollections } from "../../src/sessions/index.ts";
import { registerPublicKeys } from "../../src/tokens/index.ts";
import { startOf2026, testBackend } from "../support/backend.ts";
import { publicKeys } from "../support/public-keys.ts";
import { fixedKeys } from "../support/signing-keys.ts";
import type { DeclaredProfile, DocumentedProfile } from "./documented-profile.ts";

const projectId = "project-test-issuers";
const seconds = startOf2026 / 1000;

/** Addresses that have a record before anybody signs in, which no issuer has named yet. */
const known = ["ada@example.com", "ada@contoso.com", "victim@example.com"];

/** A project that was declared with one profile. */
export interface IssuerWorld {
  /** The codes of the warnings of its publishing. */
  readonly warnings: readonly string[];
  /** Presents a token of the profile's issuer with these claims, valid for five minutes unless they say otherwise. */
  attest(claims: { readonly [name: string]: Json | undefined }): Promise<SessionAnswer>;
}

/**
 * Declares a project with the profile as the page has it, with the roles that the tokens name, and with an organization
 * for each that the profile may speak for, or users. Nothing is fetched: at the profile's own URL, and at no other, are
 * the keys that sign the tokens of the tests.
 */
export async function issuerWorld({ profile, vertical }: DocumentedProfile): Promise<IssuerWorld> {
  const registered = registerPublicKeys([publicKeys.rsa]);
  if (!registered.ok) throw new Error("the key of the tests is one that profiles may have");
  const { backend, close } = await testBackend({
    collections: sessionCollections,
    keySets: {
      fetch: async (url) =>
        url === profile.jwks_url
          ? { ok: true, keys: registered.keys, unusable: [] }
          : { ok: false, fault: "key_set_unreachable" },
    },
  });
  onTestFinished(close);
  const applied = await applyDeclaredState(backend, stateOf(profile, vertical), {
    readFile: async () => Buffer.from(publicKeys.rsa),
    printSecret: () => {},
  });
  if (!applied.ok) throw new Error(`the profile is refused: ${JSON.stringify(applied.problems)}`);
  const active = new ActiveConfigurations();
  const privateKey = await fixedKeys("RS256");
  return {
    warnings: applied.warnings.map(({ code }) => code),
    async attest(claims) {
      const { issuer: iss, audience: aud } = profile;
      const token = await new SignJWT({ iss, aud, iat: seconds, exp: seconds + 300, ...claims })
        .setProtectedHeader({ alg: "RS256", typ: "JWT" })
        .sign(privateKey);
      const context = await openPublicProject(backend, active, projectId);
      if (context === undefined) throw new Error("the project is there");
      return attest(context, { profile_id: profile.profile_id ?? "", token, session_duration_minutes: 60 });
    },
  };
}

function stateOf(profile: DeclaredProfile, vertical: "b2b" | "consumer"): Json {
  const people =
    vertical === "consumer"
      ? { users: known.map((email) => ({ email })) }
      : {
          organizations: (profile.allowed_organizations ?? []).map((id, index) => ({
            organization_name: `Organization ${index}`,
            organization_slug: `organization-${index}`,
            organization_external_id: id,
            members: known.map((email_address) => ({ email_address })),
          })),
        };
  const roles = ["editor", "reader", "Editor"].map((role_id) => ({ role_id }));
  const project = {
    project_id: projectId,
    vertical,
    template: "{}",
    policy: { roles },
    profiles: [profile],
    ...people,
  };
  // As it comes out of a file.
  return JSON.parse(JSON.stringify({ projects: [project] }));
}
