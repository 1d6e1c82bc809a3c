import { replace } from "../diagnostics/report.ts";
import type { LinkNode, MethodLink } from "../syntax/syntax-tree.ts";
import { methodNames } from "../vocabulary/functions/functions.ts";
import type { CheckContext } from "./check-context.ts";

/** Tells whether a link calls what is the name of no function: a property, probably, that was taken for one. */
export function callsNoFunction(link: LinkNode | undefined): link is MethodLink {
  return link?.kind === "method" && !methodNames.includes(link.name);
}

/** Reports a call behind a root or `rbac`, where only properties stand. */
export function calledProperty(context: CheckContext, link: MethodLink, isProperty: boolean): undefined {
  const { name, nameSpan, span } = link;
  const message = `unknown function \`${name}\``;
  if (!isProperty) return context.report("unknown-function", nameSpan, message);
  const title = "leave out the parentheses";
  const fix = replace({ start: nameSpan.end, end: span.end }, "", title);
  return context.report("unknown-function", nameSpan, message, { help: `\`${name}\` is a property: ${title}`, fix });
}
