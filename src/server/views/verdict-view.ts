import { type Static, Type } from "typebox";
import type { Verdict } from "../../sessions/index.ts";

/** The answer to a granted authorization check. */
export const verdictSchema = Type.Object({ authorized: Type.Boolean(), granting_roles: Type.Array(Type.String()) });

/** The view of a verdict; `undefined` where nothing was asked. */
export function verdictView(verdict: Verdict | undefined): Required<Static<typeof verdictSchema>> | undefined {
  return verdict && { authorized: true, granting_roles: [...verdict.grantingRoles] };
}
