import type { Line, LineMap } from "../source/line-map.ts";
import type { Span } from "../source/span.ts";
import type { Paint } from "./paint.ts";
import { type Cell, cellsOf } from "./visible-text.ts";

/** The options of a code frame. */
export interface FrameOptions {
  /** In columns of the terminal; a longer line is cut to a window around the span. */
  readonly width: number;
  readonly paint: Paint;
  /** The colour of the underline. */
  readonly mark: (text: string) => string;
}

/** The part of a source line that is shown, and where the underline goes. Widths in columns of the terminal. */
interface Excerpt {
  readonly source: string;
  readonly indent: number;
  readonly underline: number;
}

const ellipsis = "…";

/**
 * The source lines of `span`, numbered, each with `^^^` under what the span covers; of a span over more than three
 * lines the first and the last. `gutter` is the width of the line numbers.
 */
export function codeFrame(
  text: string,
  lines: LineMap,
  span: Span,
  gutter: number,
  options: FrameOptions,
): readonly string[] {
  const { paint, mark } = options;
  const first = lines.position(span.start).line;
  const last = lines.position(Math.max(span.start, span.end)).line;
  const blank = `${" ".repeat(gutter)} ${paint.faint("|")}`;
  const shown = [blank];
  for (const number of linesToShow(first, last)) {
    if (number === undefined) {
      shown.push(paint.faint(`${" ".repeat(gutter)} ...`));
      continue;
    }
    const { source, indent, underline } = excerptOf(text, lines.line(number), span, options.width);
    shown.push(`${paint.faint(`${String(number).padStart(gutter)} |`)} ${source}`.trimEnd());
    shown.push(`${blank} ${" ".repeat(indent)}${mark("^".repeat(underline))}`);
  }
  return shown;
}

/** Line numbers from 1; `undefined` where lines are left out. */
function linesToShow(first: number, last: number): readonly (number | undefined)[] {
  if (last - first > 2) return [first, undefined, last];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function excerptOf(text: string, line: Line, span: Span, width: number): Excerpt {
  const start = Math.min(Math.max(span.start, line.start), line.end);
  const end = Math.min(Math.max(span.end, start), line.end);
  // Only what may come into the window is looked at: a line may be as long as the template.
  const from = pairStart(text, Math.max(line.start, start - 2 * width));
  const to = pairStart(text, Math.min(line.end, start + 2 * width));
  const cells = cellsOf(text.slice(from, to), from);

  const marked = cells.findIndex((cell) => cell.end > start);
  const window = windowAround(cells, marked === -1 ? cells.length : marked, width);
  const cutBefore = window.first > 0 || from > line.start;
  const cutAfter = window.end < cells.length || to < line.end;
  const inside = cells.slice(window.first, window.end);
  const before = inside.filter((cell) => cell.end <= start);
  const under = inside.filter((cell) => cell.end > start && cell.start < end);
  return {
    source: (cutBefore ? ellipsis : "") + inside.map((cell) => cell.text).join("") + (cutAfter ? ellipsis : ""),
    indent: (cutBefore ? 1 : 0) + widthOf(before),
    underline: Math.max(1, widthOf(under)),
  };
}

/** The cells to show: about a third of the width before cell `marked`, the rest from there on, or more where a side is short. */
function windowAround(cells: readonly Cell[], marked: number, width: number): { first: number; end: number } {
  const before = cells.slice(0, marked).reverse();
  const after = cells.slice(marked);
  const widthBefore = Math.floor(width / 3);
  const spare = Math.max(0, width - widthBefore - widthOf(after));
  const countBefore = fitting(before, widthBefore + spare);
  const countAfter = fitting(after, width - widthOf(before.slice(0, countBefore)));
  return { first: marked - countBefore, end: marked + countAfter };
}

/** How many of the first cells fit into the width. */
function fitting(cells: readonly Cell[], width: number): number {
  let room = width;
  const tooWide = cells.findIndex((cell) => {
    room -= cell.width;
    return room < 0;
  });
  return tooWide === -1 ? cells.length : tooWide;
}

/** The offset, or the one before it if it would cut a surrogate pair. */
function pairStart(text: string, offset: number): number {
  return /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, offset - 1), offset + 1)) ? offset - 1 : offset;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
