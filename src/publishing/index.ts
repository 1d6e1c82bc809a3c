/** Publishing: changing a project's configuration, and applying a declared state. */

export {
  type ChangedConfiguration,
  changeConfiguration,
  type RequestedChange,
} from "./configuration/change-configuration.ts";
export type { ConfigurationPart } from "./configuration/publication-error.ts";
export { publicationWarnings } from "./configuration/publication-warnings.ts";
export {
  type Publication,
  type PublicationOptions,
  publishConfiguration,
} from "./configuration/publish-configuration.ts";
export type { SchemaTrial } from "./configuration/try-schemas.ts";
export type { Trial, TrialFailure } from "./configuration/try-template.ts";
export type { ProfileChanges, ProfileFields } from "./profiles/changed-profile.ts";
export {
  addPemFile,
  createProfile,
  deletePemFile,
  deleteProfile,
  type ProfileRequest,
  pemFileIn,
  profileIn,
  updateProfile,
} from "./profiles/profiles.ts";
export { applyDeclaredState, type StateApplication, type StateHost } from "./state/apply-declared-state.ts";
export type { PrintSecret } from "./state/apply-secret.ts";
export {
  checkDeclaredProfile,
  type ProfileCheck,
  type ProfileSurroundings,
} from "./state/check-declared-profile.ts";
export { type DeclaredState, declaredStateSchema } from "./state/declared-state.ts";
export { fileBeside } from "./state/file-beside.ts";
export { fileErrorReason } from "./state/file-error-reason.ts";
export type { StateChange, StatePart } from "./state/state-change.ts";
export type { ReadStateFile } from "./state/state-files.ts";
export { type Interruption, StateInterruptedError } from "./state/state-interrupted-error.ts";
export type { StateProblem } from "./state/state-problem.ts";
