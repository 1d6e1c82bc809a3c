import { isField } from "../../../grammar/characters.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import { quoteName } from "../diagnostics/quote-source.ts";
import { replace } from "../diagnostics/report.ts";
import type { Span } from "../source/span.ts";
import type { ExpressionNode, LinkNode } from "../syntax/syntax-tree.ts";
import type { CheckContext } from "./check-context.ts";

/** A member that is named literally: `.plan`, `["plan"]` or `[0]`. */
export interface StaticMember {
  readonly name: string | number;
  /** Of the name itself, without dot and brackets. */
  readonly nameSpan: Span;
  /** Of the dot or the brackets, and the name. */
  readonly span: Span;
  /** Whether it stands behind a dot. */
  readonly dotted: boolean;
}

/** The member that a link names, if it does so literally. */
export function staticMember(link: LinkNode): StaticMember | undefined {
  if (link.kind === "select") return { name: link.name, nameSpan: link.nameSpan, span: link.span, dotted: true };
  if (link.kind === "method") return undefined;
  const name = literalName(link.index);
  return name === undefined ? undefined : { name, nameSpan: link.index.span, span: link.span, dotted: false };
}

function literalName(index: ExpressionNode): string | number | undefined {
  return index.kind === "string" || index.kind === "number" ? index.value : undefined;
}

/** A member as the language writes it behind its receiver. */
export function memberText(name: string | number): string {
  if (typeof name === "number") return `[${name}]`;
  return isField(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A fix that puts another name in the place of a member's, in brackets where it cannot stand behind a dot. */
export function renameMember(context: CheckContext, member: StaticMember, name: string): Fix {
  const title = `use ${quoteName(name)}`;
  if (!member.dotted) return replace(member.nameSpan, context.literal(name), title);
  return isField(name)
    ? replace(member.nameSpan, name, title)
    : replace(member.span, `[${context.literal(name)}]`, title);
}
