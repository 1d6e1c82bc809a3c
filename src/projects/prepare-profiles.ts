import { pointerTo } from "../language/json-pointer.ts";
import {
  attributeMappingError,
  maxTrustedTokenCharacters,
  parseKeySetUrl,
  registerPublicKeys,
  type TokenPolicy,
  type TrustedKey,
} from "../tokens/index.ts";
import { checkAccepted, type Report } from "./check-accepted.ts";
import type { PolicyContext } from "./compiled-policy.ts";
import type { TrustedTokenProfile } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import { isText, maxTextCharacters } from "./is-text.ts";
import { prepareTokenPolicy } from "./prepare-token-policy.ts";
import { profileNotes, sharedNameSpaceNotes } from "./profile-notes.ts";
import type { Vertical } from "./vertical.ts";

const maxProfiles = 100;
const maxNameCharacters = 128;
/** Beyond, a leeway would rather be a longer life. */
const maxLeewaySeconds = 600;

/** A profile with what it says of tokens compiled, and the keys that were given for it; none where the issuer publishes them. */
export interface PreparedProfile {
  readonly profile: TrustedTokenProfile;
  readonly policy: TokenPolicy;
  readonly keys: readonly TrustedKey[];
}

/** The profiles by id, with their keys read, as far as nothing is wrong; and all that is wrong. */
export interface PreparedProfiles {
  readonly profiles: ReadonlyMap<string, PreparedProfile>;
  readonly problems: readonly ConfigurationProblem[];
  /** What else is worth knowing. */
  readonly notes: readonly ConfigurationProblem[];
}

/** Reads the keys of profiles, compiles what they say of tokens and checks the rest of them. Problems are in the order of the profiles. */
export function prepareProfiles(profiles: readonly TrustedTokenProfile[], context: PolicyContext): PreparedProfiles {
  const { vertical } = context;
  const problems: ConfigurationProblem[] = [];
  const prepared = new Map<string, PreparedProfile>();
  if (profiles.length > maxProfiles) {
    const message = `a project has at most ${maxProfiles} profiles`;
    problems.push({ code: "too_many_trusted_token_profiles_for_project", pointer: "/profiles", message });
  }
  const ids = new Set<string>();
  const idByName = new Map<string, string>();
  const notes: ConfigurationProblem[] = [];
  for (const [index, profile] of profiles.entries()) {
    const base = pointerTo("/profiles", index);
    const report = (code: string, field: string, message: string) => {
      problems.push({ code, pointer: `${base}/${field}`, message });
    };
    if (ids.has(profile.profileId)) report("duplicate_profile_id", "profile_id", "another profile has this id");
    const namesake = idByName.get(profile.name);
    if (namesake !== undefined) report("duplicate_profile_name", "name", `the profile \`${namesake}\` has this name`);
    ids.add(profile.profileId);
    idByName.set(profile.name, profile.profileId);
    checkProfile(profile, vertical, report);
    const { policy, ...told } = prepareTokenPolicy(profile, { ...context, pointer: base });
    problems.push(...told.problems);
    const keys = readKeys(profile, report);
    if (keys === undefined) continue;
    prepared.set(profile.profileId, { profile, policy, keys });
    notes.push(...told.notes, ...profileNotes({ profile, policy }, base));
  }
  notes.push(...sharedNameSpaceNotes(profiles));
  return { profiles: prepared, problems, notes };
}

/** The keys that are given for a profile, if its type and what it has of keys are as they must be. */
function readKeys(profile: TrustedTokenProfile, report: Report): readonly TrustedKey[] | undefined {
  return profile.publicKeyType === "JWK" ? readKeySource(profile, report) : readPemFiles(profile, report);
}

