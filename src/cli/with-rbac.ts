import type { CompileOptions } from "../language/index.ts";
import { isJsonObject } from "../language/json.ts";
import { compilePolicy, rbacOf } from "../policy/index.ts";

/** Data for a template, or where it is wrong. */
export type DataWithRbac =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly pointer: string; readonly message: string };

const subjectByVertical = { b2b: "member", consumer: "user", m2m: undefined } as const;

/**
 * With a policy, the data with `rbac` in its member or user, made from the policy and the assigned `roles`: role ids, or objects with
 * `role_id` as the API returns them; none is only the default role. An `rbac` that is there stays, and so does data
 * without a member or user, which is the evaluation's to judge.
 */
export function withRbac(
  data: unknown,
  { policy, vertical = "b2b" }: Pick<CompileOptions, "policy" | "vertical">,
): DataWithRbac {
  const name = subjectByVertical[vertical];
  if (policy === undefined || name === undefined || !isJsonObject(data) || !Object.hasOwn(data, name))
    return { ok: true, data };
  const subject = data[name];
  if (!isJsonObject(subject) || Object.hasOwn(subject, "rbac")) return { ok: true, data };
  const assigned = Object.hasOwn(subject, "roles") ? subject.roles : [];
  const pointer = `/${name}/roles`;
  if (!Array.isArray(assigned)) return { ok: false, pointer, message: "must be a list of role ids" };
  const roleIds = assigned.map(roleIdOf);
  const wrong = roleIds.indexOf(undefined);
  if (wrong !== -1) return { ok: false, pointer: `${pointer}/${wrong}`, message: "must be a role id" };
  const rbac = rbacOf(
    compilePolicy(policy, vertical),
    roleIds.filter((id) => id !== undefined),
  );
  return { ok: true, data: { ...data, [name]: { ...subject, rbac } } };
}

function roleIdOf(role: unknown): string | undefined {
  if (typeof role === "string") return role;
  return isJsonObject(role) && Object.hasOwn(role, "role_id") && typeof role.role_id === "string"
    ? role.role_id
    : undefined;
}
