import type { Backend } from "../../projects/index.ts";
import { type AppliedState, applyState } from "./apply-state.ts";
import type { MadeSecrets } from "./made-secrets.ts";
import type { StartOptions } from "./start-options.ts";
import { ensureStarterProjects } from "./starter-projects.ts";

/** Applies the declared state; without one, sees to it that there are projects. Notes the secrets that are new. */
export async function prepareState(
  { apply, applyFolder = "." }: Pick<StartOptions, "apply" | "applyFolder">,
  backend: Backend,
  { secrets }: MadeSecrets,
): Promise<AppliedState> {
  if (apply !== undefined) {
    return applyState(backend, { state: apply, folder: applyFolder, printSecret: (secret) => secrets.push(secret) });
  }
  secrets.push(...(await ensureStarterProjects(backend)));
  return { changes: [], warnings: [] };
}
