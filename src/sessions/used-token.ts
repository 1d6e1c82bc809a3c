import { createHash } from "node:crypto";
import { ApiError, type ProjectContext, type TrustedTokenProfile } from "../projects/index.ts";
import {
  ConflictError,
  type Document,
  DuplicateKeyError,
  declareCollection,
  type EpochMilliseconds,
} from "../store/index.ts";
import type { AttestedToken } from "./attested-token.ts";
import { usedTokenKeptMilliseconds } from "./limits.ts";

/** That a token of a profile whose tokens are for single use was presented. Its id is a hash of the profile's and the token's. */
export type UsedToken = Document & {
  /** The request that presented it. */
  readonly presentationId: string;
  /** The token's `exp`: it is for the profile's leeway to say until when it would be accepted again. */
  readonly tokenExpiresAt: EpochMilliseconds;
  /**
   * The time from which the record is of no use any more: later than any leeway, and than the clocks of servers may
   * differ.
   */
  readonly expiresAt: EpochMilliseconds;
};

/** The tokens of a project that were used up, in the project's scope. */
export const usedTokenCollection = declareCollection<UsedToken>()({
  name: "used_tokens",
  version: 1,
  indexes: {},
  expiresAt: "expiresAt",
});

/** A token that a request presents. */
export interface Presentation {
  /** The same for each attempt of one request, and for no other request. */
  readonly presentationId: string;
  readonly profile: TrustedTokenProfile;
  readonly token: AttestedToken;
  /** The time that the token was accepted at: with a later one, a token that was just valid would be taken for the next. */
  readonly now: EpochMilliseconds;
}

/**
 * Uses a token up: of all presentations of one token id of a profile one succeeds, until the token that came first is no
 * longer accepted. A request may do it again after it lost a race elsewhere. What it wrote stays, whatever becomes of the
 * request: a token that may have made a session makes no other.
 *
 * Rejects with the `ApiError` `invalid_trusted_auth_token` when another request was first, and with a `ConflictError` when
 * the request is to be done again.
 */
export async function useUp(
  { scope, backend }: ProjectContext,
  { presentationId, profile, token, now }: Presentation,
): Promise<void> {
  const usedTokens = scope.collection(usedTokenCollection);
  const used = {
    id: hashOf(profile.profileId, token.attributes.tokenId),
    presentationId,
    tokenExpiresAt: token.expiresAt,
    expiresAt: Math.ceil(token.expiresAt) + usedTokenKeptMilliseconds,
  };
  try {
    await usedTokens.insert(used);
    return;
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
  const stored = await usedTokens.get(used.id);
  if (stored === undefined) throw new ConflictError(usedTokenCollection.name);
  if (stored.presentationId === presentationId) return;
  if (isStillUsed(stored, profile, now)) {
    backend.observer?.trustedTokenRefused(alreadyUsed);
    throw usedError();
  }
  await usedTokens.replace({ ...used, revision: stored.revision });
}

/** Rejects with the `ApiError` `invalid_trusted_auth_token` where a token was used up already. Writes nothing. */
export async function requireUnused(
  { scope }: ProjectContext,
  { profile, token, now }: Omit<Presentation, "presentationId">,
): Promise<void> {
  const id = hashOf(profile.profileId, token.attributes.tokenId);
  const stored = await scope.collection(usedTokenCollection).get(id);
  if (stored !== undefined && isStillUsed(stored, profile, now)) throw usedError();
}

/** Tells whether a token that was presented would be accepted still, if it had not been. */
function isStillUsed(
  { tokenExpiresAt }: UsedToken,
  { leewaySeconds }: TrustedTokenProfile,
  now: EpochMilliseconds,
): boolean {
  return now < tokenExpiresAt + leewaySeconds * 1000;
}

const alreadyUsed = "token_already_used";

function usedError(): ApiError {
  const message = "the token was presented before, and the profile accepts each token once";
  return new ApiError("invalid_trusted_auth_token", message, { reason: alreadyUsed });
}

/** SHA-256, base64url: ids of tokens can be long, and are nobody else's to read. */
function hashOf(profileId: string, tokenId: string): string {
  return createHash("sha256")
    .update(JSON.stringify([profileId, tokenId]))
    .digest("base64url");
}
