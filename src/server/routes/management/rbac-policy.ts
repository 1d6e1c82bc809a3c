import { Type } from "typebox";
import { changeConfiguration } from "../../../publishing/index.ts";
import type { ApiRoute } from "../../http/api-route.ts";
import { managedPolicySchema, managedPolicyView } from "../../views/managed-policy-view.ts";
import { managementRoute } from "./management-route.ts";
import { policyFields, readPolicyFields } from "./policy-fields.ts";

/** The RBAC policy of a project. */
export const rbacPolicyRoutes: readonly ApiRoute[] = [
  managementRoute({
    method: "GET",
    path: "/rbac_policy",
    response: Type.Object({ policy: managedPolicySchema }),
    handle: async ({ active, vertical }) => ({ policy: managedPolicyView(active.configuration.policy, vertical.id) }),
  }),
  managementRoute({
    method: "PUT",
    path: "/rbac_policy",
    body: policyFields,
    isPublication: true,
    response: Type.Object({ policy: managedPolicySchema }),
    handle: async (context, { body, actor, isForced }) => {
      const { id } = context.vertical;
      const { policyAfter, fieldOf } = readPolicyFields(body, id);
      const { configuration } = await changeConfiguration(context, {
        actor,
        isForced,
        part: "policy",
        change: (before) => ({ ...before, policy: policyAfter(before.policy) }),
        fieldOf,
      });
      return { policy: managedPolicyView(configuration.policy, id) };
    },
  }),
];
