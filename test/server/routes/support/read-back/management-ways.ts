import { publicKeys } from "../../../../support/public-keys.ts";
import { environmentPath } from "../../management/support/management-app.ts";
import { policySample } from "./directory-ways.ts";
import type { ReadBack } from "./read-back.ts";
import { valueAt } from "./schema-fields.ts";
import type { WholeAnswers } from "./whole-answers.ts";

const { rsa, p256 } = publicKeys;
const before = { name: "before", audience: "a", issuer: "i" };

/** A value for each field of a profile with keys of its own, but for the keys. */
export const profileSample = {
  name: "idp",
  audience: "https://api.example.com",
  issuer: "https://auth.example.com",
  accepted_issuers: ["https://other.example.com"],
  accepted_audiences: ["https://other-api.example.com"],
  accepted_clients: ["app"],
  can_jit_provision: true,
  attribute_mapping: { email: "email", token_id: "jti" },
  conditions: [{ expression: "token.acr == '1'", message: "not so" }],
  token_schema: { properties: { acr: { type: "string" }, email: true } },
  single_use: true,
  link_by_email: "verified",
  allowed_organizations: ["acme"],
  algorithms: ["RS256"],
  leeway_seconds: 5,
  max_lifetime_seconds: 300,
  max_token_characters: 8192,
};

/** The public keys of a profile, without their ids. */
export function publicKeysOf(profile: unknown): readonly unknown[] {
  const pemFiles: readonly unknown[] = Object(valueAt(profile, "pem_files"));
  return [...pemFiles].map((pemFile) => valueAt(pemFile, "public_key"));
}

/** The ways to write what the management API has, by the path below that of an environment. */
export async function managementWays(app: WholeAnswers): Promise<Record<string, readonly ReadBack[]>> {
  const { any: authorization } = app.authorization;
  const below = environmentPath("b2b");
  const profiles = `${below}/trusted_token_profiles`;
  const create = async (body: object) => {
    const { profile } = await app.ask("POST", profiles, { authorization, body });
    return `${profiles}/${valueAt(profile, "profile_id")}`;
  };
  const read = async (path: string, name: string) => (await app.ask("GET", path, { authorization }))[name];
  const ofKeys = await create({ ...before, name: "of keys", pem_files: [rsa] });
  const ofUrl = await create({ ...before, name: "of URL", jwks_url: "https://auth.example.com/old" });
  const change = (method: "PUT" | "PATCH", path: string, name: string): ReadBack["write"] => {
    return async (body) => {
      await app.ask(method, path, { authorization, body });
      return read(path, name);
    };
  };
  const published = { jwks_url: "https://auth.example.com/jwks", public_key_type: "JWK" };
  const permissions = [{ resource_id: "documents", actions: ["write"] }];
  return {
    "POST /trusted_token_profiles": [
      {
        write: async (body) => read(await create(body), "profile"),
        without: { ...before, pem_files: [rsa] },
        sample: { ...profileSample, pem_files: [p256] },
        shown: { pem_files: { at: publicKeysOf } },
      },
      {
        write: async (body) => read(await create(body), "profile"),
        without: { ...before, name: "before again", pem_files: [rsa] },
        sample: { ...profileSample, name: "other", ...published },
      },
    ],
    "PATCH /trusted_token_profiles/:profile_id": [
      { write: change("PATCH", ofKeys, "profile"), without: {}, sample: { ...profileSample, name: "changed" } },
      { write: change("PATCH", ofUrl, "profile"), without: {}, sample: { jwks_url: published.jwks_url } },
    ],
    "POST /trusted_token_profiles/:profile_id/keys": [
      {
        async write(body) {
          const { pem_file } = await app.ask("POST", `${ofKeys}/keys`, { authorization, body });
          return read(`${ofKeys}/keys/${valueAt(pem_file, "pem_file_id")}`, "pem_file");
        },
        without: { public_key: rsa },
        sample: { public_key: p256 },
      },
    ],
    "PUT /jwt_templates/:jwt_template_type": ["SESSION", "M2M"].map((type) => ({
      write: change("PUT", `${below}/jwt_templates/${type}`, "jwt_template"),
      without: { template_content: "{}" },
      sample: { template_content: '{ "a": 1 }', custom_audience: "https://api.example.com" },
    })),
    "PUT /rbac_policy": [
      {
        write: change("PUT", `${below}/rbac_policy`, "policy"),
        without: {},
        sample: { ...policySample, stytch_member: { permissions }, stytch_admin: { permissions } },
      },
      {
        write: change("PUT", `${environmentPath("consumer")}/rbac_policy`, "policy"),
        without: {},
        sample: { ...policySample, stytch_user: { permissions } },
      },
    ],
  };
}
