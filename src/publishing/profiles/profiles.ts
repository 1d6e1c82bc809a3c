import { invariant } from "../../language/invariant.ts";
import {
  ApiError,
  type Configuration,
  newId,
  type PemFile,
  type ProjectContext,
  type TrustedTokenProfile,
} from "../../projects/index.ts";
import { changeConfiguration } from "../configuration/change-configuration.ts";
import { changedProfile, newProfile, type ProfileChanges, type ProfileFields } from "./changed-profile.ts";

/** A change of a profile that a request asks for. */
export interface ProfileRequest<Fields = undefined> {
  /** For the audit log: the id of the key that asks. */
  readonly actor: string;
  readonly fields: Fields;
}

/** Makes a profile. Rejects with the `ApiError` of what is wrong with it. */
export async function createProfile(
  context: ProjectContext,
  { actor, fields }: ProfileRequest<ProfileFields>,
): Promise<TrustedTokenProfile> {
  const ids = idsOf(context);
  const profile = changedProfile(newProfile(ids), fields, ids);
  const add = (before: Configuration) => ({ ...before, profiles: [...before.profiles, profile] });
  await changeConfiguration(context, { actor, part: "profiles", change: add, fieldOf });
  return profile;
}

/** Changes a profile in what the fields name. Rejects with the `ApiError` of what is wrong with it. */
export function updateProfile(
  context: ProjectContext,
  profileId: string,
  { actor, fields }: ProfileRequest<ProfileChanges>,
): Promise<TrustedTokenProfile> {
  const ids = idsOf(context);
  const change = (profile: TrustedTokenProfile) => {
    // An empty URL says of a profile without one what it is.
    const jwksUrl = fields.jwksUrl === "" && profile.jwksUrl === null ? undefined : fields.jwksUrl;
    return changedProfile(profile, { ...fields, jwksUrl }, ids);
  };
  return changeProfile(context, profileId, { actor, change, fieldOf });
}

/** Deletes a profile, so that its tokens are refused. Rejects with the `ApiError` `trusted_token_profile_not_found`. */
export async function deleteProfile(
  context: ProjectContext,
  profileId: string,
  { actor }: Pick<ProfileRequest, "actor">,
): Promise<void> {
  const remove = (before: Configuration) => {
    const profile = profileIn(before, profileId);
    return { ...before, profiles: before.profiles.filter((other) => other !== profile) };
  };
  await changeConfiguration(context, { actor, part: "profiles", change: remove, fieldOf });
}

/**
 * Gives a profile one more public key, kept byte for byte; one that it has already stays what it is. Rejects with the
 * `ApiError` of what is wrong with it.
 */
export async function addPemFile(
  context: ProjectContext,
  profileId: string,
  { actor, fields: { publicKey } }: ProfileRequest<{ readonly publicKey: string }>,
): Promise<PemFile> {
  const added = { pemFileId: newId("pem-file", idsOf(context)), publicKey };
  const isSame = (other: PemFile) => other.publicKey === publicKey;
  const { pemFiles } = await changeProfile(context, profileId, {
    actor,
    change: (profile) =>
      profile.pemFiles.some(isSame) ? profile : { ...profile, pemFiles: [...profile.pemFiles, added] },
    fieldOf: (pointer) => fieldOf(pointer).replace(/^\/pem_files(?:\/\d+)?$/, "/public_key"),
  });
  const pemFile = pemFiles.find(isSame);
  invariant(pemFile !== undefined, "a key that was added is there");
  return pemFile;
}

/** Takes a public key from a profile, unless it is the last. Rejects with the `ApiError` of what is wrong with that. */
export async function deletePemFile(
  context: ProjectContext,
  profileId: string,
  { actor, fields: { pemFileId } }: ProfileRequest<{ readonly pemFileId: string }>,
): Promise<void> {
  const change = (profile: TrustedTokenProfile) => {
    const pemFile = pemFileIn(profile, pemFileId);
    return { ...profile, pemFiles: profile.pemFiles.filter((other) => other !== pemFile) };
  };
  await changeProfile(context, profileId, { actor, change, fieldOf });
}

/** The profile of that id. Throws the `ApiError` `trusted_token_profile_not_found`. */
export function profileIn({ profiles }: Configuration, profileId: string): TrustedTokenProfile {
  const profile = profiles.find((other) => other.profileId === profileId);
  if (profile === undefined) throw new ApiError("trusted_token_profile_not_found");
  return profile;
}

/** The public key of that id. Throws the `ApiError` `pem_file_not_found`. */
export function pemFileIn({ pemFiles }: TrustedTokenProfile, pemFileId: string): PemFile {
  const pemFile = pemFiles.find((other) => other.pemFileId === pemFileId);
  if (pemFile === undefined) throw new ApiError("pem_file_not_found");
  return pemFile;
}

async function changeProfile(
  context: ProjectContext,
  profileId: string,
  {
    actor,
    change,
    fieldOf: fieldOfProfile,
  }: {
    readonly actor: string;
    readonly change: (profile: TrustedTokenProfile) => TrustedTokenProfile;
    readonly fieldOf: (pointer: string) => string;
  },
): Promise<TrustedTokenProfile> {
  const { configuration } = await changeConfiguration(context, {
    actor,
    part: "profiles",
    change(before) {
      const profile = profileIn(before, profileId);
      const after = change(profile);
      return { ...before, profiles: before.profiles.map((other) => (other === profile ? after : other)) };
    },
    fieldOf: fieldOfProfile,
  });
  return profileIn(configuration, profileId);
}

function idsOf({ project, backend }: ProjectContext) {
  return { environment: project.environment, random: backend.random };
}

/** `/profiles/3/name` in words of a request about one profile. */
function fieldOf(pointer: string): string {
  return pointer.replace(/^\/profiles(?:\/\d+)?/, "");
}
