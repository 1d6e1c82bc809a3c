import { Type } from "typebox";
import { findSubject } from "../../directory/index.ts";
import { attest, authenticate, listSessions, revoke } from "../../sessions/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { userSessionSchema, userSessionView } from "../views/session-view.ts";
import { userSchema, userView } from "../views/user-view.ts";
import { attestFields, sessionArguments, sessionWishes, verdictSchema } from "./session-requests.ts";

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
      const { subject, minted } = await attest(context, body);
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
      verdict: Type.Optional(verdictSchema),
    }),
    handle: async (context, { body }) => {
      const { subject, minted, verdict } = await authenticate(context, body);
      return {
        session: userSessionView(minted),
        session_token: minted.sessionToken,
        session_jwt: minted.sessionJwt,
        user: userView(context, subject),
        ...(verdict && { verdict: { authorized: true, granting_roles: [...verdict.grantingRoles] } }),
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
      const { session_id: sessionId, ...named } = body;
      await revoke(context, { ...named, sessionId });
      return {};
    },
  }),
];
