import { organizationCollection, rolesOf, subjectCollection } from "../directory/index.ts";
import { type ProjectContext, settling } from "../projects/index.ts";
import { retryUntilSettled } from "../store/index.ts";
import { randomUuid } from "../tokens/index.ts";
import { attestOrganization } from "./attest-organization.ts";
import { attestedSession } from "./attest-session.ts";
import { attestSubject } from "./attest-subject.ts";
import { findProfile, readTrustedToken } from "./attested-token.ts";
import { claimsOfToken } from "./claims-of-token.ts";
import { composePatch } from "./compose-patch.ts";
import { writeDraft } from "./draft.ts";
import { findSession } from "./find-session.ts";
import { currentClaims, mint } from "./mint.ts";
import { readCustomClaims } from "./read-custom-claims.ts";
import { readDuration } from "./read-duration.ts";
import { type Factor, sessionCollection } from "./session.ts";
import type { SessionAnswer } from "./session-answer.ts";
import { readOptionalSessionInput } from "./session-input.ts";
import { useUp } from "./used-token.ts";

/** The body of an attest, as the API names its fields. */
export interface AttestRequest {
  readonly profile_id: string;
  readonly token: string;
  /** B2B only. */
  readonly organization_id?: string | undefined;
  readonly session_duration_minutes?: unknown;
  readonly session_custom_claims?: unknown;
  readonly session_token?: string | undefined;
  readonly session_jwt?: string | undefined;
}

/**
 * Takes a trusted token: finds or makes whom it speaks of, opens a session or adds to one, and mints its JWT. Everything
 * is checked, evaluated and signed on prospective records before the first write, so a refusal leaves nothing behind.
 */
export async function attest(context: ProjectContext, request: AttestRequest): Promise<SessionAnswer> {
  const { backend, vertical } = context;
  const end = backend.observer?.begin("attest", vertical.id);
  const presentationId = randomUuid(backend.random);
  const answer = await retryUntilSettled(() => attestOnce(context, request, presentationId), settling(backend));
  end?.();
  return answer;
}

async function attestOnce(
  context: ProjectContext,
  request: AttestRequest,
  presentationId: string,
): Promise<SessionAnswer> {
  const { scope, backend } = context;
  const now = backend.clock();
  // Read
  const minutes = readDuration(request.session_duration_minutes);
  const customClaims = readCustomClaims(context, request.session_custom_claims);
  const input = readOptionalSessionInput(request);
  // Verify
  const active = findProfile(context, request.profile_id);
  const token = await readTrustedToken(context, active, { token: request.token, now });
  const attachTo = input === undefined ? undefined : await findSession(context, input, now);
  // Settle whom it speaks of
  const { profile } = active;
  const { attributes } = token;
  const requested = request.organization_id || undefined;
  const organization = await attestOrganization(context, { profile, attributes, requested, attachTo });
  const subject = await attestSubject(context, { profile, attributes, organization, attachTo });
  const of = { subject: subject.document, organization: organization?.document };
  // Evaluate, measure, sign
  const patch = composePatch(attachTo?.session, claimsOfToken(context, attributes), customClaims);
  const claims = currentClaims(context, of, patch);
  const factor: Factor = {
    profileId: profile.profileId,
    tokenId: attributes.tokenId,
    createdAt: now,
    lastAuthenticatedAt: now,
    namesOrganization: attributes.organizationId !== undefined,
  };
  const session = attestedSession(context, { of, factor, minutes, patch, attachTo: attachTo?.session });
  const sessionJwt = session && (await mint(context, { session: session.draft.document, of, claims, now }));
  // Write: what others refer to first, but of an attach the session, for it may have been revoked meanwhile; and before all
  // that the token is used, so that a second presentation of it writes nothing
  if (profile.singleUse) await useUp(context, { presentationId, profile, token, now });
  const attached =
    session?.draft.write === "replace" ? await writeDraft(scope, sessionCollection, session.draft) : undefined;
  const stored = {
    organization: organization && (await writeDraft(scope, organizationCollection, organization)),
    subject: await writeDraft(scope, subjectCollection, subject),
  };
  if (session === undefined || sessionJwt === undefined) return { ...stored, minted: undefined };
  const storedSession = attached ?? (await writeDraft(scope, sessionCollection, session.draft));
  if (attached === undefined) backend.observer?.sessionStarted(context.vertical.id);
  return {
    ...stored,
    minted: {
      session: storedSession,
      roles: rolesOf(context, of.subject, of.organization),
      claims,
      sessionToken: session.token ?? (input?.kind === "token" ? input.token : ""),
      sessionJwt,
    },
  };
}
