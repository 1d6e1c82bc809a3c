import {
  defaultLeewaySeconds,
  defaultLinkByEmail,
  defaultMaxLifetimeSeconds,
  newId,
  type PemFile,
  type TrustedTokenProfile,
} from "../../projects/index.ts";
import {
  type AlgorithmName,
  algorithmNamed,
  defaultMaxTokenCharacters,
  type SignatureAlgorithm,
} from "../../tokens/index.ts";

/** The changes of a profile that is there, but for its keys; what is undefined stays. */
export type ProfileChanges = {
  readonly [name in Exclude<keyof TrustedTokenProfile, KeyField | "algorithms">]?:
    | TrustedTokenProfile[name]
    | undefined;
} & {
  /** By whichever of their names; null for all. */
  readonly algorithms?: readonly AlgorithmName[] | null | undefined;
};

type KeyField = "profileId" | "pemFiles" | "publicKeyType";

/** All that can be said of a profile, be it new or there already. */
export interface ProfileFields extends ProfileChanges {
  /** A profile that gets its keys another way from now on loses those of before. */
  readonly publicKeyType?: TrustedTokenProfile["publicKeyType"] | undefined;
  /** PEM texts, in the place of those before; one that was there keeps its id. */
  readonly publicKeys?: readonly string[] | undefined;
}

/** The source of new ids. */
export type IdSource = Parameters<typeof newId>[1];

/** A profile of which nothing is said yet, with a new id unless it is given one. Checks refuse what it lacks. */
export function newProfile(ids: IdSource, profileId = newId("trusted-auth-token-profile", ids)): TrustedTokenProfile {
  return {
    profileId,
    name: "",
    issuer: "",
    audience: "",
    publicKeyType: "PEM",
    pemFiles: [],
    jwksUrl: null,
    attributeMapping: {},
    acceptedIssuers: [],
    acceptedAudiences: [],
    acceptedClients: [],
    conditions: [],
    tokenSchema: null,
    linkByEmail: defaultLinkByEmail,
    canJitProvision: false,
    singleUse: false,
    allowedOrganizations: null,
    algorithms: null,
    leewaySeconds: defaultLeewaySeconds,
    maxLifetimeSeconds: defaultMaxLifetimeSeconds,
    maxTokenCharacters: defaultMaxTokenCharacters,
  };
}

/** The profile with what the fields say of it. Nothing is checked. */
export function changedProfile(
  profile: TrustedTokenProfile,
  fields: ProfileFields,
  ids: IdSource,
): TrustedTokenProfile {
  const before = withType(profile, fields.publicKeyType);
  const { publicKeys } = fields;
  return {
    profileId: before.profileId,
    name: fields.name ?? before.name,
    issuer: fields.issuer ?? before.issuer,
    audience: fields.audience ?? before.audience,
    publicKeyType: before.publicKeyType,
    pemFiles: publicKeys === undefined ? before.pemFiles : pemFilesOf(publicKeys, before.pemFiles, ids),
    jwksUrl: said(fields.jwksUrl, before.jwksUrl),
    attributeMapping: fields.attributeMapping ?? before.attributeMapping,
    acceptedIssuers: fields.acceptedIssuers ?? before.acceptedIssuers,
    acceptedAudiences: fields.acceptedAudiences ?? before.acceptedAudiences,
    acceptedClients: fields.acceptedClients ?? before.acceptedClients,
    conditions: fields.conditions ?? before.conditions,
    tokenSchema: said(fields.tokenSchema, before.tokenSchema),
    linkByEmail: fields.linkByEmail ?? before.linkByEmail,
    canJitProvision: fields.canJitProvision ?? before.canJitProvision,
    singleUse: fields.singleUse ?? before.singleUse,
    allowedOrganizations: said(fields.allowedOrganizations, before.allowedOrganizations),
    algorithms: said(fields.algorithms && algorithmsNamed(fields.algorithms), before.algorithms),
    leewaySeconds: fields.leewaySeconds ?? before.leewaySeconds,
    maxLifetimeSeconds: said(fields.maxLifetimeSeconds, before.maxLifetimeSeconds),
    maxTokenCharacters: fields.maxTokenCharacters ?? before.maxTokenCharacters,
  };
}

function withType(profile: TrustedTokenProfile, type: ProfileFields["publicKeyType"]): TrustedTokenProfile {
  if (type === undefined || type === profile.publicKeyType) return profile;
  return { ...profile, publicKeyType: type, pemFiles: [], jwksUrl: null };
}

function pemFilesOf(publicKeys: readonly string[], before: readonly PemFile[], ids: IdSource): readonly PemFile[] {
  return [...new Set(publicKeys)].map(
    (publicKey) =>
      before.find((pemFile) => pemFile.publicKey === publicKey) ?? { pemFileId: newId("pem-file", ids), publicKey },
  );
}

function algorithmsNamed(names: readonly AlgorithmName[]): readonly SignatureAlgorithm[] {
  return [...new Set(names.map((name) => algorithmNamed(name)))];
}

/** What is said, null too, else what was before. */
function said<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value;
}
