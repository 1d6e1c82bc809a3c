import type { Span } from "../source/span.ts";
import type { LinkNode } from "../syntax/syntax-tree.ts";
import type { Type } from "../vocabulary/type.ts";
import type { CheckContext } from "./check-context.ts";
import type { Access } from "./checked-tree.ts";
import type { StaticMember } from "./static-member.ts";

/** The root that a path begins with, and where the path begins: at a parenthesis around the root, if there is one. */
export interface PathHead {
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
}

/** The state of a path, link by link. */
export interface PathSoFar {
  readonly access: Access;
  readonly text: string;
  readonly type: Type;
  readonly userWritable: boolean;
  readonly bounded: boolean;
  readonly span: Span;
  readonly taken: number;
}

/** The names behind dots before the first link of another kind. */
export function plainNames(links: readonly LinkNode[]): readonly string[] {
  const names: string[] = [];
  for (const link of links) {
    if (link.kind !== "select") break;
    names.push(link.name);
  }
  return names;
}

/** The place of a path that ends with a link, or with its root. */
export function spanTo({ start, nameSpan }: PathHead, last: LinkNode | StaticMember | undefined): Span {
  return { start, end: (last?.span ?? nameSpan).end };
}

/** Reports a root, or `rbac`, that stands where only what is below it is a value. */
export function notAValue(context: CheckContext, text: string, span: Span): undefined {
  const properties = context.vocabulary.roots.get(text);
  const example = properties === undefined ? "roles" : ([...properties.keys()][0] ?? "name");
  const help = `select a property, as in \`${text}.${example}\``;
  return context.report("not-a-value", span, `\`${text}\` is not a value by itself`, { help });
}
