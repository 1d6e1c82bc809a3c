import { type Static, Type } from "typebox";
import type { JsonObject } from "../../language/json.ts";
import type { Factor, Session } from "../../sessions/index.ts";
import { rfc3339Micros } from "./rfc3339-micros.ts";

const factorSchema = Type.Object({
  type: Type.String(),
  delivery_method: Type.String(),
  last_authenticated_at: Type.String(),
  created_at: Type.String(),
  updated_at: Type.String(),
  sequence_order: Type.String(),
  trusted_auth_token_factor: Type.Object({ token_id: Type.String() }),
});

/** The fields of sessions of both verticals. */
const sharedSchema = Type.Object({
  started_at: Type.String(),
  last_accessed_at: Type.String(),
  expires_at: Type.String(),
  authentication_factors: Type.Array(factorSchema),
  roles: Type.Array(Type.String()),
  custom_claims: Type.Optional(Type.Unknown()),
});

/** A B2B session as the API returns it. */
export const memberSessionSchema = Type.Object({
  member_session_id: Type.String(),
  member_id: Type.String(),
  ...sharedSchema.properties,
  organization_id: Type.String(),
  organization_slug: Type.String(),
});

/** A consumer session as the API returns it. */
export const userSessionSchema = Type.Object({
  session_id: Type.String(),
  user_id: Type.String(),
  ...sharedSchema.properties,
  attributes: Type.Object({ ip_address: Type.String(), user_agent: Type.String() }),
});

/** A session with what it gives now. */
export interface ViewedSession {
  readonly session: Session;
  readonly roles: readonly string[];
  /** Those of the JWT; absent where none can be minted. */
  readonly claims: JsonObject | undefined;
}

/** The view of a B2B session. */
export function memberSessionView(
  viewed: ViewedSession,
  organizationSlug: string,
): Required<Static<typeof memberSessionSchema>> {
  const { id, subjectId, organizationId } = viewed.session;
  return {
    member_session_id: id,
    member_id: subjectId,
    ...shared(viewed),
    organization_id: organizationId,
    organization_slug: organizationSlug,
  };
}

/** The view of a consumer session. */
export function userSessionView(viewed: ViewedSession): Required<Static<typeof userSessionSchema>> {
  const { id, subjectId } = viewed.session;
  return { session_id: id, user_id: subjectId, ...shared(viewed), attributes: { ip_address: "", user_agent: "" } };
}

function shared({ session, roles, claims }: ViewedSession): Required<Static<typeof sharedSchema>> {
  return {
    started_at: rfc3339Micros(session.startedAt),
    last_accessed_at: rfc3339Micros(session.lastAccessedAt),
    expires_at: rfc3339Micros(session.expiresAt),
    authentication_factors: session.factors.map(factorView),
    roles: [...roles],
    custom_claims: claims,
  };
}

function factorView({ tokenId, createdAt, lastAuthenticatedAt }: Factor): Required<Static<typeof factorSchema>> {
  return {
    type: "trusted_auth_token",
    delivery_method: "trusted_token_exchange",
    last_authenticated_at: rfc3339Micros(lastAuthenticatedAt),
    created_at: rfc3339Micros(createdAt),
    updated_at: rfc3339Micros(lastAuthenticatedAt),
    sequence_order: "PRIMARY",
    trusted_auth_token_factor: { token_id: tokenId },
  };
}
