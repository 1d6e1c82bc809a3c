/** Projects: records and secrets, the revisioned configuration document, keys, the errors of the API. */

export { type ActivationOptions, activate, activeProfile } from "./activate.ts";
export type { ActiveConfiguration, ActiveProfile } from "./active-configuration.ts";
export { ActiveConfigurations } from "./active-configurations.ts";
export { type AddedSecret, addSecret, maxSecrets, minSecretCharacters } from "./add-secret.ts";
export type { Afterwards } from "./afterwards.ts";
export { ApiError } from "./api-error.ts";
export { type ApiErrorType, isApiErrorType, messageByType } from "./api-error-types.ts";
export { type AuditEntry, auditCollection, type KeyChange } from "./audit-entry.ts";
export type { Backend } from "./backend.ts";
export { checkMasterKey, type MasterKeyStanding, masterKeyStanding } from "./check-master-key.ts";
export { allProjectCollections } from "./collections.ts";
export {
  type Configuration,
  type ConfigurationDocument,
  configurationCollection,
  configurationId,
  defaultLeewaySeconds,
  defaultLinkByEmail,
  defaultMaxLifetimeSeconds,
  defaultNamespace,
  emptyConfiguration,
  type LinkByEmail,
  linkByEmailSettings,
  type PemFile,
  type ProjectSettings,
  type TrustedTokenProfile,
} from "./configuration.ts";
export type { ConfigurationProblem } from "./configuration-problem.ts";
export { configurationToStore } from "./configuration-to-store.ts";
export { createProject, environmentOf, type NewProject, newProject } from "./create-project.ts";
export { deleteSecret } from "./delete-secret.ts";
export type { Exactly, NothingLeft } from "./exactly.ts";
export { inTurn } from "./in-turn.ts";
export { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
export { type IdKind, idKinds, newId } from "./new-id.ts";
export type { ObservedWork, Observer } from "./observer.ts";
export {
  contextWith,
  openProject,
  openPublicProject,
  type ProjectCredentials,
  projectContext,
  readProject,
  readProjectBySlugs,
  wrongCredentials,
} from "./open-project.ts";
export { rememberedRing } from "./opened-rings.ts";
export { checkConfiguration, type PreparedConfiguration, prepareConfiguration } from "./prepare-configuration.ts";
export type { PreparedProfile } from "./prepare-profiles.ts";
export { profileLints } from "./profile-lints.ts";
export {
  type Project,
  type ProjectEnvironment,
  type ProjectSecret,
  projectCollection,
  systemScope,
} from "./project.ts";
export type { ProjectContext, ProjectKeys } from "./project-context.ts";
export { projectKeys } from "./project-keys.ts";
export {
  configurationDigest,
  configurationOf,
  configurationText,
  readConfiguration,
  type StoredConfiguration,
} from "./read-configuration.ts";
export { inspectEncryption, type Reencryption, reencrypt, type UnopenedKey } from "./reencrypt.ts";
export { settling } from "./settling.ts";
export type { KeyRingOutcome } from "./signing-keys/change-key-ring.ts";
export {
  type ListedSigningKey,
  listedSigningKeys,
  listSigningKeys,
  type SigningKeyState,
} from "./signing-keys/list-signing-keys.ts";
export { revokeSigningKey } from "./signing-keys/revoke-signing-key.ts";
export { rotateSigningKey } from "./signing-keys/rotate-signing-key.ts";
export type { SigningKeyError } from "./signing-keys/signing-key-error.ts";
export { type ProjectVerticalId, type Vertical, verticals } from "./vertical.ts";
export { ensureWorkspaceKey, hasWorkspaceKey, isWorkspaceKey, type WorkspaceKey } from "./workspace-key.ts";
