import { type Static, Type } from "typebox";
import type { Json } from "../../../language/json.ts";
import { type Exactly, type LinkByEmail, linkByEmailSettings, type NothingLeft } from "../../../projects/index.ts";
import type { ProfileChanges, ProfileFields } from "../../../publishing/index.ts";
import { algorithmNames } from "../../../tokens/index.ts";
import { flagOrNull, listOrNull, textOrNull } from "./optional-fields.ts";

const changeable = {
  name: textOrNull,
  audience: textOrNull,
  issuer: textOrNull,
  can_jit_provision: flagOrNull,
  jwks_url: textOrNull,
  attribute_mapping: Type.Optional(
    Type.Unsafe<Readonly<Record<string, string>> | null>({
      type: ["object", "null"],
      additionalProperties: { type: "string" },
    }),
  ),
  // What Stytch's profiles do not have. Where a declared state has null for a value of its own, so it is here.
  link_by_email: Type.Optional(Type.Unsafe<LinkByEmail | null>({ enum: [...linkByEmailSettings, null] })),
  accepted_issuers: listOrNull(Type.String()),
  accepted_audiences: listOrNull(Type.String()),
  accepted_clients: listOrNull(Type.String()),
  conditions: listOrNull(Type.Object({ expression: Type.String(), message: textOrNull })),
  // Whether it is a schema is told with all else that is wrong.
  token_schema: Type.Optional(Type.Unsafe<Json>({})),
  single_use: flagOrNull,
  allowed_organizations: listOrNull(Type.String()),
  algorithms: listOrNull(Type.Enum([...algorithmNames])),
  leeway_seconds: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
  max_lifetime_seconds: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
  max_token_characters: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
};

/** The fields in a request that changes a profile. */
export const profileChanges = Type.Object(changeable);

/** The fields of a new profile in a request. */
export const profileFields = Type.Object({
  ...changeable,
  // Those beyond what a profile may have are told apart from those that nobody would send.
  pem_files: listOrNull(Type.String(), { maxItems: 100 }),
  public_key_type: Type.Optional(
    Type.Unsafe<"PEM" | "JWK" | "UNSPECIFIED" | "" | null>({ enum: ["PEM", "JWK", "UNSPECIFIED", "", null] }),
  ),
});

/** The changes of a profile in a request: what is absent or null stays, but for the fields whose null is a value. */
export function readProfileChanges(body: Static<typeof profileChanges>): Required<ProfileChanges> {
  const {
    name,
    audience,
    issuer,
    can_jit_provision,
    jwks_url,
    attribute_mapping,
    link_by_email,
    accepted_issuers,
    accepted_audiences,
    accepted_clients,
    conditions,
    token_schema,
    single_use,
    allowed_organizations,
    algorithms,
    leeway_seconds,
    max_lifetime_seconds,
    max_token_characters,
    ...rest
  } = body;
  rest satisfies NothingLeft;
  return {
    name: name ?? undefined,
    audience: audience ?? undefined,
    issuer: issuer ?? undefined,
    canJitProvision: can_jit_provision ?? undefined,
    jwksUrl: jwks_url ?? undefined,
    attributeMapping: attribute_mapping ?? undefined,
    linkByEmail: link_by_email ?? undefined,
    acceptedIssuers: accepted_issuers ?? undefined,
    acceptedAudiences: accepted_audiences ?? undefined,
    acceptedClients: accepted_clients ?? undefined,
    conditions: conditions?.map(({ expression, message }) => ({ expression, message: message ?? "" })),
    tokenSchema: token_schema,
    singleUse: single_use ?? undefined,
    allowedOrganizations: allowed_organizations,
    algorithms,
    leewaySeconds: leeway_seconds ?? undefined,
    maxLifetimeSeconds: max_lifetime_seconds,
    maxTokenCharacters: max_token_characters ?? undefined,
  };
}

/**
 * The fields of a new profile, as a request gives them. The type of its keys, where it says none, follows from what
 * there is of them.
 */
export function readProfileFields(body: Static<typeof profileFields>): Required<ProfileFields> {
  const { pem_files, public_key_type, ...changes } = body;
  changes satisfies Exactly<Static<typeof profileChanges>, typeof changes>;
  const jwksUrl = changes.jwks_url || undefined;
  const typeByUrl = jwksUrl === undefined ? "PEM" : "JWK";
  return {
    ...readProfileChanges(changes),
    jwksUrl,
    publicKeys: pem_files ?? [],
    publicKeyType: public_key_type === "PEM" || public_key_type === "JWK" ? public_key_type : typeByUrl,
  };
}
