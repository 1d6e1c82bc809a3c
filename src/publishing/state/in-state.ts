import { pointerTo } from "../../language/json-pointer.ts";
import type { Configuration, ConfigurationProblem } from "../../projects/index.ts";
import type { ReadProject } from "./declared-configuration.ts";
import { profileIndex } from "./declared-profile.ts";
import { isPath } from "./state-files.ts";
import type { StateProblem } from "./state-problem.ts";

/** The problems of a configuration that a state was applied to, with the places in the state that made them. */
export function inState(
  problems: readonly ConfigurationProblem[],
  read: ReadProject,
  configuration: Configuration,
): readonly StateProblem[] {
  return problems.map(({ isServable: _, ...problem }) => ({ ...problem, ...placeOf(problem, read, configuration) }));
}

function placeOf(
  { pointer }: ConfigurationProblem,
  { declared, pointer: project }: ReadProject,
  configuration: Configuration,
): Pick<StateProblem, "pointer" | "file"> {
  const [, part, place, ...rest] = pointer.split("/");
  if (part === "template") return { pointer: `${project}${pointer}`, ...fileOf(declared.template) };
  // A state does not speak of it; what else it says may not go with it.
  if (part?.startsWith("m2m_")) return { pointer: project };
  if (part !== "profiles") return { pointer: `${project}${pointer}` };
  // A profile's place in the configuration is another than that in the state.
  const profiles = declared.profiles ?? [];
  const index = profiles.findIndex((profile) => profileIndex(configuration.profiles, profile) === Number(place));
  if (index === -1) return { pointer: project };
  const [field, key] = rest;
  const declaredProfile = profiles[index];
  const fileByField: Readonly<Record<string, string | undefined>> = {
    pem_files: declaredProfile?.pem_files?.[Number(key)],
    attribute_mapping: declaredProfile?.attribute_mapping?.[key ?? ""],
  };
  const file = fileByField[field ?? ""];
  return { pointer: [pointerTo(project, "profiles", index), ...rest].join("/"), ...fileOf(file) };
}

function fileOf(text: string | undefined): { readonly file?: string } {
  return text !== undefined && isPath(text) ? { file: text } : {};
}
