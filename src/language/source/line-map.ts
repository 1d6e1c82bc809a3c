/** A place as editors show it: line and column from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One line of a text, without its line end: offsets in UTF-16 code units, `end` exclusive. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines of one text. A line ends with LF, CR LF or CR; what follows the last line end is a line too. */
export interface LineMap {
  readonly lineCount: number;
  /** The place of an offset in UTF-16 code units; one outside the text counts as its nearest end. */
  position(offset: number): Position;
  /** Line number `line`, from 1; a number outside the text counts as its nearest line. */
  line(line: number): Line;
}

const byteOrderMark = 0xfeff;

/**
 * Reads where the lines of `text` begin; every question after that takes logarithmic time.
 * A leading byte order mark belongs to no line, because editors do not show it: column 1 is what follows.
 */
export function lineMapOf(text: string): LineMap {
  const lines: Line[] = [];
  let start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: index });
    start = index + lineEnd.length;
  }
  lines.push({ start, end: text.length });

  const line = (number: number) => lines[Math.min(Math.max(number, 1), lines.length) - 1] as Line;
  return {
    lineCount: lines.length,
    line,
    position(offset) {
      let low = 1;
      let high = lines.length;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (line(middle).start <= offset) low = middle;
        else high = middle - 1;
      }
      const inside = Math.min(Math.max(offset, line(low).start), text.length);
      return { line: low, column: inside - line(low).start + 1 };
    },
  };
}
