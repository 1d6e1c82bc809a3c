import type { Span } from "../source/span.ts";
import type { Comment } from "./syntax-tree.ts";

/** The comments that go with one claim or element. */
export interface Attached {
  /** On lines of their own before it, each with whether a blank line comes first. */
  readonly leading: { readonly comment: Comment; readonly blank: boolean }[];
  /** Behind it on its line. */
  readonly trailing: Comment[];
  /** Whether a blank line comes right before it. */
  blank: boolean;
}

interface Placed {
  readonly span: Span;
}

/**
 * Gives each comment of a container to one of its items; what comes after the last goes to one more place at the end.
 * A comment inside an item goes before it, unless it is inside the container that the item holds.
 */
export function attachComments(
  comments: readonly Comment[],
  items: readonly Placed[],
  inner: readonly (Placed | undefined)[],
  source: string,
): readonly Attached[] {
  const attached = Array.from(
    { length: items.length + 1 },
    (): Attached => ({ leading: [], trailing: [], blank: false }),
  );
  let index = 0;
  for (const comment of comments) {
    while (index < items.length && (items[index]?.span.end ?? 0) <= comment.span.start) index += 1;
    const own = inner[index]?.span;
    if (own !== undefined && own.start <= comment.span.start && comment.span.end <= own.end) continue;
    const before = items[index - 1]?.span.end;
    const sameLine = before !== undefined && !/[\r\n]/.test(source.slice(before, comment.span.start));
    if (sameLine) attached[index - 1]?.trailing.push(comment);
    else attached[index]?.leading.push({ comment, blank: followsBlankLine(source, comment.span.start) });
  }
  for (const [place, item] of items.entries()) {
    const here = attached[place];
    if (here !== undefined && place > 0) here.blank = followsBlankLine(source, item.span.start);
  }
  const [first] = attached;
  if (first?.leading[0]) first.leading[0] = { comment: first.leading[0].comment, blank: false };
  return attached;
}

/** Whether there is nothing but white space between a place and an empty line before it. */
function followsBlankLine(source: string, offset: number): boolean {
  return /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(source.slice(Math.max(0, offset - 1000), offset));
}
