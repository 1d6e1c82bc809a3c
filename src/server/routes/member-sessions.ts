import { type Static, Type } from "typebox";
import { findOrganization, findSubject, type Organization } from "../../directory/index.ts";
import { invariant } from "../../language/invariant.ts";
import type { Exactly, NothingLeft, ProjectContext } from "../../projects/index.ts";
import {
  type AttestRequest,
  type AuthenticateRequest,
  attest,
  authenticate,
  listSessions,
  revoke,
  type SessionAnswer,
} from "../../sessions/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { memberSchema, memberView } from "../views/member-view.ts";
import { optionalField } from "../views/optional-field.ts";
import { organizationSchema, organizationView } from "../views/organization-view.ts";
import { memberSessionSchema, memberSessionView } from "../views/session-view.ts";
import { verdictSchema, verdictView } from "../views/verdict-view.ts";
import { attestFields, sessionArguments, sessionWishes } from "./session-requests.ts";

const path = "/v1/b2b/sessions";

const answerSchema = Type.Object({
  member_session: memberSessionSchema,
  session_token: Type.String(),
  session_jwt: Type.String(),
  member: memberSchema,
  organization: organizationSchema,
});

/** Sessions of B2B projects. */
export const memberSessionRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "GET",
    path,
    vertical: "b2b",
    params: nothing,
    query: Type.Object({ organization_id: Type.String(), member_id: Type.String() }),
    body: nothing,
    response: Type.Object({ member_sessions: Type.Array(memberSessionSchema) }),
    handle: async (context, { query }) => {
      const organization = await findOrganization(context, query.organization_id);
      const subject = await findSubject(context, { organizationId: organization.id, ref: query.member_id });
      const sessions = await listSessions(context, subject.id);
      return { member_sessions: sessions.map((session) => memberSessionView(session, slugOf(organization))) };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/attest`,
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: Type.Object({ ...attestFields, organization_id: Type.Optional(Type.String()) }),
    response: Type.Object({ member_id: Type.String(), ...answerSchema.properties }),
    handle: async (context, { body }) => {
      const { telemetry_id: _telemetry, ...request } = body;
      request satisfies Exactly<AttestRequest, typeof request>;
      const answer = await attest(context, request);
      return { member_id: answer.subject.id, ...answerView(context, answer) };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/authenticate`,
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: Type.Object({
      ...sessionArguments,
      ...sessionWishes,
      authorization_check: Type.Optional(
        Type.Object({ organization_id: Type.String(), resource_id: Type.String(), action: Type.String() }),
      ),
    }),
    response: Type.Object({ ...answerSchema.properties, verdict: optionalField(verdictSchema) }),
    handle: async (context, { body }) => {
      body satisfies Exactly<AuthenticateRequest, typeof body>;
      const answer = await authenticate(context, body);
      return { ...answerView(context, answer), verdict: verdictView(answer.verdict) };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/revoke`,
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: Type.Object({
      ...sessionArguments,
      member_session_id: Type.Optional(Type.String()),
      member_id: Type.Optional(Type.String()),
    }),
    response: nothing,
    handle: async (context, { body }) => {
      const { member_session_id: sessionId, member_id: subjectId, session_token, session_jwt, ...rest } = body;
      rest satisfies NothingLeft;
      await revoke(context, { sessionId, subjectId, session_token, session_jwt });
      return {};
    },
  }),
];

function answerView(
  context: ProjectContext,
  { subject, organization, minted }: SessionAnswer,
): Required<Static<typeof answerSchema>> {
  invariant(organization !== undefined && minted !== undefined, "a B2B attest has an organization and a session");
  return {
    member_session: memberSessionView(minted, slugOf(organization)),
    session_token: minted.sessionToken,
    session_jwt: minted.sessionJwt,
    member: memberView(context, subject, organization),
    organization: organizationView(organization),
  };
}

/** Only a deleted organization has none, and it has no sessions either. */
function slugOf({ slug }: Organization): string {
  return slug ?? "";
}
