import { isDeepStrictEqual } from "node:util";
import { compile, compileWith } from "../language/compile.ts";
import { type MetadataCheck, metadataChecks } from "../language/data/metadata-checks.ts";
import type { CompileOptions, Diagnostic, Template } from "../language/index.ts";
import { pointerTo } from "../language/json-pointer.ts";
import { readOptions } from "../language/options.ts";
import { maxPublishedSchemas, maxPublishedTemplateBytes, maxSchemas } from "../language/vocabulary/limits.ts";
import { validatePolicy } from "../policy/index.ts";
import { checkCustomAudiences, checkSettings } from "./check-settings.ts";
import type { PolicyContext } from "./compiled-policy.ts";
import type { Configuration } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import { type PreparedProfile, prepareProfiles } from "./prepare-profiles.ts";
import { configurationText } from "./read-configuration.ts";
import type { Vertical } from "./vertical.ts";

/** Bytes of the JSON text of a configuration. */
export const maxConfigurationBytes = 1_048_576;

/** A configuration, read in all its parts. */
export interface PreparedConfiguration {
  /** Absent if something of it is an error. */
  readonly template: Template | undefined;
  /** What metadata that a schema is declared for must fit, by path of the vocabulary. */
  readonly metadataChecks: ReadonlyMap<string, MetadataCheck>;
  readonly profiles: ReadonlyMap<string, PreparedProfile>;
  /** All that keeps the configuration from being saved. */
  readonly problems: readonly ConfigurationProblem[];
  /** What else is worth knowing about the template and the profiles. */
  readonly notes: readonly ConfigurationProblem[];
}

/**
 * Compiles the template, validates the policy, reads the keys and checks the settings; every problem is reported. One that
 * is only tried leaves nothing behind that others would have to make room for; what stays as it is stored is read
 * though an earlier version allowed what may not be published now.
 */
export function prepareConfiguration(
  configuration: Configuration,
  vertical: Vertical,
  use: Pick<PolicyContext, "isOnlyTried" | "stored"> = {},
): PreparedConfiguration {
  const { schemas, policy, settings } = configuration;
  const size = Buffer.byteLength(configurationText(configuration));
  if (size > maxConfigurationBytes) {
    const message = `the configuration takes ${size} bytes of JSON, and at most ${maxConfigurationBytes} are allowed`;
    const problems = [{ code: "configuration_too_large", pointer: "", message }];
    return { template: undefined, metadataChecks: new Map(), profiles: new Map(), problems, notes: [] };
  }
  const validation = validatePolicy(policy, vertical.id);
  const policyProblems = validation.ok ? [] : validation.problems;
  const options: CompileOptions = {
    vertical: vertical.id,
    schemas,
    namespace: settings.namespace,
    // Of a policy that is not valid, the template need not repeat it.
    ...(validation.ok ? { policy: validation.policy } : {}),
  };
  // To read schemas may take longer than to compile a template with them.
  const stays = isDeepStrictEqual(use.stored?.schemas, schemas);
  const read = readOptions(options, [], { maxSchemas: stays ? maxSchemas : maxPublishedSchemas });
  const compilation = compileWith(configuration.template, read);
  const m2m = compile(configuration.m2mTemplate, { vertical: "m2m", namespace: settings.namespace });
  const diagnostics = [
    ...compilation.diagnostics.map((diagnostic) => ({ diagnostic, part: "template" })),
    ...m2m.diagnostics.map((diagnostic) => ({ diagnostic, part: "m2m_template" })),
  ];
  const {
    profiles,
    problems: profileProblems,
    notes: profileNotes,
  } = prepareProfiles(configuration.profiles, { ...use, vertical, namespace: settings.namespace });
  return {
    template: compilation.template,
    metadataChecks: metadataChecks(read, schemas),
    profiles,
    problems: [
      ...diagnostics.filter(isError).map(problemOf),
      ...templateSizes(configuration),
      ...checkCustomAudiences(configuration),
      ...policyProblems.map((problem) => ({ ...problem, pointer: `/policy${problem.pointer}` })),
      ...profileProblems,
      ...checkSettings(settings),
    ],
    notes: [...diagnostics.filter((found) => !isError(found)).map(problemOf), ...profileNotes],
  };
}

/** Templates that are longer than one may be that is published now. */
function templateSizes({ template, m2mTemplate }: Configuration): readonly ConfigurationProblem[] {
  const texts = [
    ["/template", template],
    ["/m2m_template", m2mTemplate],
  ] as const;
  return texts.flatMap(([pointer, text]): readonly ConfigurationProblem[] => {
    const bytes = Buffer.byteLength(text);
    if (bytes <= maxPublishedTemplateBytes) return [];
    const message = `the template takes ${bytes} bytes, and at most ${maxPublishedTemplateBytes} can be published`;
    const help = "a token holds 4096 bytes of claims: leave out what the application does not need";
    return [{ code: "jwt_template_too_large", pointer, message, help, isServable: true }];
  });
}

/** All that keeps a configuration from being saved in a project of that kind; nothing, if it may be. */
export function checkConfiguration(configuration: Configuration, vertical: Vertical): readonly ConfigurationProblem[] {
  return prepareConfiguration(configuration, vertical, { stored: configuration }).problems;
}

/** A diagnostic, and the template that it is of. */
interface Found {
  readonly diagnostic: Diagnostic;
  readonly part: string;
}

function isError({ diagnostic }: Found): boolean {
  return diagnostic.severity === "error";
}

const schemaCodes: readonly string[] = [
  "unknown-schema-path",
  "invalid-schema",
  "recursive-schema",
  "unread-schema-keyword",
];

function problemOf({ diagnostic, part }: Found): ConfigurationProblem {
  const { code, message, help } = diagnostic;
  const pointer = schemaCodes.includes(code) ? "/schemas" : pointerTo("", part);
  return { code, pointer, message, diagnostic, ...(help === undefined ? {} : { help }) };
}
