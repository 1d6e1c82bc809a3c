/** Tells whether the place between two code units lies inside a surrogate pair. */
export function isInsidePair(text: string, offset: number): boolean {
  return isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
}

/** The number of code points; a lone surrogate is one. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let offset = 1; offset < text.length; offset++) if (isInsidePair(text, offset)) length--;
  return length;
}

/** The code points, each as a string; a lone surrogate is one. */
export function codePointsOf(text: string): readonly string[] {
  return Array.from(text);
}

/** The code points from `start` to before `end`, both whole numbers; clamped to the ends, empty if `end` is before `start`. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  const first = Math.max(start, 0);
  if (end <= first) return "";
  const from = offsetAfter(text, 0, first);
  return text.slice(from, offsetAfter(text, from, end - first));
}

/**
 * The order of two strings by code point, a lone surrogate by its own value: negative, 0 or positive.
 * Reads no more code units than the shorter has, and one.
 */
export function compareCodePoints(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  let offset = 0;
  while (offset < shorter && left.charCodeAt(offset) === right.charCodeAt(offset)) offset++;
  if (offset === shorter) return left.length - right.length;
  // Where the first difference is the second half of a pair, the code points differ from the half before it on.
  const start = isInsidePair(left, offset) || isInsidePair(right, offset) ? offset - 1 : offset;
  return codePointAt(left, start) - codePointAt(right, start);
}

/** As `String.prototype.codePointAt`, for an offset inside the text. */
function codePointAt(text: string, offset: number): number {
  const first = text.charCodeAt(offset);
  if (!isInsidePair(text, offset + 1)) return first;
  return (first - 0xd800) * 0x400 + (text.charCodeAt(offset + 1) - 0xdc00) + 0x10000;
}

function offsetAfter(text: string, from: number, codePoints: number): number {
  let offset = from;
  for (let count = 0; count < codePoints && offset < text.length; count++) {
    offset += isInsidePair(text, offset + 1) ? 2 : 1;
  }
  return offset;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Tells whether the text begins with a low surrogate or ends with a high one: joined to another, it may grow together with it. */
export function hasLoneEdge(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return (first >= 0xdc00 && first <= 0xdfff) || (last >= 0xd800 && last <= 0xdbff);
}
