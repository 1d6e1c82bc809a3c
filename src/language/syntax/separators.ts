import type { IToken } from "chevrotain";
import type { Parse } from "../../../grammar/parse.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { problemDiagnostic } from "./problem-diagnostic.ts";
import { tokenSpan } from "./token-span.ts";

/** A claim, an element, or what stands in the place of one. */
export interface Member {
  readonly span: Span;
  /** It was reported already, so that its surroundings are not judged. */
  readonly broken: boolean;
}

type Item = Member & { readonly comma?: IToken };

/** Checks the commas between the members of objects and arrays, which the parser takes as they come. */
export class Separators {
  private readonly problemStarts: readonly number[];
  private readonly tagStarts: readonly number[];

  constructor(
    private readonly parse: Pick<Parse, "problems" | "brokenTags">,
    private readonly diagnostics: Diagnostic[],
  ) {
    this.problemStarts = parse.problems.map((problem) => problem.start);
    this.tagStarts = [...parse.brokenTags.keys()].sort((a, b) => a - b);
  }

  /** `span` is that of the object or array, `closed` whether its closing bracket is there. */
  check(
    members: readonly Member[],
    commas: readonly IToken[],
    span: Span,
    closed: boolean,
    what: "claim" | "element",
  ): void {
    const separators = commas.map((comma): Item => ({ span: tokenSpan(comma), broken: false, comma }));
    const items: Item[] = [...members, ...separators].filter((item) => !this.isInBrokenTag(item));
    items.sort((a, b) => a.span.start - b.span.start);
    let before: Item | undefined;
    for (const item of items) {
      const gap = { start: before?.span.end ?? span.start, end: item.span.start };
      const quiet = item.broken || before?.broken === true || this.hasProblem(gap);
      if (!quiet) this.judge(before, item, what);
      before = item;
    }
    const [last, second] = [items.at(-1), items.at(-2)];
    const trailing = closed && last?.comma !== undefined && second !== undefined && second.comma === undefined;
    if (trailing && !this.hasProblem({ start: last.span.start, end: span.end })) {
      this.diagnostics.push(
        problemDiagnostic({ code: "trailing-comma", ...last.span, repair: [{ ...last.span, text: "" }] }),
      );
    }
  }

  private judge(before: Item | undefined, item: Item, what: "claim" | "element"): void {
    if (item.comma !== undefined) {
      if (before === undefined || before.comma !== undefined) this.redundant(item, what);
    } else if (before !== undefined && before.comma === undefined) {
      const repair = [{ start: before.span.end, end: before.span.end, text: "," }];
      this.diagnostics.push(
        problemDiagnostic({ code: "missing-comma", ...item.span, end: item.span.start + 1, repair }),
      );
    }
  }

  private redundant(item: Item, what: "claim" | "element"): void {
    const expected = what === "claim" ? "the name of a claim" : "a value";
    const fix = { title: "remove the comma", edits: [{ span: item.span, text: "" }] };
    this.diagnostics.push(problemDiagnostic({ code: "unexpected-token", ...item.span, expected, found: "," }, { fix }));
  }

  /** What stands inside a tag that cannot be read separates nothing, and is part of what is wrong there. */
  private isInBrokenTag({ span }: Item): boolean {
    const start = this.tagStarts[firstFrom(this.tagStarts, span.start) - 1] ?? -1;
    return span.start < (this.parse.brokenTags.get(start) ?? 0);
  }

  /** Whether a problem was reported in the gap, its end included. */
  private hasProblem(gap: Span): boolean {
    const next = this.problemStarts[firstFrom(this.problemStarts, gap.start)];
    return next !== undefined && next <= gap.end;
  }
}

/** The index of the first of ascending numbers that is not below `least`. */
function firstFrom(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