function readPemFiles({ pemFiles, jwksUrl }: TrustedTokenProfile, report: Report): readonly TrustedKey[] | undefined {
  if (jwksUrl !== null) {
    report("invalid_jwks_url", "jwks_url", "only a profile whose `public_key_type` is `JWK` has a JWKS URL");
  }
  const registered = registerPublicKeys(pemFiles.map(({ publicKey }) => publicKey));
  if (registered.ok) return registered.keys;
  for (const { type, index, message } of registered.problems) {
    report(type, index === undefined ? "pem_files" : `pem_files/${index}`, message);
  }
  return undefined;
}

function readKeySource({ pemFiles, jwksUrl }: TrustedTokenProfile, report: Report): readonly TrustedKey[] {
  if (pemFiles.length > 0) {
    const message = "only a profile whose `public_key_type` is `PEM` has public keys of its own";
    report("cannot_add_pem_file_to_non_pem_trusted_token_profile", "pem_files", message);
  }
  if (jwksUrl === null) {
    const message = "a profile whose `public_key_type` is `JWK` needs a JWKS URL";
    report("must_have_jwks_url_for_trusted_token_profile_with_type_jwk", "jwks_url", message);
  } else if (parseKeySetUrl(jwksUrl) === undefined) {
    const message = "a JWKS URL is an https URL of at most 2048 characters, without credentials and fragment";
    report("invalid_jwks_url", "jwks_url", message);
  }
  return [];
}

function checkProfile(profile: TrustedTokenProfile, vertical: Vertical, report: Report): void {
  const { profileId, name, issuer, audience, attributeMapping, leewaySeconds, maxLifetimeSeconds, maxTokenCharacters } =
    profile;
  if (!/^[A-Za-z0-9._~-]{1,128}$/.test(profileId)) {
    report("invalid_profile_id", "profile_id", "a profile id has 1 to 128 characters of `A-Z a-z 0-9 . _ ~ -`");
  }
  const texts = [
    ["invalid_name", "name", name, maxNameCharacters],
    ["invalid_issuer", "issuer", issuer, maxTextCharacters],
    ...(audience === "" && profile.acceptedClients.length > 0
      ? []
      : ([["invalid_audience", "audience", audience, maxTextCharacters]] as const)),
  ] as const;
  for (const [code, field, text, limit] of texts) {
    if (isText(text, limit)) continue;
    const empty = field === "audience" ? ", or be empty where `accepted_clients` names who tokens are issued to" : "";
    report(code, field, `the ${field} must have 1 to ${limit} characters, none of them a control character${empty}`);
  }
  checkAccepted(profile, report);
  const mapping = attributeMappingError(attributeMapping, vertical);
  if (mapping !== undefined) report(mapping.type, "attribute_mapping", mapping.message);
  if (!(Number.isSafeInteger(leewaySeconds) && leewaySeconds >= 0 && leewaySeconds <= maxLeewaySeconds)) {
    const message = `the leeway must be a whole number of seconds from 0 to ${maxLeewaySeconds}`;
    report("invalid_leeway_seconds", "leeway_seconds", message);
  }
  if (maxLifetimeSeconds !== null && !(Number.isSafeInteger(maxLifetimeSeconds) && maxLifetimeSeconds > 0)) {
    const message = "the greatest lifetime must be a whole number of seconds above 0";
    report("invalid_max_lifetime_seconds", "max_lifetime_seconds", message);
  }
  const isLength = Number.isSafeInteger(maxTokenCharacters) && maxTokenCharacters > 0;
  if (!isLength || maxTokenCharacters > maxTrustedTokenCharacters) {
    const message = `the greatest length of a token must be a whole number of characters from 1 to ${maxTrustedTokenCharacters}`;
    report("invalid_max_token_characters", "max_token_characters", message);
  }
  if (profile.algorithms?.length === 0) {
    report("invalid_algorithms", "algorithms", "a profile that allows no algorithm accepts no token");
  }
  if (!vertical.hasOrganization && profile.allowedOrganizations !== null) {
    const message = "a consumer project has no organizations";
    report("invalid_allowed_organizations", "allowed_organizations", message);
  }
}
