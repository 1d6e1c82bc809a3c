import { type ActiveProfile, ApiError, type ProjectContext } from "../projects/index.ts";
import { mapAttributes, type TrustedAttributes, verifyTrustedToken } from "../tokens/index.ts";

/** The profile of that id, or the error of an unknown one. */
export function findProfile({ active }: ProjectContext, profileId: string): ActiveProfile {
  const profile = active.profiles.get(profileId);
  if (profile === undefined) throw new ApiError("trusted_token_profile_not_found");
  return profile;
}

/** What a trusted token says, once it has passed every check that needs no record. */
export async function readTrustedToken(
  { backend, vertical }: ProjectContext,
  { profile, rules }: ActiveProfile,
  token: string,
): Promise<TrustedAttributes> {
  const verdict = await verifyTrustedToken({ token, rules, now: backend.clock() });
  if (!verdict.ok) throw new ApiError(verdict.error.type, verdict.error.message, { reason: verdict.error.reason });
  const mapped = mapAttributes(verdict.claims, profile.attributeMapping, vertical);
  if (!mapped.ok) throw new ApiError(mapped.error.type, mapped.error.message, { reason: mapped.error.reason });
  return mapped.attributes;
}
