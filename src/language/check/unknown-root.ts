import { quoteName, quoteSource } from "../diagnostics/quote-source.ts";
import { replace } from "../diagnostics/report.ts";
import { globalNames } from "../vocabulary/functions/functions.ts";
import { rootsByVertical } from "../vocabulary/roots.ts";
import type { CheckContext } from "./check-context.ts";
import type { PathHead } from "./path-parts.ts";

const subjectNames: ReadonlySet<string> = new Set(["member", "user", "client"]);

/** Reports a name that is neither a root of the vertical nor a variable in scope. */
export function unknownRoot(context: CheckContext, root: PathHead): undefined {
  const { roots, vertical, freeRoot } = context.vocabulary;
  const message = `unknown name ${quoteSource(root.name)}`;
  if (vertical === undefined && freeRoot !== undefined) return unknownClaim(context, root, freeRoot.name);
  const owner = Object.entries(rootsByVertical).find(([, definitions]) => Object.hasOwn(definitions, root.name))?.[0];
  if (owner !== undefined) {
    const here = subjectNames.has(root.name) ? [...roots.keys()].find((name) => subjectNames.has(name)) : undefined;
    const help = `\`${root.name}\` is a root of ${owner} templates, and this one is for ${vertical}`;
    const fix = here === undefined ? undefined : replace(root.nameSpan, here, `use \`${here}\``);
    return context.report("unknown-root", root.nameSpan, message, { help, fix });
  }
  if (globalNames.includes(root.name)) {
    const help = `\`${root.name}\` is a function: call it, as in \`${root.name}(…)\``;
    return context.report("unknown-root", root.nameSpan, message, { help });
  }
  const candidates = [...roots.keys(), ...context.variableNames];
  const known = [...roots.keys()].map((name) => `\`${name}\``).join(" and ");
  const { slip, help = `templates read from ${known}` } = context.guess(root.name, candidates);
  const fix = slip === undefined ? undefined : replace(root.nameSpan, slip, `use ${quoteName(slip)}`);
  return context.report("unknown-root", root.nameSpan, message, { help, fix });
}

/** Where there is one root, what is no name of anything was most likely to be read from it. */
function unknownClaim(context: CheckContext, root: PathHead, free: string): undefined {
  const message = `unknown name ${quoteSource(root.name)}`;
  const { slip } = context.guess(root.name, [free, ...context.variableNames]);
  const meant = slip ?? `${free}.${root.name}`;
  const fix = replace(root.nameSpan, meant, `use ${quoteName(meant)}`);
  const help = `claims are read from \`${free}\`: did you mean \`${meant}\`?`;
  return context.report("unknown-root", root.nameSpan, message, { help, fix });
}
