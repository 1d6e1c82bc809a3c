import type { StoreScope } from "../store/index.ts";
import type { KeyRing, SigningKey } from "../tokens/index.ts";
import type { ActiveConfiguration } from "./active-configuration.ts";
import type { Backend } from "./backend.ts";
import type { Project } from "./project.ts";
import type { Vertical } from "./vertical.ts";

/** The context of a request of a project: made when its credentials are checked, from what the store holds then. */
export interface ProjectContext {
  readonly backend: Backend;
  readonly project: Project;
  readonly vertical: Vertical;
  /** The project's own data; no other is within reach. */
  readonly scope: StoreScope;
  readonly active: ActiveConfiguration;
  /** The project's keys: those that were read with its credentials, or made when they are first asked for. */
  readonly keys: ProjectKeys;
}

/** The keys that a project's tokens are signed and verified with. */
export interface ProjectKeys {
  ring(): Promise<KeyRing>;
  /** The key that signs now. */
  signingKey(): Promise<SigningKey>;
}
