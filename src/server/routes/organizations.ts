import { Type } from "typebox";
import {
  createOrganization,
  deleteNamedOrganization,
  findOrganization,
  updateOrganization,
} from "../../directory/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { organizationSchema, organizationView } from "../views/organization-view.ts";
import { organizationFields, readOrganizationFields } from "./organization-fields.ts";

const path = "/v1/b2b/organizations";
/** An id, an external id or a slug. */
const params = Type.Object({ organization_id: Type.String() });
const response = Type.Object({ organization: organizationSchema });

/** Organizations of B2B projects. */
export const organizationRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "POST",
    path,
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: organizationFields,
    response,
    handle: async (context, { body }) => {
      const { name = "", ...details } = readOrganizationFields(body);
      return { organization: organizationView(await createOrganization(context, { ...details, name })) };
    },
  }),
  apiRoute({
    method: "GET",
    path: `${path}/:organization_id`,
    vertical: "b2b",
    params,
    query: nothing,
    body: nothing,
    response,
    handle: async (context, request) => ({
      organization: organizationView(await findOrganization(context, request.params.organization_id)),
    }),
  }),
  apiRoute({
    method: "PUT",
    path: `${path}/:organization_id`,
    vertical: "b2b",
    params,
    query: nothing,
    body: organizationFields,
    response,
    handle: async (context, request) => {
      const organization = await findOrganization(context, request.params.organization_id);
      const changes = readOrganizationFields(request.body);
      return { organization: organizationView(await updateOrganization(context, organization, changes)) };
    },
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:organization_id`,
    vertical: "b2b",
    params,
    query: nothing,
    body: nothing,
    response: Type.Object({ organization_id: Type.String() }),
    handle: async (context, request) => ({
      organization_id: (await deleteNamedOrganization(context, request.params.organization_id)).id,
    }),
  }),
  apiRoute({
    method: "DELETE",
    path: `${path}/:organization_id/external_id`,
    vertical: "b2b",
    params,
    query: nothing,
    body: nothing,
    response,
    handle: async (context, request) => {
      const organization = await findOrganization(context, request.params.organization_id);
      return { organization: organizationView(await updateOrganization(context, organization, { externalId: null })) };
    },
  }),
];
