import type { NothingLeft, TrustedTokenProfile } from "../../projects/index.ts";
import type { ProfileFields } from "../profiles/changed-profile.ts";
import type { DeclaredProfile } from "./declared-state.ts";

/** The place of the profile that a declared one is: that with its id if it has one, else that with its name; -1 if there is none. */
export function profileIndex(profiles: readonly TrustedTokenProfile[], declared: DeclaredProfile): number {
  const { profile_id: id, name } = declared;
  return profiles.findIndex((profile) => (id === undefined ? profile.name === name : profile.profileId === id));
}

/** The fields of a declared profile beside its id; its keys as their files have them. */
export function readDeclaredProfile(
  declared: DeclaredProfile,
  { publicKeys, attributeMapping }: Pick<ProfileFields, "publicKeys" | "attributeMapping">,
): Required<ProfileFields> {
  const {
    profile_id: _id,
    pem_files: _files,
    name,
    issuer,
    audience,
    public_key_type: publicKeyType,
    jwks_url: jwksUrl,
    attribute_mapping: _mapping,
    accepted_issuers: acceptedIssuers,
    accepted_audiences: acceptedAudiences,
    accepted_clients: acceptedClients,
    conditions,
    token_schema: tokenSchema,
    link_by_email: linkByEmail,
    can_jit_provision: canJitProvision,
    single_use: singleUse,
    allowed_organizations: allowedOrganizations,
    algorithms,
    leeway_seconds: leewaySeconds,
    max_lifetime_seconds: maxLifetimeSeconds,
    max_token_characters: maxTokenCharacters,
    ...rest
  } = declared;
  rest satisfies NothingLeft;
  return {
    name,
    issuer,
    audience,
    publicKeyType,
    publicKeys,
    jwksUrl,
    attributeMapping,
    acceptedIssuers,
    acceptedAudiences,
    acceptedClients,
    conditions: conditions?.map(({ expression, message = "" }) => ({ expression, message })),
    tokenSchema,
    linkByEmail,
    canJitProvision,
    singleUse,
    allowedOrganizations,
    algorithms,
    leewaySeconds,
    maxLifetimeSeconds,
    maxTokenCharacters,
  };
}
