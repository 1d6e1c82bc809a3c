import type { ExpressionNode } from "../syntax/syntax-tree.ts";
import type { VerticalId } from "../template.ts";
import { requestRoot } from "../vocabulary/roots.ts";

/**
 * The properties that the service's documentation of custom claim templates lists. For consumer projects it lists more
 * of the user's own fields than is known here, so that every one of them passes.
 */
const propertiesByVertical: Readonly<Record<VerticalId, Readonly<Record<string, readonly string[]>>>> = {
  b2b: {
    member: ["external_id", "member_id", "name", "email_address"],
    organization: ["external_id", "organization_id", "organization_name"],
  },
  consumer: { user: ["user_id", "external_id", "name", "email_address", "phone_number"] },
  m2m: {},
};

/** The names of `root.a.b`, if the expression is nothing else. */
export function plainPath(node: ExpressionNode): readonly [string, ...string[]] | undefined {
  if (node.kind === "name") return [node.name];
  if (node.kind !== "chain" || node.head.kind !== "name") return undefined;
  const names: [string, ...string[]] = [node.head.name];
  for (const link of node.links) {
    if (link.kind !== "select") return undefined;
    names.push(link.name);
  }
  return names;
}

/** Tells whether the service's documentation knows a path, given by its names. */
export function isDocumented([root = "", property = "", ...below]: readonly string[], vertical: VerticalId): boolean {
  const all = propertiesByVertical[vertical];
  if (root === requestRoot) return vertical === "m2m" && below.length === 0;
  if (property === "trusted_metadata") return below.length > 0;
  if (property === "rbac") {
    const [first, ...rest] = below;
    return rest.length === 0 ? first === "roles" : rest.at(-1) === "actions";
  }
  const documented = Object.hasOwn(all, root) ? all[root] : undefined;
  if (documented === undefined || !documented.includes(property)) return false;
  return below.length === 0 || (root === "user" && property === "name" && below.length === 1);
}
