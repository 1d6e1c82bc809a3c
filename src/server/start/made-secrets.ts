import type { WorkspaceKey } from "../../projects/index.ts";
import type { ProjectWithSecret } from "./starter-projects.ts";

/**
 * The secrets that a start has made in the store until now, in clear: nothing else will tell them, also where the start
 * fails then.
 */
export interface MadeSecrets {
  readonly secrets: ProjectWithSecret[];
  workspaceKey: WorkspaceKey | undefined;
}

/** The secrets that a start has made when it begins. */
export function nothingMade(): MadeSecrets {
  return { secrets: [], workspaceKey: undefined };
}
