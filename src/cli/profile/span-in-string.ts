import type { Span } from "../../language/index.ts";

/** One character of a JSON string as it is written: an escape, or itself. */
const writtenCharacter = /\\u[\dA-Fa-f]{4}|\\.|[^\\]/gs;

/**
 * The place in a JSON text of a part of a string value, which is given as a part of what the string says. The string is
 * that of the member whose key stands at the place, or the one that itself does; where it is none, the place is all.
 */
export function spanInString(json: string, at: Span, part: Span): Span {
  const value = /\s*:\s*/y;
  value.lastIndex = at.end;
  const start = value.test(json) ? value.lastIndex : at.start;
  const string = /"((?:[^"\\]|\\.)*)"/y;
  string.lastIndex = start;
  const written = string.exec(json)?.[1];
  if (written === undefined) return at;
  const characters = written.match(writtenCharacter) ?? [];
  const offsetOf = (count: number) => start + 1 + characters.slice(0, count).join("").length;
  return { start: offsetOf(part.start), end: offsetOf(part.end) };
}
