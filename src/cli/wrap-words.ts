/**
 * Breaks a line at blanks into rows of at most `width` columns; a word that is longer stands in a row of its own. One row
 * where no width is known.
 */
export function wrapWords(line: string, width: number = Number.POSITIVE_INFINITY): readonly string[] {
  const rows: string[] = [];
  const [first = "", ...words] = line.split(" ");
  let row = first;
  for (const word of words) {
    if (row.length + 1 + word.length <= width) row += ` ${word}`;
    else {
      rows.push(row);
      row = word;
    }
  }
  return [...rows, row];
}

/** Fewer columns than this for a text are not worth keeping it out of the columns before it. */
const minTextColumns = 24;

/** A text that begins at a column, in rows that all begin there, for a terminal of `width` columns if that is known. */
export function hangingText(text: string, column: number, width: number | undefined): string {
  const columns = width === undefined ? undefined : Math.max(minTextColumns, width - column);
  return wrapWords(text, columns).join(`\n${" ".repeat(column)}`);
}
