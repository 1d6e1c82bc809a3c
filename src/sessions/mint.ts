import { assemble, type SessionPatch } from "../claims/index.ts";
import { type Organization, rolesOf, type Subject, templateData } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import { mintSessionToken } from "../tokens/index.ts";
import type { Session } from "./session.ts";

/** Whom a token is minted for, as it will be stored. */
export interface MintSubject {
  readonly subject: Subject;
  readonly organization: Organization | undefined;
}

/**
 * The custom claims that the template and the patch give now: evaluated, merged, within the limit. Throws where a mint
 * would fail.
 */
export function currentClaims(
  context: ProjectContext,
  { subject, organization }: MintSubject,
  patch: SessionPatch,
): JsonObject {
  const { backend, vertical, active } = context;
  const { template, configuration } = active;
  const end = backend.observer?.begin("evaluate", vertical.id);
  const evaluation = template.evaluate(templateData(context, subject, organization));
  if (!evaluation.ok) {
    const { code, message, claim } = evaluation.error;
    throw new ApiError("template_evaluation_failed", `the claim template cannot be evaluated: ${message}`, {
      code,
      claim,
    });
  }
  const assembly = assemble(evaluation.claims, patch, configuration.settings.namespace);
  if (!assembly.ok) throw new ApiError(assembly.error.code, assembly.error.message);
  end?.();
  return assembly.claims;
}

/** A session JWT with current claims. Writes nothing. */
export async function mint(
  context: ProjectContext,
  {
    session,
    of,
    claims,
    now,
  }: {
    readonly session: Session;
    readonly of: MintSubject;
    readonly claims: JsonObject;
    readonly now: EpochMilliseconds;
  },
): Promise<string> {
  const { keys, active, vertical, backend } = context;
  const { subject, organization } = of;
  const key = await keys.signingKey();
  const end = backend.observer?.begin("sign", vertical.id);
  const { token } = await mintSessionToken({
    project: active.tokenProject,
    vertical,
    session: {
      sessionId: session.id,
      subjectId: subject.id,
      startedAt: session.startedAt,
      lastAccessedAt: session.lastAccessedAt,
      expiresAt: session.expiresAt,
      // The caller is a backend: of the user's own browser and address it says nothing.
      userAgent: "",
      ipAddress: "",
      factors: session.factors.map(({ tokenId, lastAuthenticatedAt }) => ({
        type: "trusted_auth_token",
        deliveryMethod: "trusted_token_exchange",
        lastAuthenticatedAt,
        details: { trusted_auth_token_factor: { token_id: tokenId } },
      })),
      roles: rolesOf(context, subject, organization),
    },
    ...(organization === undefined
      ? {}
      : { organization: { organizationId: organization.id, slug: organization.slug ?? "" } }),
    claims,
    key,
    now,
  });
  end?.();
  return token;
}
