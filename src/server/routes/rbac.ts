import { Type } from "typebox";
import { findOrganization } from "../../directory/index.ts";
import { withDefaults } from "../../language/vocabulary/default-policy.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { policySchema, policyView, roleSchema } from "../views/policy-view.ts";

/** The policies that the SDKs decide authorization checks with locally. */
export const rbacRoutes: readonly ApiRoute[] = [
  projectPolicyRoute("b2b", "/v1/b2b/rbac/policy"),
  projectPolicyRoute("consumer", "/v1/rbac/policy"),
  apiRoute({
    method: "GET",
    path: "/v1/b2b/rbac/organizations/:organization_id",
    vertical: "b2b",
    params: Type.Object({ organization_id: Type.String() }),
    query: nothing,
    body: nothing,
    response: Type.Object({ org_policy: Type.Object({ roles: Type.Array(roleSchema) }) }),
    // Organizations have no roles of their own yet; without this answer the SDKs' local check fails.
    handle: async (context, { params }) => {
      await findOrganization(context, params.organization_id);
      return { org_policy: { roles: [] } };
    },
  }),
];

function projectPolicyRoute(vertical: "b2b" | "consumer", path: string): ApiRoute {
  return apiRoute({
    method: "GET",
    path,
    vertical,
    params: nothing,
    query: nothing,
    body: nothing,
    response: Type.Object({ policy: policySchema }),
    // The policy that the server itself decides with, defaults included.
    handle: async ({ active }) => ({ policy: policyView(withDefaults(active.configuration.policy, vertical)) }),
  });
}
