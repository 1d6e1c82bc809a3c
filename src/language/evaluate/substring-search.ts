import { isInsidePair } from "../code-points.ts";

/** The engine's own search takes up to text times search: fast for a short search, seconds for two long strings. */
const maxNativeCodeUnits = 32;

/**
 * The first offset of `search` in `text`, at or after `from`, or -1; offsets in UTF-16 code units. A match neither
 * begins nor ends inside a surrogate pair. Time is linear in both lengths.
 */
export function indexOfCodePoints(text: string, search: string, from = 0): number {
  return occurrences(text, search, from, 1)[0] ?? -1;
}

/**
 * The offsets of all occurrences that do not overlap, leftmost first, as `indexOfCodePoints` has them; the empty
 * string occurs before each code point and at the end.
 */
export function allOccurrences(text: string, search: string): readonly number[] {
  return occurrences(text, search, 0, Number.POSITIVE_INFINITY);
}

function occurrences(text: string, search: string, from: number, most: number): readonly number[] {
  return search.length > maxNativeCodeUnits
    ? knuthMorrisPratt(text, search, from, most)
    : native(text, search, from, most);
}

function native(text: string, search: string, from: number, most: number): readonly number[] {
  const found: number[] = [];
  let start = from;
  while (found.length < most && start <= text.length) {
    const offset = text.indexOf(search, start);
    if (offset < 0) break;
    const isMatch = !isInsidePair(text, offset) && !isInsidePair(text, offset + search.length);
    if (isMatch) found.push(offset);
    start = offset + (isMatch ? Math.max(search.length, 1) : 1);
  }
  return found;
}

/** Knuth, Morris, Pratt: Fast pattern matching in strings (1977). */
function knuthMorrisPratt(text: string, search: string, from: number, most: number): readonly number[] {
  const borders = borderLengths(search);
  const found: number[] = [];
  let matched = 0;
  for (let offset = from; offset < text.length && found.length < most; offset++) {
    const unit = text.charCodeAt(offset);
    while (matched > 0 && search.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (search.charCodeAt(matched) === unit) matched++;
    if (matched < search.length) continue;
    const start = offset + 1 - search.length;
    const isMatch = !isInsidePair(text, start) && !isInsidePair(text, offset + 1);
    if (isMatch) found.push(start);
    matched = isMatch ? 0 : (borders[matched - 1] ?? 0);
  }
  return found;
}

/** For each beginning of `search`, the length of its longest proper beginning that is also its end. */
function borderLengths(search: string): Uint32Array {
  const borders = new Uint32Array(search.length);
  let matched = 0;
  for (let end = 1; end < search.length; end++) {
    const unit = search.charCodeAt(end);
    while (matched > 0 && search.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
    if (search.charCodeAt(matched) === unit) matched++;
    borders[end] = matched;
  }
  return borders;
}
