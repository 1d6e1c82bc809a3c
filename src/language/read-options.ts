import type { DiagnosticCode } from "./diagnostics/catalogue.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { didYouMean } from "./diagnostics/did-you-mean.ts";
import { quoteSource } from "./diagnostics/quote-source.ts";
import { report } from "./diagnostics/report.ts";
import type { CompileOptions, RuleLevel, VerticalId } from "./template.ts";
import { fromJsonSchema, type SchemaProblem } from "./vocabulary/from-json-schema.ts";
import { maxMetadataBytes } from "./vocabulary/limits.ts";
import { type OutlinedPolicy, outlinePolicy, readPolicyOutline } from "./vocabulary/policy-outline.ts";
import { rootsByVertical } from "./vocabulary/roots.ts";
import { type MetadataSchema, metadataPaths, type Vocabulary, vocabularyOf } from "./vocabulary/vocabulary.ts";

/** The options of `compile`, read: what could not be is in the diagnostics, and left out. */
export interface ReadOptions {
  readonly vocabulary: Vocabulary;
  readonly namespace: string;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Options are not part of the text: what is wrong with them is reported at its beginning. */
const BEGINNING = { start: 0, end: 0 };

const KNOWN: readonly string[] = ["vertical", "schemas", "policy", "namespace", "rules"];

const CODE_BY_PROBLEM: Readonly<Record<SchemaProblem["kind"], DiagnosticCode>> = {
  "unread-keyword": "unread-schema-keyword",
  recursive: "recursive-schema",
  invalid: "invalid-schema",
};

/** Reads the options of `compile`, whatever they hold. */
export function readOptions(options: CompileOptions, ruleIds: readonly string[]): ReadOptions {
  const diagnostics: Diagnostic[] = [];
  const add = (code: DiagnosticCode, message: string, help?: string): void => {
    diagnostics.push(report(code, BEGINNING, message, { help }));
  };
  for (const name of Object.keys(options)) {
    if (!KNOWN.includes(name)) add("invalid-option", `unknown option ${quoteSource(name)}`, didYouMean(name, KNOWN));
  }
  const vertical = readVertical(options.vertical, add);
  const schemas = readSchemas(options.schemas ?? {}, vertical, add);
  const policy = options.policy === undefined ? undefined : readPolicy(options.policy, vertical, add);
  return {
    vocabulary: vocabularyOf(vertical, schemas, policy),
    namespace: readNamespace(options.namespace, add),
    rules: readRules(options.rules ?? {}, ruleIds, add),
    diagnostics,
  };
}

type Add = (code: DiagnosticCode, message: string, help?: string) => void;

function readVertical(vertical: string | undefined, add: Add): VerticalId {
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

function readNamespace(namespace: unknown, add: Add): string {
  if (namespace === undefined || typeof namespace === "string") return namespace ?? "";
  add("invalid-option", "the namespace is not a string");
  return "";
}

function readSchemas(
  schemas: Readonly<Record<string, unknown>>,
  vertical: VerticalId,
  add: Add,
): ReadonlyMap<string, MetadataSchema> {
  const known = metadataPaths(vertical);
  const read = new Map<string, MetadataSchema>();
  for (const [path, schema] of Object.entries(schemas)) {
    if (!known.includes(path)) {
      const help = didYouMean(path, known) ?? `schemas are for ${known.map(quoteSource).join(" and ")}`;
      add("unknown-schema-path", `no schema can be given for ${quoteSource(path)}`, help);
      continue;
    }
    const { type, userWritable, problems } = fromJsonSchema(schema, { greatestBytes: maxMetadataBytes });
    for (const { kind, pointer, message } of problems) {
      add(
        CODE_BY_PROBLEM[kind],
        `schema of \`${path}\`, at ${quoteSource(pointer === "" ? "/" : pointer)}: ${message}`,
      );
    }
    read.set(path, { type, userWritable });
  }
  return read;
}

function readPolicy(value: unknown, vertical: VerticalId, add: Add): OutlinedPolicy | undefined {
  const read = readPolicyOutline(value);
  if ("outline" in read) return outlinePolicy(read.outline, vertical);
  for (const { pointer, message } of read.problems) {
    add("invalid-policy", `policy, at ${quoteSource(pointer === "" ? "/" : pointer)}: ${message}`);
  }
  return undefined;
}

const LEVELS: ReadonlySet<unknown> = new Set<RuleLevel>(["off", "warn", "error"]);

function readRules(
  rules: Readonly<Record<string, RuleLevel>>,
  ruleIds: readonly string[],
  add: Add,
): Readonly<Record<string, RuleLevel>> {
  const read: [string, RuleLevel][] = [];
  for (const [id, level] of Object.entries(rules)) {
    if (!ruleIds.includes(id)) add("unknown-rule", `unknown lint rule ${quoteSource(id)}`, didYouMean(id, ruleIds));
    else if (!LEVELS.has(level)) {
      add("invalid-option", `the level of ${quoteSource(id)} is not valid`, "it is `off`, `warn` or `error`");
    } else read.push([id, level]);
  }
  return Object.fromEntries(read);
}
