import { type ActiveProfile, ApiError, type ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import {
  applyTokenPolicy,
  type TokenTrace,
  type TokenVertical,
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

/** A token as it is presented, or tried. */
export interface PresentedToken {
  readonly token: string;
  readonly now: EpochMilliseconds;
  /** Is told how it is judged. */
  readonly trace?: TokenTrace | undefined;
}

/** A token that is accepted as far as no record has a say in it, or the first check that it does not pass. */
export type TokenJudgement =
  | { readonly ok: true; readonly token: AttestedToken }
  | { readonly ok: false; readonly error: TrustedTokenError };

/** Judges a token by a profile: every check that needs no record. It writes nothing and counts nothing. */
export async function judgeToken(
  { profile, rules, policy }: ActiveProfile,
  vertical: TokenVertical,
  { token, now, trace }: PresentedToken,
): Promise<TokenJudgement> {
  const verdict = await verifyTrustedToken({ token, rules, now, trace });
  if (!verdict.ok) return verdict;
  const mapped = applyTokenPolicy(verdict.claims, policy, vertical, trace);
  if (!mapped.ok) return mapped;
  const expiresAt = verdict.acceptableUntil - profile.leewaySeconds * 1000;
  return { ok: true, token: { attributes: mapped.attributes, expiresAt } };
}

/** Reads a trusted token that is presented. Throws the `ApiError` of the check that it does not pass. */
export async function readTrustedToken(
  { vertical, backend }: ProjectContext,
  active: ActiveProfile,
  presented: PresentedToken,
): Promise<AttestedToken> {
  const judgement = await judgeToken(active, vertical, presented);
  if (judgement.ok) return judgement.token;
  backend.observer?.trustedTokenRefused(judgement.error.reason);
  throw tokenRefusal(judgement.error);
}

/** The error of a token that is refused. */
export function tokenRefusal({ type, message, reason, details }: TrustedTokenError): ApiError {
  return new ApiError(type, message, { reason, ...details });
}
