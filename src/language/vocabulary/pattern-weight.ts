/*
 * What compiling a pattern takes is bounded before it is compiled: 256 characters can ask for hundreds of thousands of
 * instructions, or for case folding of all of Unicode many times over.
 */

/** What RE2 reads as one: quoted text, flags, the beginning of a group, an escape, a class, a count, a mark, a character. */
const tokenPattern = new RegExp(
  [
    "(?<quoted>\\\\Q.*?(?:\\\\E|$))",
    "(?<flags>\\(\\?[a-zA-Z-]*\\))",
    "(?<open>\\((?:\\?(?:P?<[^>]*>|[a-zA-Z-]*:))?)",
    "(?<atom>\\\\[pPx]\\{[^}]*\\}|\\\\.|\\[\\^?\\]?(?:\\[:[^\\]]*:\\]|\\\\.|[^\\]\\\\])*\\])",
    "\\{(?<least>[0-9]+)(?:,(?<most>[0-9]*))?\\}",
    "(?<mark>[*+?|)])",
    ".",
  ].join("|"),
  "gsu",
);

interface Frame {
  /** Instructions of all that is complete in this group. */
  total: number;
  /** Of the last atom, to which a count applies. */
  last: number;
}

/**
 * About what compiling a pattern takes, in instructions of the program; never less than the program will have. Takes
 * time linear in the length of the pattern, which need not be valid.
 */
export function patternWeight(source: string): number {
  const outer: Frame[] = [];
  let frame: Frame = { total: 3, last: 0 };
  for (const { 0: token, groups: { quoted, flags, open, least, most, mark } = {} } of source.matchAll(tokenPattern)) {
    if (least !== undefined) {
      const copies = Math.max(Number(least), Number(most ?? 0), 1);
      frame.last = copies * (frame.last + 1) + 2;
    } else if (open !== undefined) {
      outer.push(frame);
      frame = { total: 0, last: 0 };
    } else if (mark === ")") {
      const group = frame.total + frame.last + 3;
      frame = outer.pop() ?? { total: 0, last: 0 };
      append(frame, group);
    } else if (mark === "|") append(frame, 2);
    else if (mark !== undefined) frame.last += 2;
    else if (flags === undefined) append(frame, quoted === undefined ? 1 : token.length);
  }
  return [...outer, frame].reduce((sum, { total, last }) => sum + total + last, classWeight(source));
}

function append(frame: Frame, atom: number): void {
  frame.total += frame.last;
  frame.last = atom;
}

/** What one named class of Unicode takes, in instructions. */
const namedClassWeight = 100;

/** Code points that are folded in the time that one instruction takes. */
const foldedPerInstruction = 64;

/** The greatest code point that has another case, in Unicode 17. */
const maxFoldedCodePoint = 0x1e943;

const rangeEndSource = "\\\\x\\{([0-9A-Fa-f]+)\\}|\\\\x([0-9A-Fa-f]{2})|\\\\.|([^\\\\])";
const rangePattern = new RegExp(`(?:${rangeEndSource})-(?:${rangeEndSource})`, "gsu");

/** Classes have one instruction each, but take longer; ignoring case, every code point of a range is folded on its own. */
function classWeight(source: string): number {
  let weight = namedClassWeight * (source.match(/\\p/gi)?.length ?? 0);
  if (!/\(\?[a-zA-Z]*i/.test(source)) return weight;
  for (const [, lowLong, lowShort, low, highLong, highShort, high] of source.matchAll(rangePattern)) {
    const greatest = Math.min(codePoint(highLong ?? highShort, high), maxFoldedCodePoint);
    const width = greatest - codePoint(lowLong ?? lowShort, low);
    weight += Math.ceil(Math.max(width, 0) / foldedPerInstruction);
  }
  return weight;
}

/** Any other escape stands for a character of ASCII, where a range is narrow whatever it is. */
function codePoint(hexadecimal: string | undefined, plain: string | undefined): number {
  return hexadecimal === undefined ? (plain?.codePointAt(0) ?? 0) : Number.parseInt(hexadecimal, 16);
}
