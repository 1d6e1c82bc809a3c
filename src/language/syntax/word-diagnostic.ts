import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { suggest } from "../diagnostics/did-you-mean.ts";
import { replace, surround } from "../diagnostics/report.ts";
import type { Span } from "../source/span.ts";
import { problemDiagnostic } from "./problem-diagnostic.ts";

const signByAlias: Readonly<Record<string, string>> = {
  True: "true",
  TRUE: "true",
  False: "false",
  FALSE: "false",
  None: "null",
  nil: "null",
  NULL: "null",
  undefined: "null",
};

/** The diagnostic for a bare word in the JSON part: a claim's name without quotes, or a value that is none. */
export function wordDiagnostic(word: string, span: Span, place: "key" | "value"): Diagnostic {
  if (place === "key") {
    const fix = replace(span, JSON.stringify(word), "put it in double quotes");
    return problemDiagnostic({ code: "invalid-key", ...span }, { fix });
  }
  const problem = { code: "unexpected-token", ...span, found: word, expected: "a value" } as const;
  if (word.includes(".")) {
    const help = "a path stands in a tag, as in `<< member.name >>`";
    return problemDiagnostic(problem, { help, fix: surround(span, "<< ", " >>", "make it a tag") });
  }
  const meant = Object.hasOwn(signByAlias, word) ? signByAlias[word] : suggest(word, ["true", "false", "null"])[0];
  if (meant === undefined) return problemDiagnostic(problem, { help: "a text stands in double quotes" });
  return problemDiagnostic(problem, {
    help: `did you mean \`${meant}\`?`,
    fix: replace(span, meant, `write \`${meant}\``),
  });
}
