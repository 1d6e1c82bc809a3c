import { Type } from "typebox";
import { findOrganization } from "../../directory/index.ts";
import { withDefaults } from "../../language/vocabulary/default-policy.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";

const permissions = Type.Array(Type.Object({ resource_id: Type.String(), actions: Type.Array(Type.String()) }));
const role = Type.Object({ role_id: Type.String(), description: Type.String(), permissions });

const policySchema = Type.Object({
  roles: Type.Array(role),
  resources: Type.Array(
    Type.Object({ resource_id: Type.String(), description: Type.String(), actions: Type.Array(Type.String()) }),
  ),
  scopes: Type.Array(Type.Object({ scope: Type.String(), description: Type.String(), permissions })),
});

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
    response: Type.Object({ org_policy: Type.Object({ roles: Type.Array(role) }) }),
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
    handle: async (context) => ({ policy: policyView(context) }),
  });
}

/** The policy that the server itself decides with, defaults included. */
function policyView({ active, vertical }: ProjectContext) {
  const { roles, resources, scopes = [] } = withDefaults(active.configuration.policy, vertical.id);
  const permissionsOf = (all: readonly { readonly resource_id: string; readonly actions: readonly string[] }[]) =>
    all.map(({ resource_id, actions }) => ({ resource_id, actions: [...actions] }));
  return {
    roles: roles.map(({ role_id, description = "", permissions: granted }) => ({
      role_id,
      description,
      permissions: permissionsOf(granted),
    })),
    resources: resources.map(({ resource_id, description = "", actions }) => ({
      resource_id,
      description,
      actions: [...actions],
    })),
    scopes: scopes.map(({ scope, description = "", permissions: granted }) => ({
      scope,
      description,
      permissions: permissionsOf(granted),
    })),
  };
}
