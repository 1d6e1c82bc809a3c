import { type Static, Type } from "typebox";
import {
  deleteSubject,
  findSubject,
  insertSubject,
  newSubject,
  type Subject,
  updateSubject,
} from "../../directory/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { userSchema, userView } from "../views/user-view.ts";
import { newUserFields, readNewUser, readUserChanges, userChanges } from "./user-fields.ts";

const path = "/v1/users";
/** An id or an external id. */
const params = Type.Object({ user_id: Type.String() });
const { emails, phone_numbers, crypto_wallets } = userSchema.properties;

/** Users of consumer projects. */
export const userRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "POST",
    path,
    vertical: "consumer",
    params: nothing,
    query: nothing,
    body: newUserFields,
    response: Type.Object({
      user_id: Type.String(),
      email_id: Type.String(),
      phone_id: Type.String(),
      status: Type.String(),
      user: userSchema,
    }),
    handle: async (context, { body }) => {
      const user = userView(context, await insertSubject(context, newSubject(context, readNewUser(body))));
      const [email] = user.emails;
      const [phone] = user.phone_numbers;
      const ids = { user_id: user.user_id, email_id: email?.email_id ?? "", phone_id: phone?.phone_id ?? "" };
      return { ...ids, status: user.status, user };
    },
  }),
  apiRoute({
    method: "GET",
    path: `${path}/:user_id`,
    vertical: "consumer",
    params,
    query: nothing,
    body: nothing,
    response: userSchema,
    handle: async (context, request) => userView(context, await namedUser(context, request.params)),
  }),
  apiRoute({
    method: "PUT",
    path: `${path}/:user_id`,
    vertical: "consumer",
    params,
    query: nothing,
    body: userChanges,
    response: Type.Object({ user_id: Type.String(), emails, phone_numbers, crypto_wallets, user: userSchema }),
    handle: async (context, request) => {
      const before = await namedUser(context, request.params);
      const user = userView(context, await updateSubject(context, before, readUserChanges(request.body)));
      const { user_id, emails, phone_numbers, crypto_wallets } = user;
      return { user_id, emails, phone_numbers, crypto_wallets, user };
    },
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:user_id`,
    vertical: "consumer",
    params,
    query: nothing,
    body: nothing,
    response: Type.Object({ user_id: Type.String() }),
    handle: async (context, request) => {
      const user = await namedUser(context, request.params);
      await deleteSubject(context, user);
      return { user_id: user.id };
    },
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:user_id/external_id`,
    vertical: "consumer",
    params,
    query: nothing,
    body: nothing,
    response: Type.Object({ user_id: Type.String(), user: userSchema }),
    handle: async (context, request) => {
      const user = await updateSubject(context, await namedUser(context, request.params), { externalId: null });
      return { user_id: user.id, user: userView(context, user) };
    },
  }),
];

function namedUser(context: ProjectContext, { user_id }: Static<typeof params>): Promise<Subject> {
  return findSubject(context, { organizationId: "", ref: user_id });
}
