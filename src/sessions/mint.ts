import { assemble, type SessionPatch } from "../claims/index.ts";
import { type Organization, rolesOf, type Subject, templateData } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { type EpochMilliseconds, isStoreError } from "../store/index.ts";
import { mintSessionToken } from "../tokens/index.ts";
import type { Session } from "./session.ts";
import { SignatureFailedError } from "./signature-failed-error.ts";

/** Whom a token is minted for, as it will be stored. */
export interface MintSubject {
  readonly subject: Subject;
  readonly organization: Organization | undefined;
}

/** What the template gives now for somebody. Throws where it cannot be evaluated. */
export function evaluated(context: ProjectContext, { subject, organization }: MintSubject): JsonObject {
  const { backend, vertical, active } = context;
  const end = backend.observer?.begin("evaluate", vertical.id);
  const evaluation = active.template.evaluate(templateData(context, subject, organization));
  if (!evaluation.ok) {
    const { code, message, claim } = evaluation.error;
    throw new ApiError("template_evaluation_failed", `the claim template cannot be evaluated: ${message}`, {
      code,
      claim,
    });
  }
  end?.();
  return evaluation.claims;
}

/** The custom claims of a token: what the template gave with the patch applied, within the limit. Throws where they are not. */
export function assembled({ active }: ProjectContext, given: JsonObject, patch: SessionPatch): JsonObject {
  const assembly = assemble(given, patch, active.configuration.settings.namespace);
  if (!assembly.ok) throw new ApiError(assembly.error.code, assembly.error.message);
  return assembly.claims;
}

/** The parts of a session JWT. */
interface Minting {
  readonly session: Session;
  readonly of: MintSubject;
  readonly claims: JsonObject;
  readonly now: EpochMilliseconds;
}

/**
 * A session JWT with current claims. Writes nothing. Rejects with a `SignatureFailedError`, or as the store does when the
 * key has to be read.
 */
export async function mint(context: ProjectContext, minting: Minting): Promise<string> {
  try {
    return await signed(context, minting);
  } catch (error) {
    throw isStoreError(error) ? error : new SignatureFailedError(error);
  }
}

async function signed(context: ProjectContext, { session, of, claims, now }: Minting): Promise<string> {
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
