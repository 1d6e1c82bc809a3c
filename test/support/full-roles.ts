/**
 * Roles whose ids take, together with the default role of members, exactly 4096 bytes of JSON as a list; and one more, whose
 * id has one character.
 */
export const fullRoleIds: readonly string[] = [
  ...Array.from({ length: 39 }, (_, index) => `role-${index}-`.padEnd(100, "x")),
  "last-".padEnd(59, "x"),
];
export const oneRoleMore = "y";

/** A policy with those and no permissions. */
export const policyOfFullRoles = {
  roles: [...fullRoleIds, oneRoleMore].map((role_id) => ({ role_id, description: "", permissions: [] })),
  resources: [],
  scopes: [],
};
