import { pointerTo } from "../../language/json-pointer.ts";
import { declaredSlugs } from "./declared-slugs.ts";
import type { DeclaredProfile, DeclaredProject, DeclaredState } from "./declared-state.ts";
import { repetitions } from "./repetitions.ts";
import type { StateProblem } from "./state-problem.ts";

/** The problems of a state by itself, whatever the store has, beyond what its schema says. */
export function checkState({ projects }: DeclaredState): readonly StateProblem[] {
  return [
    ...repetitions(projects, ["project_id"], "/projects"),
    ...repeatedSlugs(projects),
    ...projects.flatMap((project, index) => checkProject(project, pointerTo("/projects", index))),
  ];
}

function repeatedSlugs(projects: readonly DeclaredProject[]): readonly StateProblem[] {
  const seen = new Set<string>();
  return projects.flatMap((project, index): readonly StateProblem[] => {
    const { projectSlug, environmentSlug } = declaredSlugs(project, undefined);
    const pair = `${projectSlug} ${environmentSlug}`;
    const isRepeated = seen.has(pair);
    seen.add(pair);
    const message = "another one of the list has the same `project_slug` and `environment_slug`";
    return isRepeated ? [{ code: "repeated", pointer: pointerTo("/projects", index, "project_slug"), message }] : [];
  });
}

function checkProject({ profiles = [], organizations = [], users = [] }: DeclaredProject, pointer: string) {
  const at = (...keys: readonly (string | number)[]) => pointerTo(pointer, ...keys);
  return [
    ...profiles.flatMap((profile, index) => checkProfile(profile, at("profiles", index))),
    ...repetitions(profiles, ["profile_id", "name"], at("profiles")),
    ...repetitions(
      organizations,
      ["organization_id", "organization_external_id", "organization_slug"],
      at("organizations"),
    ),
    ...organizations.flatMap(({ members = [] }, index) =>
      repetitions(members, ["member_id", "external_id", "email_address"], at("organizations", index, "members")),
    ),
    ...repetitions(users, ["user_id", "external_id", "email"], at("users")),
  ];
}

/** A profile that no other can be found by. */
function checkProfile(profile: DeclaredProfile, pointer: string): readonly StateProblem[] {
  if (profile.profile_id !== undefined || profile.name !== undefined) return [];
  return [{ code: "missing_field", pointer, message: "one of `profile_id` and `name` is needed to find the profile" }];
}
