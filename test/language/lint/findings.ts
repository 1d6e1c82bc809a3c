import { expect } from "vitest";
import { checkTemplate } from "../../../src/language/check/check-template.ts";
import { applyFixes } from "../../../src/language/diagnostics/apply-fixes.ts";
import type { Diagnostic } from "../../../src/language/diagnostics/diagnostic.ts";
import { lintRules } from "../../../src/language/lint/rules.ts";
import { runRules } from "../../../src/language/lint/run-rules.ts";
import { parseTemplate } from "../../../src/language/syntax/parse-template.ts";
import type { CompileOptions, RuleLevel } from "../../../src/language/template.ts";
import { fromJsonSchema } from "../../../src/language/vocabulary/json-schema/from-json-schema.ts";
import { maxMetadataBytes } from "../../../src/language/vocabulary/limits.ts";
import { outlinePolicy } from "../../../src/language/vocabulary/policy-outline.ts";
import { type Vocabulary, vocabularyOf } from "../../../src/language/vocabulary/vocabulary.ts";

/** What a template is checked against. */
export type Project = Pick<CompileOptions, "vertical" | "schemas" | "policy">;

export function vocabularyFor({ vertical = "b2b", schemas = {}, policy }: Project): Vocabulary {
  const metadata = Object.entries(schemas).map(
    ([path, schema]) => [path, fromJsonSchema(schema, { greatestBytes: maxMetadataBytes })] as const,
  );
  return vocabularyOf(vertical, new Map(metadata), policy && outlinePolicy(policy, vertical));
}

/** What parser and checker say about a template, and what the lint rules add. */
export function examine(text: string, project: Project, levels: Readonly<Record<string, RuleLevel>>) {
  const { tree, diagnostics: syntax } = parseTemplate(text);
  if (tree === undefined) return { syntax, check: [], lint: [] };
  const vocabulary = vocabularyFor(project);
  const checked = checkTemplate(tree.object, vocabulary, "");
  const lint = runRules({ tree, checked: checked.object, vocabulary }, levels);
  return { syntax, check: checked.diagnostics, lint };
}

/** The levels at which only this rule speaks. */
export function only(id: string, level: RuleLevel = "warn"): Readonly<Record<string, RuleLevel>> {
  return Object.fromEntries(lintRules.map((rule) => [rule.id, rule.id === id ? level : "off"]));
}

/** One thing that a rule found. */
export interface Finding {
  /** The source text of its span. */
  readonly at: string;
  readonly message: string;
  readonly help?: string;
  /** The template after its fix. */
  readonly fixed?: string;
}

/** What one rule finds in a template. A fix must leave a template without a syntax error, and one finding less. */
export function findings(id: string, text: string, project: Project = {}): readonly Finding[] {
  const { lint } = examine(text, project, only(id));
  for (const diagnostic of lint) {
    expect({ code: diagnostic.code, severity: diagnostic.severity }).toEqual({ code: id, severity: "warning" });
  }
  return lint.map((diagnostic) => {
    const { span, message, help, fix } = diagnostic;
    const finding = { at: text.slice(span.start, span.end), message, ...(help !== undefined && { help }) };
    return fix === undefined ? finding : { ...finding, fixed: fixedText(text, diagnostic, lint, project) };
  });
}

/** Applies the fix of one of the diagnostics of a text, and checks that it did what a fix promises. */
export function fixedText(text: string, diagnostic: Diagnostic, all: readonly Diagnostic[], project: Project): string {
  const fixed = applyFixes(text, [diagnostic]);
  const after = examine(fixed, project, only(diagnostic.code));
  expect(after.syntax, fixed).toEqual([]);
  const before = all.filter(({ code }) => code === diagnostic.code).length;
  expect(after.lint.length, fixed).toBeLessThan(before);
  return fixed;
}

/** The places that a rule finds in a template. */
export function places(id: string, text: string, project: Project = {}): readonly string[] {
  return findings(id, text, project).map(({ at }) => at);
}
