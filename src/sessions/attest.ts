import { organizationCollection, rolesOf, subjectCollection } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
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
import { endOldestSessions } from "./end-oldest-sessions.ts";
import { findNamedSession, nameSession, type SessionName } from "./find-session.ts";
import { assembled, evaluated, mint } from "./mint.ts";
import { readCustomClaims } from "./read-custom-claims.ts";
import { readDuration } from "./read-duration.ts";
import { type Factor, sessionCollection } from "./session.ts";
import type { SessionAnswer } from "./session-answer.ts";
import { readOptionalSessionInput, type SessionInput } from "./session-input.ts";
import { inSessionTurn } from "./session-turn.ts";
import { type Presentation, useUp } from "./used-token.ts";

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
  // Read
  const minutes = readDuration(request.session_duration_minutes);
  const customClaims = readCustomClaims(context, request.session_custom_claims);
  const input = readOptionalSessionInput(request);
  // Verify
  const acceptedAt = backend.clock();
  const active = findProfile(context, request.profile_id);
  const token = await readTrustedToken(context, active, { token: request.token, now: acceptedAt });
  const name = input === undefined ? undefined : await nameSession(context, input, acceptedAt);
  // The rest is done again where another request was faster
  const presentation = { presentationId: randomUuid(backend.random), profile: active.profile, token, now: acceptedAt };
  const organizationNamed = request.organization_id || undefined;
  const sent = [claimsOfToken(context, token.attributes), customClaims];
  const presented = { presentation, minutes, sent, organizationNamed, input, name };
  const attempt = () => attestOnce(context, presented);
  const answer = await (name === undefined
    ? retryUntilSettled(attempt, settling(backend))
    : inSessionTurn(context, name, attempt));
  end?.();
  return answer;
}

/** An attest whose token was accepted. */
interface Presented {
  readonly presentation: Presentation;
  readonly minutes: number | undefined;
  /** The custom claims that the token and the request send, in this order. */
  readonly sent: readonly (JsonObject | undefined)[];
  /** The request's `organization_id`. */
  readonly organizationNamed: string | undefined;
  /** The session that the token is to be attached to, and what names it. */
  readonly input: SessionInput | undefined;
  readonly name: SessionName | undefined;
}

async function attestOnce(
  context: ProjectContext,
  { presentation, minutes, sent, organizationNamed: requested, input, name }: Presented,
): Promise<SessionAnswer> {
  const { scope, backend } = context;
  const { profile, token } = presentation;
  const { attributes } = token;
  const now = backend.clock();
  // Read
  const attachTo = name === undefined ? undefined : await findNamedSession(context, name, now);
  // Settle whom it speaks of
  const organization = await attestOrganization(context, { profile, attributes, requested, attachTo });
  const subject = await attestSubject(context, { profile, attributes, organization, attachTo });
  const of = { subject: subject.document, organization: organization?.document };
  // Evaluate, measure, sign
  const given = evaluated(context, of);
  const patch = composePatch(context, { session: attachTo?.session, sent, given });
  const claims = assembled(context, given, patch);
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
  if (profile.singleUse) await useUp(context, presentation);
  const attached =
    session?.draft.write === "replace" ? await writeDraft(scope, sessionCollection, session.draft) : undefined;
  const stored = {
    organization: organization && (await writeDraft(scope, organizationCollection, organization)),
    subject: await writeDraft(scope, subjectCollection, subject),
  };
  if (session === undefined || sessionJwt === undefined) return { ...stored, minted: undefined };
  const storedSession = attached ?? (await writeDraft(scope, sessionCollection, session.draft));
  if (attached === undefined) {
    backend.observer?.sessionStarted(context.vertical.id);
    backend.afterwards?.soon(`sessions of ${of.subject.id}`, () => endOldestSessions(context, of.subject.id));
  }
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
