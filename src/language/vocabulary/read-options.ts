import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did-you-mean.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { report } from "../diagnostics/report.ts";
import { isJsonObject } from "../json.ts";
import type { RuleLevel, VerticalId } from "../template.ts";
import { fromJsonSchema, type SchemaBounds, type SchemaProblem } from "./json-schema/from-json-schema.ts";
import { maxMetadataBytes } from "./limits.ts";
import { type OutlinedPolicy, outlinePolicy, readPolicyOutline } from "./policy-outline.ts";
import { rootsByVertical } from "./roots.ts";
import { type MetadataSchema, metadataPaths, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** The options of `compile`, read: what could not be is in the diagnostics, and left out. */
export interface ReadOptions {
  readonly vocabulary: Vocabulary;
  readonly namespace: string;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly diagnostics: readonly Diagnostic[];
}

const optionsSpan = { start: 0, end: 0 };

const knownOptions = ["vertical", "schemas", "policy", "namespace", "rules"] as const;

const codeByProblem: Readonly<Record<SchemaProblem["kind"], DiagnosticCode>> = {
  "unread-keyword": "unread-schema-keyword",
  recursive: "recursive-schema",
  invalid: "invalid-schema",
};

/** Reads the options of `compile`, whatever they are and hold. */
export function readOptions(
  options: unknown,
  ruleIds: readonly string[],
  bounds: Pick<SchemaBounds, "maxSchemas"> = {},
): ReadOptions {
  const diagnostics: Diagnostic[] = [];
  const add = adderTo(diagnostics);
  const given: Members = unlessItThrows("the options", add, () => readGiven(options, knownOptions, add)) ?? {};
  const vertical = readVertical(given.vertical, add);
  const schemas =
    unlessItThrows("the schemas", add, () => readSchemas(given.schemas, { vertical, add, bounds })) ?? new Map();
  const policy = unlessItThrows("the policy", add, () => readPolicy(given.policy, vertical, add));
  return {
    vocabulary: vocabularyOf(vertical, schemas, policy),
    namespace: readNamespace(given.namespace, add),
    rules: unlessItThrows("the rules", add, () => readRules(given.rules, ruleIds, add)) ?? {},
    diagnostics,
  };
}

/** Takes one thing that is wrong with options. */
export type Add = (code: DiagnosticCode, message: string, help?: string) => void;
type Members = Readonly<Record<string, unknown>>;

/** Options are not part of the text: what is wrong with them is reported at its beginning. */
export function adderTo(diagnostics: Diagnostic[]): Add {
  return (code, message, help) => {
    diagnostics.push(report(code, optionsSpan, message, { help }));
  };
}

/** The result of `read` on something that a caller made: a getter or a proxy in it may throw anything. */
export function unlessItThrows<T>(what: string, add: Add, read: () => T): T | undefined {
  try {
    return read();
  } catch {
    add("invalid-option", `${what} cannot be read: a getter or a proxy in it failed`);
    return undefined;
  }
}

/** The options of these names; others are reported. */
export function readGiven(options: unknown, known: readonly string[], add: Add): Members {
  const given = readMembers(options, "options", add);
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) add("invalid-option", `unknown option ${quoteSource(name)}`, didYouMean(name, known));
  }
  return Object.fromEntries(known.map((name) => [name, given[name]]));
}

function readMembers(value: unknown, name: string, add: Add): Members {
  if (isJsonObject(value)) return value;
  add("invalid-option", `the ${name} are not an object`);
  return {};
}

function readVertical(vertical: unknown, add: Add): VerticalId {
  if (vertical === undefined || vertical === "b2b") return "b2b";
  if (vertical === "consumer" || vertical === "m2m") return vertical;
  const help = `it is one of ${Object.keys(rootsByVertical).map(quoteSource).join(", ")}`;
  add(
    "invalid-option",
    `unknown vertical ${quoteSource(typeof vertical === "string" ? vertical : typeof vertical)}`,
    help,
  );
  return "b2b";
}

/** The namespace among options. */
export function readNamespace(namespace: unknown, add: Add): string {
  if (namespace === undefined || typeof namespace === "string") return namespace ?? "";
  add("invalid-option", "the namespace is not a string");
  return "";
}

function readSchemas(
  schemas: unknown,
  { vertical, add, bounds }: { readonly vertical: VerticalId; readonly add: Add; readonly bounds: SchemaBounds },
): ReadonlyMap<string, MetadataSchema> {
  const each = { ...bounds, greatestBytes: maxMetadataBytes };
  const known = metadataPaths(vertical);
  const read = new Map<string, MetadataSchema>();
  if (schemas === undefined) return read;
  for (const [path, schema] of Object.entries(readMembers(schemas, "schemas", add))) {
    if (!known.includes(path)) {
      const help = didYouMean(path, known) ?? `schemas are for ${known.map(quoteSource).join(" and ")}`;
      add("unknown-schema-path", `no schema can be given for ${quoteSource(path)}`, help);
      continue;
    }
    const typed = unlessItThrows(`the schema of \`${path}\``, add, () => readSchema(path, schema, add, each));
    if (typed !== undefined) read.set(path, typed);
  }
  return read;
}

/** A schema among options as a type; `path` names what it is of. */
export function readSchema(path: string, schema: unknown, add: Add, bounds: SchemaBounds): MetadataSchema {
  const { type, userWritable, problems } = fromJsonSchema(schema, bounds);
  for (const { kind, pointer, message } of problems) {
    add(codeByProblem[kind], `schema of \`${path}\`, at ${quoteSource(pointer === "" ? "/" : pointer)}: ${message}`);
  }
  return { type, userWritable };
}

function readPolicy(value: unknown, vertical: VerticalId, add: Add): OutlinedPolicy | undefined {
  if (value === undefined) return undefined;
  const read = readPolicyOutline(value);
  if (read.ok) return outlinePolicy(read.outline, vertical);
  for (const { pointer, message } of read.problems) {
    add("invalid-policy", `policy, at ${quoteSource(pointer === "" ? "/" : pointer)}: ${message}`);
  }
  return undefined;
}

const ruleLevels: readonly RuleLevel[] = ["off", "warn", "error"];

/** The levels of lint rules among options. */
export function readRules(rules: unknown, ruleIds: readonly string[], add: Add): Readonly<Record<string, RuleLevel>> {
  const read: [string, RuleLevel][] = [];
  if (rules === undefined) return {};
  for (const [id, written] of Object.entries(readMembers(rules, "rules", add))) {
    const level = ruleLevels.find((known) => known === written);
    if (!ruleIds.includes(id)) add("unknown-rule", `unknown lint rule ${quoteSource(id)}`, didYouMean(id, ruleIds));
    else if (level === undefined) {
      add("invalid-option", `the level of ${quoteSource(id)} is not valid`, "it is `off`, `warn` or `error`");
    } else read.push([id, level]);
  }
  return Object.fromEntries(read);
}
