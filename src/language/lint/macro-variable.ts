import type { LinkNode, NameNode } from "../syntax/syntax-tree.ts";
import { macroSummaries } from "../vocabulary/functions/functions.ts";

/** The variable that a link brings into scope, if it is a call of a macro. */
export function macroVariable(link: LinkNode): NameNode | undefined {
  if (link.kind !== "method" || !Object.hasOwn(macroSummaries, link.name)) return undefined;
  const [variable] = link.arguments;
  return variable?.kind === "name" ? variable : undefined;
}
