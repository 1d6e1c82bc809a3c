import {
  defaultLeewaySeconds,
  defaultMaxLifetimeSeconds,
  newId,
  type PemFile,
  type TrustedTokenProfile,
} from "../../projects/index.ts";
import type { DeclaredProfile } from "./declared-state.ts";

/** Where new ids come from. */
export type IdSource = Parameters<typeof newId>[1];

/** The place of the profile that a declared one is: that with its id if it has one, else that with its name; -1 if there is none. */
export function profileIndex(profiles: readonly TrustedTokenProfile[], declared: DeclaredProfile): number {
  const { profile_id: id, name } = declared;
  return profiles.findIndex((profile) => (id === undefined ? profile.name === name : profile.profileId === id));
}

/** The profile after the declared one: what this does not name stays. Nothing is checked. */
export function withDeclared(
  profile: TrustedTokenProfile | undefined,
  {
    declared,
    publicKeys,
    ids,
  }: { readonly declared: DeclaredProfile; readonly publicKeys: readonly string[] | undefined; readonly ids: IdSource },
): TrustedTokenProfile {
  const before = withType(profile ?? newProfile(declared, ids), declared.public_key_type);
  return {
    profileId: before.profileId,
    name: declared.name ?? before.name,
    issuer: declared.issuer ?? before.issuer,
    audience: declared.audience ?? before.audience,
    publicKeyType: before.publicKeyType,
    pemFiles: publicKeys === undefined ? before.pemFiles : pemFilesOf(publicKeys, before.pemFiles, ids),
    jwksUrl: declared.jwks_url ?? before.jwksUrl,
    attributeMapping: declared.attribute_mapping ?? before.attributeMapping,
    canJitProvision: declared.can_jit_provision ?? before.canJitProvision,
    singleUse: declared.single_use ?? before.singleUse,
    allowedOrganizations: said(declared.allowed_organizations, before.allowedOrganizations),
    algorithms: said(declared.algorithms, before.algorithms),
    leewaySeconds: declared.leeway_seconds ?? before.leewaySeconds,
    maxLifetimeSeconds: said(declared.max_lifetime_seconds, before.maxLifetimeSeconds),
  };
}

/** What the checks refuse where it is needed and not said. */
function newProfile({ profile_id: profileId }: DeclaredProfile, ids: IdSource): TrustedTokenProfile {
  return {
    profileId: profileId ?? newId("trusted-auth-token-profile", ids),
    name: "",
    issuer: "",
    audience: "",
    publicKeyType: "PEM",
    pemFiles: [],
    jwksUrl: null,
    attributeMapping: {},
    canJitProvision: false,
    singleUse: false,
    allowedOrganizations: null,
    algorithms: null,
    leewaySeconds: defaultLeewaySeconds,
    maxLifetimeSeconds: defaultMaxLifetimeSeconds,
  };
}

/** A profile that gets its keys another way from now on loses those of before. */
function withType(profile: TrustedTokenProfile, type: DeclaredProfile["public_key_type"]): TrustedTokenProfile {
  if (type === undefined || type === profile.publicKeyType) return profile;
  return { ...profile, publicKeyType: type, pemFiles: [], jwksUrl: null };
}

/** A key that was there keeps its id. */
function pemFilesOf(publicKeys: readonly string[], before: readonly PemFile[], ids: IdSource): readonly PemFile[] {
  return [...new Set(publicKeys)].map(
    (publicKey) =>
      before.find((pemFile) => pemFile.publicKey === publicKey) ?? { pemFileId: newId("pem-file", ids), publicKey },
  );
}

/** What is said, null too, else what was before. */
function said<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value;
}
