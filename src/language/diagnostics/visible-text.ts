/** What a terminal would not show, or would obey: controls, bidi overrides, zero-width and unassigned characters. */
const hiddenPattern = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const everyHidden = new RegExp(hiddenPattern, "gu");
const everyHiddenButLineFeed = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const combiningPattern = /[\p{Mn}\p{Me}]/u;
const widePattern =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const tabText = "    ";
/** More marks on one character than any script needs would run over the lines above and below. */
const maxCombiningMarks = 4;

/** One code point as a terminal can show it. */
export interface Cell {
  /** Offsets in the source text, in UTF-16 code units; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** In columns of the terminal: 0 for a combining mark, 2 for a wide character. */
  readonly width: number;
}

/** The text with every character that a terminal would hide or obey written as `<U+202E>`; safe to print on one line. */
export function visible(text: string): string {
  return text.replace(everyHidden, escaped);
}

/** JSON text of a value, indented, in which nothing but line ends is hidden from a terminal. `undefined` members are left out. */
export function visibleJson(value: unknown): string {
  return escapeJson(JSON.stringify(value, null, 2));
}

/** The same JSON text with hidden characters as `\u` escapes, which mean the same to a reader of JSON. */
export function escapeJson(json: string): string {
  return json.replace(everyHiddenButLineFeed, (hidden) =>
    hidden
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** The code points of one line, from offset `start` of the source text on, as a terminal can show them. */
export function cellsOf(line: string, start: number): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = start;
  let marks = 0;
  for (const character of line) {
    const combining = combiningPattern.test(character);
    marks = combining ? marks + 1 : 0;
    const end = offset + character.length;
    if (character === "\t") cells.push({ start: offset, end, text: tabText, width: tabText.length });
    else if (hiddenPattern.test(character) || marks > maxCombiningMarks) {
      const text = escaped(character);
      cells.push({ start: offset, end, text, width: text.length });
    } else
      cells.push({ start: offset, end, text: character, width: combining ? 0 : widePattern.test(character) ? 2 : 1 });
    offset = end;
  }
  return cells;
}

function escaped(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  return `<U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}>`;
}
