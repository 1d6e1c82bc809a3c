import { dirname, resolve } from "node:path";
import type { FileReport } from "../../language/diagnostics/index.ts";
import type { CompileOptions } from "../../language/index.ts";
import { lintRules } from "../../language/lint/rules.ts";
import { type ReadOptions, readOptions } from "../../language/options.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../json-file.ts";
import { type Source, sourceOf } from "../read-input.ts";
import { type Configuration, defaultConfiguration } from "./configuration.ts";
import { findConfiguration } from "./find-configuration.ts";
import { readPolicy } from "./read-policy.ts";
import { readSchemaFile } from "./read-schema-file.ts";
import { validateConfiguration } from "./validate-configuration.ts";

const ruleIds = lintRules.map(({ id }) => id);

/** Everything that templates of one configuration are compiled against, or all that is wrong with its files. */
export type Project =
  | {
      readonly ok: true;
      readonly options: CompileOptions;
      /** The same, read: for all templates of the project. What is said of schemas is left out. */
      readonly read: ReadOptions;
      /** Reports of the schema files of which something is to be said, each once. */
      readonly schemaReports: readonly FileReport[];
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * Finds and loads the projects of templates; each configuration is read once. The configuration is the nearest
 * `claimsmith.json` above the template, or above the file that the standard input stands for,
 * or above the working folder. `policy` replaces the
 * policy of every configuration.
 */
export function projectLoader(io: Io, policy?: Source): (template: Source) => Promise<Project> {
  const projectByFile = new Map<string | undefined, Promise<Project>>();
  return async ({ location, standsFor }) => {
    const place = location ?? standsFor;
    const file = await findConfiguration(io, place === undefined ? io.cwd : dirname(place));
    const project = projectByFile.get(file) ?? loadProject(io, file, policy);
    projectByFile.set(file, project);
    return project;
  };
}

async function loadProject(io: Io, file: string | undefined, policy: Source | undefined): Promise<Project> {
  if (file === undefined) return loadFiles(io, defaultConfiguration, io.cwd, policy);
  const reading = await readJsonFile(io, sourceOf(io, file));
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const validation = validateConfiguration(reading.file.value, ruleIds);
  if (validation.ok) return loadFiles(io, validation.configuration, dirname(file), policy);
  return { ok: false, problems: reading.file.problemsAt(validation.mistakes) };
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
  const reportByPath = new Map<string, FileReport>();
  for (const [path, name] of Object.entries(configuration.schemas)) {
    const reading = await readSchemaFile(io, sourceOf(io, resolve(folder, name)));
    if (!reading.ok) problems.push(...reading.problems);
    else {
      schemas[path] = reading.schema;
      if (reading.report.diagnostics.length > 0) reportByPath.set(reading.report.path, reading.report);
    }
  }
  const ownPolicy =
    configuration.policy === undefined ? undefined : sourceOf(io, resolve(folder, configuration.policy));
  const policy = await readPolicy(io, otherPolicy ?? ownPolicy, vertical);
  if (!policy.ok) problems.push(...policy.problems);
  if (!policy.ok || problems.length > 0) return { ok: false, problems };
  const options: CompileOptions = {
    vertical,
    schemas,
    rules,
    ...(namespace === undefined ? {} : { namespace }),
    ...(policy.outline === undefined ? {} : { policy: policy.outline }),
  };
  // All that can be wrong with them has been told of their files.
  const read = { ...readOptions(options, ruleIds), diagnostics: [] };
  return { ok: true, options, read, schemaReports: [...reportByPath.values()] };
}
