import type { Organization, Subject } from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import {
  type Backend,
  type Configuration,
  contextWith,
  newProject,
  type Project,
  type ProjectContext,
  type ProjectVerticalId,
  projectCollection,
  readProject,
  systemScope,
} from "../../projects/index.ts";
import { planPublication } from "../configuration/plan-publication.ts";
import { noProspects, type Prospects } from "../configuration/prospects.ts";
import { judgeByRecords } from "../configuration/publish-configuration.ts";
import { declaredChange, type ReadProject } from "./declared-configuration.ts";
import { profileIndex } from "./declared-profile.ts";
import { declaredRecords } from "./declared-records.ts";
import { declaredSlugs } from "./declared-slugs.ts";
import { inState } from "./in-state.ts";
import { RecordWalk } from "./record-walk.ts";
import type { StateProblem } from "./state-problem.ts";

/** The plan of a project of a state: all that is wrong with it, or what applying it needs to know. */
export interface ProjectPlan {
  readonly problems: readonly StateProblem[];
  readonly warnings: readonly StateProblem[];
  /** The declared records as they are once the state is applied. */
  readonly prospects: Prospects;
}

/** Tries a project of a state on what the store has. Nothing is written. */
export async function planProject(
  backend: Backend,
  read: ReadProject,
  { isForced }: { readonly isForced: boolean },
): Promise<ProjectPlan> {
  const { declared, pointer } = read;
  const { project_id: projectId } = declared;
  const existing = await readProject(backend, projectId);
  const vertical = existing?.vertical ?? declared.vertical;
  if (vertical === undefined) {
    const message = "`vertical` is missing, and there is no such project yet";
    return refused([{ code: "missing_field", pointer, message }]);
  }
  const slugs = declaredSlugs(declared, existing);
  const problems = [...verticalProblems(read, vertical), ...(await slugProblems(backend, read, slugs))];
  const project = existing ?? { ...newProject(backend, { projectId, vertical, ...slugs }), revision: 0 };
  const ids = { environment: project.environment, random: backend.random };
  const plan = await planPublication(backend, project, declaredChange(read, ids));
  problems.push(...repeatedProfiles(read, plan.after));
  if (!plan.ok) return refused([...problems, ...inState(plan.problems, read, plan.after)]);
  if (problems.length > 0) return refused(problems);
  const records = await planRecords(contextWith(backend, project, plan.active), read);
  const { prospects } = records;
  const verdict = await judgeByRecords(backend, project, { plan, prospects, isForced });
  return {
    problems: [...inState(verdict.problems, read, plan.after), ...records.problems],
    warnings: [...inState(plan.notes, read, plan.after), ...records.warnings],
    prospects,
  };
}

function refused(problems: readonly StateProblem[]): ProjectPlan {
  return { problems, warnings: [], prospects: noProspects };
}

/** The problems of a project that declares what one of its vertical cannot have. */
function verticalProblems({ declared, pointer }: ReadProject, vertical: ProjectVerticalId): readonly StateProblem[] {
  const problems: StateProblem[] = [];
  if (declared.vertical !== undefined && declared.vertical !== vertical) {
    const message = `the project is of the vertical \`${vertical}\`, which never changes`;
    problems.push({ code: "other_vertical", pointer: pointerTo(pointer, "vertical"), message });
  }
  const [field, message] =
    vertical === "b2b"
      ? (["users", "a B2B project has organizations with members"] as const)
      : (["organizations", "a consumer project has users"] as const);
  if ((declared[field]?.length ?? 0) > 0) {
    problems.push({ code: "not_of_vertical", pointer: pointerTo(pointer, field), message });
  }
  return problems;
}

/** Profiles of which one is found by its id and another by its name, and both are one. */
function repeatedProfiles({ declared, pointer }: ReadProject, { profiles }: Configuration): readonly StateProblem[] {
  const places = (declared.profiles ?? []).map((profile) => profileIndex(profiles, profile));
  return places.flatMap((place, index): readonly StateProblem[] => {
    if (places.indexOf(place) === index) return [];
    const at = pointerTo(pointer, "profiles", index);
    return [{ code: "repeated", pointer: at, message: "the state declares this profile twice" }];
  });
}

async function slugProblems(
  { store }: Backend,
  { declared, pointer }: ReadProject,
  { projectSlug, environmentSlug }: Pick<Project, "projectSlug" | "environmentSlug">,
): Promise<readonly StateProblem[]> {
  const projects = store.scope(systemScope).collection(projectCollection);
  const holder = await projects.findOne("slugs", [projectSlug, environmentSlug]);
  if (holder === undefined || holder.id === declared.project_id) return [];
  const message = `the project \`${holder.id}\` has these slugs`;
  return [{ code: "project_slug_already_used", pointer: pointerTo(pointer, "project_slug"), message }];
}

async function planRecords(context: ProjectContext, read: ReadProject): Promise<ProjectPlan> {
  const problems: StateProblem[] = [];
  const warnings: StateProblem[] = [];
  const subjects = new Map<string, Subject>();
  const organizations = new Map<string, Organization>();
  const walk = new RecordWalk(context);
  const turn = context.backend.pacing.turns();
  for (const record of declaredRecords(read)) {
    await turn();
    const { what, pointer } = record;
    const plan = await walk.plan(record);
    if (plan.kind === "refused") problems.push(...plan.problems);
    else if (plan.kind === "deleted") {
      warnings.push({ code: "deleted_record", pointer, message: `the ${what} has been deleted, and stays so` });
    } else {
      const { prospect } = plan;
      const { id } = prospect;
      // Found by different fields: each application would make it what one says, and then what the other says.
      if (subjects.has(id) || organizations.has(id)) {
        problems.push({ code: "repeated", pointer, message: `the state declares this ${what} twice` });
      } else if ("implicitRoles" in prospect) organizations.set(id, prospect);
      else subjects.set(id, prospect);
    }
  }
  return { problems, warnings, prospects: { subjects, organizations } };
}
