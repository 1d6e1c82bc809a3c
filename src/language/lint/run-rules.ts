import type { CheckedObject, CheckedTag } from "../check/checked-tree.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { invariant } from "../invariant.ts";
import type { SyntaxTree } from "../syntax/syntax-tree.ts";
import type { RuleLevel } from "../template.ts";
import { maxDiagnostics } from "../vocabulary/limits.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { LintContext, LintRule, SyntaxVisitor, WrittenTag } from "./lint-rule.ts";
import { lintRules } from "./rules.ts";
import { walkChecked } from "./walk-checked.ts";
import { walkSyntax } from "./walk-syntax.ts";

/** A template to look at. Of one with errors the trees may lack what is wrong. */
export interface LintInput {
  readonly tree: SyntaxTree;
  /** The checked form of the same tree. */
  readonly checked: CheckedObject;
  readonly vocabulary: Vocabulary;
}

/**
 * The findings of the lint rules, in the order of the text. A rule that `levels` does not name has its own level; one that is
 * off does not run.
 */
export function runRules(input: LintInput, levels: Readonly<Record<string, RuleLevel>>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const writtenByStart = new Map<number, WrittenTag>();
  const collect: SyntaxVisitor = {
    tag: (tag, text) => writtenByStart.set(tag.span.start, { tag, place: text === undefined ? "value" : "text" }),
  };
  const writtenTag = ({ span }: CheckedTag): WrittenTag => {
    const written = writtenByStart.get(span.start);
    invariant(written !== undefined, "a tag that was checked was written");
    return written;
  };
  const visitors = lintRules.flatMap((rule) => {
    const level = Object.hasOwn(levels, rule.id) ? levels[rule.id] : rule.level;
    if (level !== "warn" && level !== "error") return [];
    const report = reporter(rule, level === "warn" ? "warning" : "error", diagnostics);
    return [rule.visit({ ...input, writtenTag, report })];
  });
  walkSyntax(input.tree, [collect, ...visitors.flatMap(({ syntax }) => syntax ?? [])]);
  walkChecked(
    input.checked,
    visitors.flatMap(({ checked }) => checked ?? []),
  );
  return diagnostics.sort((one, other) => one.span.start - other.span.start);
}

function reporter(
  { id }: LintRule,
  severity: Diagnostic["severity"],
  diagnostics: Diagnostic[],
): LintContext["report"] {
  let count = 0;
  return (span, message, { help, fix: makeFix } = {}) => {
    count += 1;
    const fix = count <= maxDiagnostics ? makeFix?.() : undefined;
    diagnostics.push({
      code: id,
      severity,
      message,
      span,
      ...(help !== undefined && { help }),
      ...(fix !== undefined && { fix }),
    });
  };
}
