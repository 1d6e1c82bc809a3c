import { dirname, join } from "node:path";
import type { Diagnostic, Span } from "../../language/index.ts";
import type { StateProblem } from "../../publishing/index.ts";
import type { SummarizedReport } from "../summary/render-summaries.ts";
import type { ReadProfile } from "./read-profile.ts";
import { spanInString } from "./span-in-string.ts";

/**
 * All that there is to say about a profile, at its places: in the file of the profile itself, then in those that it names.
 * What is about a part of an expression is told of that part.
 */
export function profileReports({ path, file, check, textByFile }: ReadProfile): readonly SummarizedReport[] {
  const told = [...check.problems.map(withSeverity("error")), ...check.warnings.map(withSeverity("warning"))];
  const inside = told.filter((problem) => !isElsewhere(problem, textByFile));
  const diagnostics = file.locate(inside).map(({ span, ...problem }) => {
    const { diagnostic } = problem;
    return diagnosticOf(problem, diagnostic === undefined ? span : spanInString(file.text, span, diagnostic.span));
  });
  const others = [...textByFile].flatMap(([name, text]): readonly SummarizedReport[] => {
    const found = told.filter((problem) => problem.file === name && isElsewhere(problem, textByFile));
    if (found.length === 0) return [];
    const start = { start: 0, end: Math.min(1, text.length) };
    const shown = found.map((problem) => diagnosticOf(problem, problem.diagnostic?.span ?? start));
    return [{ path: join(dirname(path), name), text, diagnostics: inOrder(shown) }];
  });
  return [{ path, text: withoutKeys(file.text), diagnostics: inOrder(diagnostics) }, ...others];
}

type Told = StateProblem & { readonly severity: "error" | "warning" };

function withSeverity(severity: Told["severity"]): (problem: StateProblem) => Told {
  return (problem) => ({ ...problem, severity: problem.diagnostic?.severity === "error" ? "error" : severity });
}

/** Keys are told of where they are named: their files are no texts to show. */
function isElsewhere({ file, pointer }: StateProblem, texts: ReadonlyMap<string, string>): boolean {
  return file !== undefined && texts.has(file) && !pointer.startsWith("/pem_files");
}

/** The text as reports show it, with stars over keys: one that is private by mistake belongs in no log. */
function withoutKeys(json: string): string {
  return json.replace(/-----BEGIN[^"]*/g, (key) => "*".repeat(key.length));
}

function diagnosticOf({ code, severity, message, help }: Told, span: Span): Diagnostic {
  return { code, severity, message, span, ...(help === undefined ? {} : { help }) };
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((one, other) => one.span.start - other.span.start);
}
