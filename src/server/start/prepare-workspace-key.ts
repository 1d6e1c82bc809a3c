import { type Backend, ensureWorkspaceKey, hasWorkspaceKey } from "../../projects/index.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { MadeSecrets } from "./made-secrets.ts";
import type { StartProblem } from "./start-error.ts";

/** Whether there is the management API, and what is worth knowing of that. */
export interface Management {
  readonly isManaged: boolean;
  readonly warnings: readonly StartProblem[];
}

/**
 * Puts the given workspace key in the place of the one before; without one, sees to it that there is one, and notes it. In
 * production none is made: where the store has none either there is no management API.
 */
export async function prepareWorkspaceKey(
  { workspaceKey, isProduction, seed }: Pick<CheckedOptions, "workspaceKey" | "isProduction" | "seed">,
  backend: Backend,
  made: MadeSecrets,
): Promise<Management> {
  if (isProduction && workspaceKey === undefined && !(await hasWorkspaceKey(backend))) {
    return { isManaged: false, warnings: [withoutManagement] };
  }
  const random = bytesFor({ seed }, "workspace key");
  made.workspaceKey = await ensureWorkspaceKey({ ...backend, random }, workspaceKey);
  return { isManaged: true, warnings: [] };
}

const withoutManagement: StartProblem = {
  option: "workspaceKeyId",
  message: "no key is given, and in production none is made: the management API is off",
};
