import { sizeDiagnostics } from "./analysis/size.ts";
import { checkTemplate } from "./check/check-template.ts";
import { CompiledTemplate } from "./compiled-template.ts";
import { lintRules } from "./lint/rules.ts";
import { runRules } from "./lint/run-rules.ts";
import { isError, ordered } from "./ordered-diagnostics.ts";
import { decode } from "./syntax/decode.ts";
import { parseTemplate } from "./syntax/parse-template.ts";
import type { Compilation, CompileOptions } from "./template.ts";
import { type ReadOptions, readOptions } from "./vocabulary/read-options.ts";

const ruleIds: readonly string[] = lintRules.map(({ id }) => id);

/**
 * Compiles a template: tells everything that is wrong with it and, unless something of that is an error, gives the
 * template. Neither throws nor hangs, whatever the text.
 *
 * @param source a string, or UTF-8 bytes
 */
export function compile(source: string | Uint8Array, options: CompileOptions = {}): Compilation {
  return compileWith(source, readOptions(options, ruleIds));
}

/** The same, with options that are read once for many templates; their diagnostics are among those of each template. */
export function compileWith(source: string | Uint8Array, options: ReadOptions): Compilation {
  const decoded = decode(source);
  if (!decoded.ok) return { diagnostics: [decoded.diagnostic] };
  const { text } = decoded;
  const { vocabulary, namespace, rules, diagnostics } = options;
  const found = [...diagnostics];
  const { tree, diagnostics: syntax } = parseTemplate(text);
  found.push(...syntax);
  if (tree === undefined) return { diagnostics: ordered(found) };
  const { object, diagnostics: wrong } = checkTemplate(tree.object, vocabulary, namespace);
  found.push(...wrong, ...runRules({ tree, checked: object, vocabulary }, rules));
  if (found.some(isError)) return { diagnostics: ordered(found) };
  const template = new CompiledTemplate(object, text);
  found.push(...sizeDiagnostics(object, template.size));
  return found.some(isError) ? { diagnostics: ordered(found) } : { diagnostics: ordered(found), template };
}
