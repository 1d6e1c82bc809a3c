import { dirname, resolve } from "node:path";
import { lintRules } from "../../language/lint/rules.ts";
import type { CompileOptions } from "../../language/template.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../json-file.ts";
import { type Source, sourceOf } from "../read-input.ts";
import { type Configuration, defaultConfiguration } from "./configuration.ts";
import { findConfiguration } from "./find-configuration.ts";
import { readPolicy } from "./read-policy.ts";
import { validateConfiguration } from "./validate-configuration.ts";

/** What templates of one configuration are compiled against, or all that is wrong with its files. */
export type Project =
  | { readonly ok: true; readonly options: CompileOptions }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * Finds and loads the projects of templates; each configuration is read once. The configuration is the nearest
 * `claimsmith.json` above the template, or above the working folder for the standard input. `policy` replaces the
 * policy of every configuration.
 */
export function projectLoader(io: Io, policy?: Source): (template: Source) => Promise<Project> {
  const projectByFile = new Map<string | undefined, Promise<Project>>();
  return async ({ location }) => {
    const file = await findConfiguration(io, location === undefined ? io.cwd : dirname(location));
    const project = projectByFile.get(file) ?? loadProject(io, file, policy);
    projectByFile.set(file, project);
    return project;
  };
}

async function loadProject(io: Io, file: string | undefined, policy: Source | undefined): Promise<Project> {
  if (file === undefined) return loadFiles(io, defaultConfiguration, io.cwd, policy);
  const reading = await readJsonFile(io, sourceOf(io, file));
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const ruleIds = lintRules.map(({ id }) => id);
  const validation = validateConfiguration(reading.file.value, ruleIds);
  if (validation.ok) return loadFiles(io, validation.configuration, dirname(file), policy);
  const problems = validation.mistakes.map(({ pointer, message, help }) =>
    reading.file.problemAt(pointer, message, help),
  );
  return { ok: false, problems };
}

async function loadFiles(
  io: Io,
  configuration: Configuration,
  folder: string,
  otherPolicy: Source | undefined,
): Promise<Project> {
  const { vertical, namespace, rules } = configuration;
  const problems: InputProblem[] = [];
  const schemas: Record<string, unknown> = {};
  for (const [path, name] of Object.entries(configuration.schemas)) {
    const reading = await readJsonFile(io, sourceOf(io, resolve(folder, name)));
    if (reading.ok) schemas[path] = reading.file.value;
    else problems.push(reading.problem);
  }
  const ownPolicy =
    configuration.policy === undefined ? undefined : sourceOf(io, resolve(folder, configuration.policy));
  const policy = await readPolicy(io, otherPolicy ?? ownPolicy, vertical);
  if (!policy.ok) problems.push(...policy.problems);
  if (!policy.ok || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    options: {
      vertical,
      schemas,
      rules,
      ...(namespace === undefined ? {} : { namespace }),
      ...(policy.outline === undefined ? {} : { policy: policy.outline }),
    },
  };
}
