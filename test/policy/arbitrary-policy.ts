import fc from "fast-check";
import type { PolicyOutline } from "../../src/language/vocabulary/policy-outline.ts";

/** Ids that any text may be; few, so that they meet. */
export const roleId = fc.constantFrom("editor", "reader", "stytch_member", "stytch_admin", "__proto__", "constructor");
export const resourceId = fc.constantFrom("documents", "images", "stytch.self", "stytch.member", "__proto__", "roles");
export const action = fc.constantFrom("create", "read", "write", "delete", "__proto__");
const grantedAction = fc.oneof({ weight: 4, arbitrary: action }, fc.constant("*"));

const permissions = fc.array(
  fc.record({ resource_id: resourceId, actions: fc.array(grantedAction, { maxLength: 3 }) }),
  {
    maxLength: 3,
  },
);

/** Any policy, valid or not: undeclared resources and actions, duplicates, `*` beside other actions. */
export const arbitraryPolicy: fc.Arbitrary<PolicyOutline> = fc.record({
  roles: fc.array(fc.record({ role_id: roleId, permissions }), { maxLength: 4 }),
  resources: fc.array(fc.record({ resource_id: resourceId, actions: fc.array(action, { maxLength: 4 }) }), {
    maxLength: 4,
  }),
  scopes: fc.array(fc.record({ scope: roleId, permissions }), { maxLength: 3 }),
});
