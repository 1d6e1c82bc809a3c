import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Guess, guess } from "../diagnostics/did-you-mean.ts";
import { type DiagnosticDetail, report } from "../diagnostics/report.ts";
import type { Span } from "../source/span.ts";
import { printExpression, type TagPlace } from "../syntax/print-expression.ts";
import type { ExpressionNode } from "../syntax/syntax-tree.ts";
import { maxDiagnostics, maxPatternCharacters, maxTemplatePatternWeight } from "../vocabulary/limits.ts";
import { compilePattern, type PatternCompilation } from "../vocabulary/pattern.ts";
import { patternWeight } from "../vocabulary/pattern-weight.ts";
import type { Type } from "../vocabulary/type.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { CheckedExpression } from "./checked-tree.ts";

/** A variable of a macro that is in scope. */
export interface Variable {
  readonly name: string;
  readonly type: Type;
}

/** Types an expression and resolves its names: the one entry to checking, which the checks of its parts come back to. */
export type ExpressionCheck = (context: CheckContext, node: ExpressionNode) => CheckedExpression | undefined;

/** The state of checking one template, and the place where its diagnostics go. */
export class CheckContext {
  readonly diagnostics: Diagnostic[] = [];
  private readonly variables: Variable[] = [];
  private readonly patterns = new Map<string, PatternCompilation>();
  private patternWeight = 0;
  private guesses = 0;
  private place: TagPlace = "value";

  constructor(
    readonly vocabulary: Vocabulary,
    private readonly check: ExpressionCheck,
  ) {}

  /** Checks an expression; what is wrong with it is reported, and then there is none. */
  expression(node: ExpressionNode): CheckedExpression | undefined {
    return this.check(this, node);
  }

  /** Checks every one of several expressions; gives them only if all are right. */
  expressions(nodes: readonly ExpressionNode[]): readonly CheckedExpression[] | undefined {
    const right = nodes.map((node) => this.expression(node)).filter((node) => node !== undefined);
    return right.length === nodes.length ? right : undefined;
  }

  /** Does something inside a text, where string literals are written in another way. */
  inText<T>(action: () => T): T {
    this.place = "text";
    const result = action();
    this.place = "value";
    return result;
  }

  /** A string literal as it is written at the place that is being checked. */
  literal(value: string): string {
    return printExpression({ kind: "string", value, span: { start: 0, end: 0 } }, this.place);
  }

  /** Reports a mistake; gives `undefined`, which stands for an expression that is known to be wrong. */
  report(code: DiagnosticCode, span: Span, message: string, detail?: DiagnosticDetail): undefined {
    this.diagnostics.push(report(code, span, message, detail));
    return undefined;
  }

  /** What a name was probably meant to be; asked of more names than are listed, it knows of no further one. */
  guess(name: string, candidates: Iterable<string>): Guess {
    this.guesses += 1;
    return this.guesses > maxDiagnostics ? {} : guess(name, candidates);
  }

  /** Compiles a pattern, once for all places that have it; of too many large ones the rest are refused. */
  pattern(source: string): PatternCompilation {
    const known = this.patterns.get(source);
    if (known !== undefined) return known;
    const compiled = this.compilePattern(source);
    this.patterns.set(source, compiled);
    return compiled;
  }

  private compilePattern(source: string): PatternCompilation {
    // A longer one is refused for that.
    this.patternWeight += source.length > 2 * maxPatternCharacters ? 0 : patternWeight(source);
    if (this.patternWeight <= maxTemplatePatternWeight) return compilePattern(source);
    return { ok: false, error: "the patterns of the template are too large together" };
  }

  /** The innermost variable of that name and its place, from the outermost. */
  variable(name: string): { readonly slot: number; readonly type: Type } | undefined {
    const slot = this.variables.findLastIndex((variable) => variable.name === name);
    const variable = this.variables[slot];
    return variable && { slot, type: variable.type };
  }

  /** The names of all variables in scope. */
  get variableNames(): readonly string[] {
    return this.variables.map(({ name }) => name);
  }

  /** Does something with one more variable in scope. */
  withVariable<T>(variable: Variable, action: (slot: number) => T): T {
    this.variables.push(variable);
    const result = action(this.variables.length - 1);
    this.variables.pop();
    return result;
  }
}
