import { invariant } from "../../language/invariant.ts";
import { type PolicyOutline, readPolicyOutline } from "../../language/vocabulary/policy-outline.ts";
import {
  type Configuration,
  type ConfigurationProblem,
  type ProjectSettings,
  pointerTo,
} from "../../projects/index.ts";
import { type IdSource, profileIndex, withDeclared } from "./declared-profile.ts";
import type { DeclaredProject } from "./declared-state.ts";
import { isPath, type StateFiles } from "./state-files.ts";
import type { StateProblem } from "./state-problem.ts";

/** A project of a state, with the files that it names. */
export interface ReadProject {
  readonly declared: DeclaredProject;
  readonly files: StateFiles;
  /** JSON Pointer of the project in the state. */
  readonly pointer: string;
}

/** What a state does to a configuration: what it does not name stays. */
export function declaredChange(
  { declared, files }: ReadProject,
  ids: IdSource,
): (before: Configuration) => Configuration {
  return (before) => {
    const schemas = new Map(Object.entries(before.schemas));
    for (const [path, schema] of files.schemas) {
      if (schema === null) schemas.delete(path);
      else schemas.set(path, schema);
    }
    const profiles = [...before.profiles];
    for (const [index, profile] of (declared.profiles ?? []).entries()) {
      const place = profileIndex(profiles, profile);
      const next = withDeclared(profiles[place], { declared: profile, publicKeys: files.publicKeys[index], ids });
      if (place === -1) profiles.push(next);
      else profiles[place] = next;
    }
    return {
      template: files.template ?? before.template,
      customAudience: declared.custom_audience ?? before.customAudience,
      schemas: Object.fromEntries(schemas),
      policy: declared.policy === undefined ? before.policy : policyOf(declared.policy),
      profiles,
      settings: settingsOf(declared, before.settings),
    };
  };
}

/** As every policy is kept: fields in one order, and lists that were left out empty. */
function policyOf(policy: DeclaredProject["policy"]): PolicyOutline {
  const reading = readPolicyOutline(policy);
  invariant("outline" in reading, "a declared policy has the shape of one");
  return reading.outline;
}

function settingsOf({ settings = {} }: DeclaredProject, before: ProjectSettings): ProjectSettings {
  const minutes = settings.max_session_lifetime_minutes;
  return {
    issuer: settings.issuer ?? before.issuer,
    signingAlgorithm: settings.signing_algorithm ?? before.signingAlgorithm,
    namespace: settings.namespace ?? before.namespace,
    attestRequiresDuration: settings.attest_requires_duration ?? before.attestRequiresDuration,
    maxSessionLifetimeMinutes: minutes === undefined ? before.maxSessionLifetimeMinutes : minutes,
  };
}

/** The problems of a configuration that a state was applied to, with the places in the state that made them. */
export function inState(
  problems: readonly ConfigurationProblem[],
  { declared, pointer }: ReadProject,
  configuration: Configuration,
): readonly StateProblem[] {
  const profiles = declared.profiles ?? [];
  return problems.map((problem): StateProblem => {
    const [, part, place, field, index] = problem.pointer.split("/");
    if (part === "profiles") {
      const at = profiles.findIndex((profile) => profileIndex(configuration.profiles, profile) === Number(place));
      const base = at === -1 ? pointer : pointerTo(pointer, "profiles", at);
      const rest = at === -1 || field === undefined ? "" : problem.pointer.split("/").slice(3).join("/");
      const file = field === "pem_files" ? profiles[at]?.pem_files?.[Number(index)] : undefined;
      return { ...problem, pointer: rest === "" ? base : `${base}/${rest}`, ...fileOf(file) };
    }
    return {
      ...problem,
      pointer: `${pointer}${problem.pointer}`,
      ...(part === "template" && fileOf(declared.template)),
    };
  });
}

function fileOf(text: string | undefined): { readonly file?: string } {
  return text !== undefined && isPath(text) ? { file: text } : {};
}
