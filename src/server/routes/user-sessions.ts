import { Type } from "typebox";
import { findSubject } from "../../directory/index.ts";
import type { Exactly, NothingLeft } from "../../projects/index.ts";
import {
  type AttestRequest,
  type AuthenticateRequest,
  attest,
  authenticate,
  listSessions,
  revoke,
} from "../../sessions/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { optionalField } from "../views/optional-field.ts";
import { userSessionSchema, userSessionView } from "../views/session-view.ts";
import { userSchema, userView } from "../views/user-view.ts";
import { verdictSchema, verdictView } from "../views/verdict-view.ts";
import { attestFields, sessionArguments, sessionWishes } from "./session-requests.ts";

const path = "/v1/sessions";

const tokens = { session_token: Type.String(), session_jwt: Type.String() };

/** Sessions of consumer projects. */
export const userSessionRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "GET",
    path,
    vertical: "consumer",
    params: nothing,
    query: Type.Object({ user_id: Type.String() }),
    body: nothing,
    response: Type.Object({ sessions: Type.Array(userSessionSchema) }),
    handle: async (context, { query }) => {
      const subject = await findSubject(context, { organizationId: "", ref: query.user_id });
      const sessions = await listSessions(context, subject.id);
      return { sessions: sessions.map(userSessionView) };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/attest`,
    vertical: "consumer",
    params: nothing,
    query: nothing,
    body: Type.Object(attestFields),
    response: Type.Object({
      user_id: Type.String(),
      session: Type.Union([userSessionSchema, Type.Null()]),
      ...tokens,
      user: userSchema,
    }),
    handle: async (context, { body }) => {
      const { telemetry_id: _telemetry, ...request } = body;
      request satisfies Exactly<Omit<AttestRequest, "organization_id">, typeof request>;
      const { subject, minted } = await attest(context, request);
      return {
        user_id: subject.id,
        session: minted === undefined ? null : userSessionView(minted),
        session_token: minted?.sessionToken ?? "",
        session_jwt: minted?.sessionJwt ?? "",
        user: userView(context, subject),
      };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/authenticate`,
    vertical: "consumer",
    params: nothing,
    query: nothing,
    body: Type.Object({
      ...sessionArguments,
      ...sessionWishes,
      authorization_check: Type.Optional(Type.Object({ resource_id: Type.String(), action: Type.String() })),
    }),
    response: Type.Object({
      session: userSessionSchema,
      ...tokens,
      user: userSchema,
      verdict: optionalField(verdictSchema),
    }),
    handle: async (context, { body }) => {
      body satisfies Exactly<AuthenticateRequest, typeof body>;
      const { subject, minted, verdict } = await authenticate(context, body);
      return {
        session: userSessionView(minted),
        session_token: minted.sessionToken,
        session_jwt: minted.sessionJwt,
        user: userView(context, subject),
        verdict: verdictView(verdict),
      };
    },
  }),
  apiRoute({
    method: "POST",
    path: `${path}/revoke`,
    vertical: "consumer",
    params: nothing,
    query: nothing,
    body: Type.Object({ ...sessionArguments, session_id: Type.Optional(Type.String()) }),
    response: nothing,
    handle: async (context, { body }) => {
      const { session_id: sessionId, session_token, session_jwt, ...rest } = body;
      rest satisfies NothingLeft;
      await revoke(context, { sessionId, session_token, session_jwt });
      return {};
    },
  }),
];
