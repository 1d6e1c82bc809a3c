import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import type { ExpressionForm } from "../expression.ts";
import type { RuleLevel } from "../template.ts";
import { maxPublishedSchemas } from "./limits.ts";
import { type Add, adderTo, readGiven, readNamespace, readRules, readSchema, unlessItThrows } from "./read-options.ts";
import { tokenRoot, tokenVocabulary } from "./token-vocabulary.ts";
import type { Type } from "./type.ts";
import { intersect, isNever } from "./types/index.ts";
import { anyObject, type Vocabulary } from "./vocabulary.ts";

/** The options of `compileExpression`, read: what could not be is in the diagnostics, and left out. */
export interface ReadExpressionOptions {
  readonly vocabulary: Vocabulary;
  readonly form: ExpressionForm;
  readonly expects: Type | undefined;
  readonly namespace: string;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly diagnostics: readonly Diagnostic[];
}

const knownOptions = ["vocabulary", "schema", "form", "expects", "namespace", "rules"] as const;
const expressionForms: readonly ExpressionForm[] = ["expression", "text", "template"];

/** Reads the options of `compileExpression`, whatever they are and hold. */
export function readExpressionOptions(options: unknown, ruleIds: readonly string[]): ReadExpressionOptions {
  const diagnostics: Diagnostic[] = [];
  const add = adderTo(diagnostics);
  const given = unlessItThrows("the options", add, () => readGiven(options, knownOptions, add)) ?? {};
  const { vocabulary, schema, form, expects, namespace, rules } = given;
  if (vocabulary !== tokenRoot) add("invalid-option", "unknown vocabulary", `it is \`${tokenRoot}\``);
  const typed = schema === undefined ? undefined : readType("token", schema, add);
  const type = typed && intersect(typed, anyObject);
  if (type !== undefined && isNever(type)) add("invalid-schema", "schema of `token`, at `/`: no object fits it");
  return {
    vocabulary: tokenVocabulary(type !== undefined && isNever(type) ? undefined : type),
    form: readForm(form, add),
    expects: expects === undefined ? undefined : readType("expects", expects, add),
    namespace: readNamespace(namespace, add),
    rules: unlessItThrows("the rules", add, () => readRules(rules, ruleIds, add)) ?? {},
    diagnostics,
  };
}

function readType(path: string, schema: unknown, add: Add): Type | undefined {
  return unlessItThrows(`the schema of \`${path}\``, add, () =>
    readSchema(path, schema, add, { maxSchemas: maxPublishedSchemas }),
  )?.type;
}

function readForm(form: unknown, add: Add): ExpressionForm {
  if (form === undefined) return "expression";
  const known = expressionForms.find((one) => one === form);
  if (known === undefined)
    add("invalid-option", "unknown form", `it is one of ${expressionForms.map(quoteSource).join(", ")}`);
  return known ?? "expression";
}
