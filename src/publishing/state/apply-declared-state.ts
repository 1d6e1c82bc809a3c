import { quotePath } from "../../language/diagnostics/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { Backend } from "../../projects/index.ts";
import type { Trials } from "../configuration/publish-configuration.ts";
import { trialWarning } from "../configuration/trial-warning.ts";
import { applyProject, partsOf } from "./apply-project.ts";
import type { PrintSecret } from "./apply-secret.ts";
import { checkState } from "./check-state.ts";
import type { ReadProject } from "./declared-configuration.ts";
import { everyProblem } from "./every-problem.ts";
import { type ProjectPlan, planProject } from "./plan-project.ts";
import { Progress } from "./progress.ts";
import type { StateChange } from "./state-change.ts";
import { type ReadStateFile, readStateFiles } from "./state-files.ts";
import type { StateProblem } from "./state-problem.ts";
import { validateState } from "./validate-state.ts";

/** The outside that applying a state needs. */
export interface StateHost {
  readonly readFile: ReadStateFile;
  readonly printSecret: PrintSecret;
  /** Whether each project is published as if it said `force`. Not unless given. */
  readonly isForced?: boolean;
}

/** The outcome of a state: what was made or changed, or everything for which nothing was. */
export type StateApplication =
  | {
      readonly ok: true;
      /** In the order in which they were made; none if all was so already. */
      readonly changes: readonly StateChange[];
      readonly warnings: readonly StateProblem[];
    }
  | { readonly ok: false; readonly problems: readonly StateProblem[] };

/**
 * Makes the store as a declared state says, a parsed JSON value. What the state does not name is left alone, and what is
 * so already is not written: applying a state twice is applying it once. All of it is tried before the first write, so
 * that a state with a mistake changes nothing.
 *
 * Rejects with a `StateInterruptedError` when something fails on the way: what was done is done, and it can be applied again.
 */
export async function applyDeclaredState(
  backend: Backend,
  state: unknown,
  { readFile, printSecret, isForced: isEachForced = false }: StateHost,
): Promise<StateApplication> {
  const judge = (value: unknown) => judgeState(backend, value, { readFile, isEachForced });
  const judgement = await judge(state);
  if (!judgement.ok) {
    const problems = await everyProblem(state, judgement.problems, async (rest) => (await judge(rest)).problems);
    return { ok: false, problems };
  }
  const { plans } = judgement;
  const progress = new Progress(plans.flatMap(({ read }) => partsOf(read)));
  const warnings = plans.flatMap((plan) => plan.warnings);
  for (const { read, prospects, isForced } of plans) {
    const trials = await applyProject(backend, read, { prospects, isForced, progress, printSecret });
    warnings.push(...templateWarnings(trials, read), ...schemaWarnings(trials, read));
  }
  return { ok: true, changes: progress.changes, warnings };
}

/** A project of a state that can be applied. */
interface PlannedProject extends ProjectPlan {
  readonly read: ReadProject;
  readonly isForced: boolean;
}

type StateJudgement =
  | { readonly ok: true; readonly plans: readonly PlannedProject[]; readonly problems: readonly [] }
  | { readonly ok: false; readonly problems: readonly StateProblem[] };

/** Plans a state, or tells the first of what keeps it from being applied: its shape, its files, or what the store says. */
async function judgeState(
  backend: Backend,
  state: unknown,
  { readFile, isEachForced }: { readonly readFile: ReadStateFile; readonly isEachForced: boolean },
): Promise<StateJudgement> {
  const validation = validateState(state);
  if (!validation.ok) return validation;
  const problems = [...checkState(validation.state)];
  const reads: ReadProject[] = [];
  for (const [index, declared] of validation.state.projects.entries()) {
    const pointer = pointerTo("/projects", index);
    const reading = await readStateFiles(declared, { pointer, readFile });
    problems.push(...reading.problems);
    reads.push({ declared, pointer, files: reading.files });
  }
  if (problems.length > 0) return { ok: false, problems };

  const plans: PlannedProject[] = [];
  for (const read of reads) {
    const isForced = isEachForced || read.declared.force === true;
    plans.push({ read, isForced, ...(await planProject(backend, read, { isForced })) });
  }
  problems.push(...plans.flatMap((plan) => plan.problems));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plans, problems: [] };
}

function templateWarnings({ trial }: Trials, read: ReadProject): readonly StateProblem[] {
  const warning = trial && trialWarning(trial);
  return warning === undefined ? [] : [{ ...warning, pointer: pointerTo(read.pointer, "template") }];
}

function schemaWarnings({ schemaTrials = [] }: Trials, read: ReadProject): readonly StateProblem[] {
  return schemaTrials.flatMap(({ path, checked, isPart, misfitting, example }): readonly StateProblem[] => {
    const pointer = pointerTo(read.pointer, "schemas", path);
    const rest = isPart ? "; there was no time to check the others" : "";
    if (example === undefined) {
      const message = `the schema of \`${path}\` fits the ${checked} records checked${rest}`;
      return isPart ? [{ code: "trial_in_part", pointer, message }] : [];
    }
    const { recordId, misfit } = example;
    const place = misfit.pointer === "" ? "" : `, at ${quotePath(misfit.pointer)}`;
    const count = `${isPart ? "at least " : ""}${misfitting} of the ${checked} records checked`;
    const message = `the schema of \`${path}\` does not fit ${count}, such as \`${recordId}\`${place}: ${misfit.message}${rest}`;
    const help = "templates are checked for metadata that fits: mend the records, or widen the schema";
    return [{ code: "metadata_schema_mismatch", pointer, message, help }];
  });
}
