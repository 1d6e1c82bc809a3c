import { maxPolicyIdCharacters } from "../language/vocabulary/limits.ts";
import type { PolicyProblem } from "./policy-problem.ts";

/** The kind of thing that an id of a policy names. */
export type IdKind = "role_id" | "resource_id" | "scope" | "action";

const nameByKind = { role_id: "role id", resource_id: "resource id", scope: "scope", action: "action" } as const;

/** Printable ASCII without `"` and `\`: such an id is as long in JSON as it looks. */
const wellFormed = /^[ !#-[\]-~]*$/;

/** The problems of an id that a policy declares: none or one. */
export function checkId(kind: IdKind, id: string, pointer: string): readonly PolicyProblem[] {
  const name = nameByKind[kind];
  if (id === "") return [{ code: `empty_rbac_${kind}`, message: `the ${name} is empty`, pointer }];
  if (id.length > maxPolicyIdCharacters) {
    const message = `the ${name} has ${id.length} characters, and at most ${maxPolicyIdCharacters} are allowed`;
    return [{ code: `rbac_${kind}_too_long`, message, pointer }];
  }
  if (!wellFormed.test(id)) {
    const message = `the ${name} must be printable ASCII without quotes and backslashes`;
    return [{ code: `invalid_rbac_${kind}`, message, pointer }];
  }
  return [];
}

/** Tells of each id whether an earlier one was the same. */
export function findDuplicates(ids: readonly string[]): readonly boolean[] {
  const seen = new Set<string>();
  return ids.map((id) => seen.size === seen.add(id).size);
}
