import {
  emptyConfiguration,
  type PreparedProfile,
  type ProjectSettings,
  type ProjectVerticalId,
  prepareConfiguration,
  profileLints,
  verticals,
} from "../../projects/index.ts";
import { checkState } from "./check-state.ts";
import { declaredChange } from "./declared-configuration.ts";
import { everyProblem } from "./every-problem.ts";
import { inState } from "./in-state.ts";
import { type ReadStateFile, readStateFiles } from "./state-files.ts";
import type { StateProblem } from "./state-problem.ts";
import { validateState } from "./validate-state.ts";

/** The surroundings of a profile that is checked by itself. */
export interface ProfileSurroundings {
  readonly vertical: ProjectVerticalId;
  /** Reads what its `./…` name. */
  readonly readFile: ReadStateFile;
  /** Of its project; those of a project that was told nothing, unless given. */
  readonly settings?: ProjectSettings;
}

/** All that there is to say about a declared profile, at places in it, and the profile unless something is an error. */
export interface ProfileCheck {
  readonly problems: readonly StateProblem[];
  readonly warnings: readonly StateProblem[];
  readonly prepared?: PreparedProfile;
}

/** JSON Pointer of the profile in the state that has it alone. */
const place = "/projects/0/profiles/0";

/**
 * Checks a parsed profile, as a declared state has it, the way a state is checked that makes a project with it alone; and
 * tells what else its author should look at. Nothing is written.
 */
export async function checkDeclaredProfile(profile: unknown, surroundings: ProfileSurroundings): Promise<ProfileCheck> {
  const { vertical } = surroundings;
  const state = { projects: [{ project_id: "project-test-alone", vertical, profiles: [profile] }] };
  const judge = (value: unknown) => judgeProfile(value, surroundings);
  const { problems: first, warnings, prepared } = await judge(state);
  if (first.length === 0) return { problems: [], warnings: warnings.map(inProfile), ...(prepared && { prepared }) };
  const problems = await everyProblem(state, first, async (rest) => (await judge(rest)).problems);
  return { problems: problems.map(inProfile), warnings: warnings.map(inProfile) };
}

/** Judges a state that has one profile and nothing else, or what is left of it. */
async function judgeProfile(
  value: unknown,
  { vertical, readFile, settings = emptyConfiguration.settings }: ProfileSurroundings,
): Promise<ProfileCheck> {
  const refused = (problems: readonly StateProblem[]): ProfileCheck => ({ problems, warnings: [] });
  const validation = validateState(value);
  if (!validation.ok) return refused(validation.problems);
  const { state } = validation;
  const problems = [...checkState(state)];
  const [declared] = state.projects;
  if (declared === undefined) return refused(problems);
  const pointer = "/projects/0";
  const { files, problems: unread } = await readStateFiles(declared, { pointer, readFile });
  problems.push(...unread);
  if (problems.length > 0) return refused(problems);

  const read = { declared, files, pointer };
  const configuration = declaredChange(read, throwAwayIds)({ ...emptyConfiguration, settings });
  const kind = verticals[vertical];
  const { profiles, problems: wrong, notes } = prepareConfiguration(configuration, kind, { isOnlyTried: true });
  const [prepared] = profiles.values();
  const lints = prepared === undefined ? [] : profileLints(prepared, "/profiles/0");
  return {
    problems: inState(wrong, read, configuration),
    warnings: inState([...notes, ...lints], read, configuration),
    ...(prepared !== undefined && { prepared }),
  };
}

/** Nobody sees the ids of what is made for a check. */
const throwAwayIds = { environment: "test", random: (size: number) => new Uint8Array(size) } as const;

function inProfile(problem: StateProblem): StateProblem {
  return { ...problem, pointer: problem.pointer.replace(place, "") };
}
