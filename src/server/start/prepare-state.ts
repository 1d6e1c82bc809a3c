import { type Backend, projectCollection, systemScope } from "../../projects/index.ts";
import type { PrintSecret } from "../../publishing/index.ts";
import { type AppliedState, applyState } from "./apply-state.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { MadeSecrets } from "./made-secrets.ts";
import type { StartProblem } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";
import { ensureStarterProjects } from "./starter-projects.ts";

/**
 * Applies the declared state; without one, sees to it that there are projects, except in production, where none is made
 * unasked. Notes the secrets that are new.
 */
export async function prepareState(
  { apply, applyFolder = ".", force: isForced = false }: Pick<StartOptions, "apply" | "applyFolder" | "force">,
  { isProduction }: Pick<CheckedOptions, "isProduction">,
  backend: Backend,
  { secrets }: MadeSecrets,
): Promise<AppliedState> {
  if (apply !== undefined) {
    const printSecret: PrintSecret = (secret) => secrets.push(secret);
    return applyState(backend, { state: apply, folder: applyFolder, isForced, printSecret });
  }
  if (isProduction) return { changes: [], warnings: (await hasProjects(backend)) ? [] : [withoutProjects] };
  secrets.push(...(await ensureStarterProjects(backend)));
  return { changes: [], warnings: [] };
}

async function hasProjects({ store }: Backend): Promise<boolean> {
  const projects = store.scope(systemScope).collection(projectCollection);
  return (await projects.find("slugs", [], { limit: 1 })).items.length > 0;
}

const withoutProjects: StartProblem = {
  option: "apply",
  message: "the store has no projects, and in production none is made",
  help: "say what there is in a file, as docs/service.md tells, and start with --apply FILE",
};
