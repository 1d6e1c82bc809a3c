import { type ActiveProfile, ApiError, type Backend, type ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import {
  applyTokenPolicy,
  type TrustedAttributes,
  type TrustedTokenError,
  verifyTrustedToken,
} from "../tokens/index.ts";

/** The profile of that id, or the error of an unknown one. */
export function findProfile({ active }: ProjectContext, profileId: string): ActiveProfile {
  const profile = active.profiles.get(profileId);
  if (profile === undefined) throw new ApiError("trusted_token_profile_not_found");
  return profile;
}

/** A trusted token that is accepted, as far as no record has a say in it. */
export interface AttestedToken {
  readonly attributes: TrustedAttributes;
  /** Its `exp`. */
  readonly expiresAt: EpochMilliseconds;
}

/** Reads a trusted token and does every check that needs no record. */
export async function readTrustedToken(
  { vertical, backend }: ProjectContext,
  { profile, rules, policy }: ActiveProfile,
  { token, now }: { readonly token: string; readonly now: EpochMilliseconds },
): Promise<AttestedToken> {
  const verdict = await verifyTrustedToken({ token, rules, now });
  if (!verdict.ok) throw refusal(backend, verdict.error);
  const mapped = applyTokenPolicy(verdict.claims, policy, vertical);
  if (!mapped.ok) throw refusal(backend, mapped.error);
  return { attributes: mapped.attributes, expiresAt: verdict.acceptableUntil - profile.leewaySeconds * 1000 };
}

function refusal({ observer }: Backend, { type, message, reason, details }: TrustedTokenError): ApiError {
  observer?.trustedTokenRefused(reason);
  return new ApiError(type, message, { reason, ...details });
}
