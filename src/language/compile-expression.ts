import { outputType } from "./analysis/output-type.ts";
import { canHaveType } from "./analysis/possible-value.ts";
import { sizeDiagnostics, sizeOf } from "./analysis/size.ts";
import { checkTemplate } from "./check/check-template.ts";
import type { CheckedObject, CheckedValue } from "./check/checked-tree.ts";
import { CompiledExpression } from "./compiled-expression.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { report } from "./diagnostics/report.ts";
import { describeExpected, type Expectation } from "./expectation.ts";
import type { ExpressionCompilation, ExpressionForm, ExpressionOptions } from "./expression.ts";
import { lintRules } from "./lint/rules.ts";
import { runRules } from "./lint/run-rules.ts";
import { isError, ordered } from "./ordered-diagnostics.ts";
import { decode } from "./syntax/decode.ts";
import { parseBareValue, parseTemplate } from "./syntax/parse-template.ts";
import type { RuleLevel } from "./template.ts";
import { type ReadExpressionOptions, readExpressionOptions } from "./vocabulary/read-expression-options.ts";
import type { Type } from "./vocabulary/type.ts";
import { withoutNull } from "./vocabulary/types/index.ts";

export { Meter as StepMeter } from "./evaluate/meter.ts";
export { type Expectation, expectationOf } from "./expectation.ts";

const ruleIds: readonly string[] = lintRules.map(({ id }) => id);

/**
 * Compiles an expression that stands by itself, outside a template: a condition, or what an attribute is mapped to.
 * Tells everything that is wrong with it, with places in the given text, and unless something of that is an error gives
 * the expression. What can never be of the expected type is an error; what may be of another, its evaluation tells.
 * Neither throws nor hangs, whatever the text.
 */
export function compileExpression(text: string, options: ExpressionOptions): ExpressionCompilation {
  const read = readExpressionOptions(options, ruleIds);
  return compileRead(text, read, read);
}

/** The options that many expressions have in common, read once. */
export interface ExpressionCompiler {
  /** What is wrong with the options. */
  readonly diagnostics: readonly Diagnostic[];
  /** Compiles one of the expressions, as `compileExpression` does; without a word on the options. */
  compile(text: string, use: ExpressionUse): ExpressionCompilation;
}

/** The use of an expression: the form it is written in, and the type that it has to give, any unless that is said. */
export interface ExpressionUse {
  readonly form: ExpressionForm;
  readonly expects?: Expectation | undefined;
  /** Levels by rule id, before those of the options. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
}

/** Reads options once for many expressions. */
export function expressionCompiler(options: Omit<ExpressionOptions, "form" | "expects">): ExpressionCompiler {
  const { diagnostics, ...read } = readExpressionOptions(options, ruleIds);
  return {
    diagnostics,
    compile(text, { form, expects, rules = {} }) {
      const context = { ...read, rules: { ...rules, ...read.rules }, diagnostics: [] };
      return compileRead(text, context, { form, expects: expects?.type });
    },
  };
}

type ReadUse = Pick<ReadExpressionOptions, "form" | "expects">;

function compileRead(
  text: string,
  { vocabulary, namespace, rules, diagnostics }: Omit<ReadExpressionOptions, keyof ReadUse>,
  { form, expects }: ReadUse,
): ExpressionCompilation {
  const decoded = decode(text);
  if (!decoded.ok) return { diagnostics: [decoded.diagnostic] };
  const found = [...diagnostics];
  const { tree, diagnostics: syntax } = form === "template" ? parseTemplate(text) : parseBareValue(text, form);
  found.push(...syntax);
  if (tree === undefined) return { diagnostics: ordered(found) };
  const { object, diagnostics: wrong } = checkTemplate(tree.object, vocabulary, namespace);
  const value = form === "template" ? object : object.claims[0]?.value;
  const result = value === undefined ? [] : resultDiagnostics(value, expects);
  // What can never be of use is so for that: what makes it so is not told again.
  const levels = { ...rules, ...(result.length > 0 && { "no-dead-branch": "off" as const }) };
  found.push(...wrong, ...result, ...runRules({ tree, checked: object, vocabulary }, { ...sizeRules, ...levels }));
  if (value === undefined || found.some(isError)) return { diagnostics: ordered(found) };
  return { diagnostics: ordered(found), expression: new CompiledExpression(object, { form, expects }) };
}

/** Whatever takes what an expression gives has a limit of its own. */
const sizeRules = { "no-unbounded-claim": "off" } as const;

function resultDiagnostics(value: CheckedValue, expects: Type | undefined): readonly Diagnostic[] {
  if (value.kind === "object") return tooLarge(value);
  if (expects === undefined || canHaveType(value, expects)) return [];
  const wanted = describeExpected(withoutNull(expects));
  return [report("wrong-result", spanOf(value), `this can never be ${wanted}`, { help: `it has to give ${wanted}` })];
}

function tooLarge(object: CheckedObject): readonly Diagnostic[] {
  return sizeDiagnostics(object, sizeOf(object, outputType(object))).filter(isError);
}

function spanOf(value: CheckedValue) {
  return value.kind === "tag" ? value.expression.span : value.span;
}
