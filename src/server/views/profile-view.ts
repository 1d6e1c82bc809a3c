import { type Static, Type } from "typebox";
import type { PemFile, TrustedTokenProfile } from "../../projects/index.ts";
import { optionalField } from "./optional-field.ts";

/** A public key as the management API returns it, byte for byte as it was given. */
export const pemFileSchema = Type.Object({ pem_file_id: Type.String(), public_key: Type.String() });

/** A profile as the management API returns it, with what Stytch's profiles do not have at the end. */
export const profileSchema = Type.Object({
  profile_id: Type.String(),
  name: Type.String(),
  audience: Type.String(),
  issuer: Type.String(),
  pem_files: Type.Array(pemFileSchema),
  can_jit_provision: Type.Boolean(),
  jwks_url: optionalField(Type.String()),
  attribute_mapping: Type.Unknown(),
  public_key_type: Type.String(),
  link_by_email: Type.String(),
  accepted_issuers: Type.Array(Type.String()),
  accepted_audiences: Type.Array(Type.String()),
  accepted_clients: Type.Array(Type.String()),
  conditions: Type.Array(Type.Object({ expression: Type.String(), message: Type.String() })),
  token_schema: Type.Unknown(),
  single_use: Type.Boolean(),
  allowed_organizations: Type.Unsafe<readonly string[] | null>({ type: ["array", "null"], items: { type: "string" } }),
  algorithms: Type.Unsafe<readonly string[] | null>({ type: ["array", "null"], items: { type: "string" } }),
  leeway_seconds: Type.Integer(),
  max_lifetime_seconds: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
  max_token_characters: Type.Integer(),
});

/** The view of a profile. */
export function profileView(profile: TrustedTokenProfile): Required<Static<typeof profileSchema>> {
  return {
    profile_id: profile.profileId,
    name: profile.name,
    audience: profile.audience,
    issuer: profile.issuer,
    pem_files: profile.pemFiles.map(pemFileView),
    can_jit_provision: profile.canJitProvision,
    jwks_url: profile.jwksUrl ?? undefined,
    attribute_mapping: profile.attributeMapping,
    public_key_type: profile.publicKeyType,
    link_by_email: profile.linkByEmail,
    accepted_issuers: [...profile.acceptedIssuers],
    accepted_audiences: [...profile.acceptedAudiences],
    accepted_clients: [...profile.acceptedClients],
    conditions: [...profile.conditions],
    token_schema: profile.tokenSchema,
    single_use: profile.singleUse,
    allowed_organizations: profile.allowedOrganizations,
    algorithms: profile.algorithms,
    leeway_seconds: profile.leewaySeconds,
    max_lifetime_seconds: profile.maxLifetimeSeconds,
    max_token_characters: profile.maxTokenCharacters,
  };
}

/** The view of a public key. */
export function pemFileView({ pemFileId, publicKey }: PemFile): Required<Static<typeof pemFileSchema>> {
  return { pem_file_id: pemFileId, public_key: publicKey };
}
