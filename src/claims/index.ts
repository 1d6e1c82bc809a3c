/** From template output to claims: merge patches, a session's patch, limits, assembly. */

export { applyPatch } from "./apply-patch.ts";
export { type Assembly, assemble } from "./assemble.ts";
export { type Composition, type CustomClaimsCheck, checkCustomClaims, composeWithin } from "./check-custom-claims.ts";
export type { ClaimsError } from "./claims-error.ts";
export { compose, composeAgainst } from "./compose.ts";
export { anyClaim, type Givable, givableClaims } from "./givable.ts";
export { mergePatch } from "./merge-patch.ts";
export { parseSessionPatch, type SessionPatchReading } from "./parse-session-patch.ts";
export { patchBytes } from "./patch-bytes.ts";
export {
  type DeleteNode,
  type DeletionNode,
  type MergeNode,
  noPatch,
  type PatchNode,
  type PruneNode,
  type SessionPatch,
  type SetNode,
} from "./session-patch.ts";
