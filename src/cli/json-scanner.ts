/** The reason why a text is not JSON, and where, in UTF-16 code units. */
export interface JsonFault {
  readonly offset: number;
  /** One sentence, lower-case start, no final period; nothing of the text in it. */
  readonly message: string;
}

/** Called for each value: the keys and indexes that lead to it, and the offset of its key, or of itself in a list. */
export type OnJsonValue = (path: readonly { readonly segment: string }[], offset: number) => void;

type Expectation = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing";

/** An open list or object, and what is being read in it. */
interface Level {
  readonly close: "]" | "}";
  segment: string;
  offset: number;
}

const literals = ["true", "false", "null"];
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const whitespacePattern = /[ \t\n\r]*/y;
const stringPatterns = { plain: /[^"\\\u0000-\u001f]*/y, escape: /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y };

/**
 * Reads a text as RFC 8259 has JSON and gives the first fault, or `undefined`. Unlike an error of `JSON.parse` it says
 * where in every version of Node.js, and repeats nothing of the text. Nesting costs no stack.
 */
export function scanJson(text: string, onValue: OnJsonValue = () => {}): JsonFault | undefined {
  const levels: Level[] = [];
  let expected: Expectation = "value";
  let offset = 0;
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    const found = pattern.test(text);
    if (found) offset = pattern.lastIndex;
    return found;
  };
  const afterValue = (): Expectation => (levels.length === 0 ? "nothing" : "comma or end");

  for (;;) {
    skip(whitespacePattern);
    const level = levels.at(-1);
    const character = text.charAt(offset);
    if (character === "")
      return expected === "nothing" ? undefined : { offset, message: "the JSON text ends too early" };

    if (
      (expected === "value or end" || expected === "key or end" || expected === "comma or end") &&
      character === level?.close
    ) {
      levels.pop();
      offset++;
      expected = afterValue();
    } else if (expected === "key" || expected === "key or end") {
      if (character !== '"') return { offset, message: "expected a key in double quotes" };
      const start = offset;
      const fault = skipString(skip, () => offset);
      if (fault !== undefined) return fault;
      if (level !== undefined) Object.assign(level, { segment: JSON.parse(text.slice(start, offset)), offset: start });
      expected = "colon";
    } else if (expected === "colon") {
      if (character !== ":") return { offset, message: "expected `:`" };
      offset++;
      expected = "value";
    } else if (expected === "comma or end") {
      if (character !== ",") return { offset, message: `expected \`,\` or \`${level?.close}\`` };
      offset++;
      if (level?.close === "]") level.segment = String(Number(level.segment) + 1);
      expected = level?.close === "]" ? "value" : "key";
    } else if (expected === "nothing") {
      return { offset, message: "expected nothing more after the JSON value" };
    } else {
      onValue(levels, level?.close === "}" ? level.offset : offset);
      if (character === "[" || character === "{") {
        offset++;
        levels.push({ close: character === "[" ? "]" : "}", segment: "0", offset });
        expected = character === "[" ? "value or end" : "key or end";
        continue;
      }
      if (character === '"') {
        const fault = skipString(skip, () => offset);
        if (fault !== undefined) return fault;
      } else {
        const literal = literals.find((word) => text.startsWith(word, offset));
        if (literal !== undefined) offset += literal.length;
        else if (!skip(numberPattern)) return { offset, message: "expected a value" };
      }
      expected = afterValue();
    }
  }
}

/** Goes past a string whose opening quote is next. */
function skipString(skip: (pattern: RegExp) => boolean, offset: () => number): JsonFault | undefined {
  skip(/"/y);
  do skip(stringPatterns.plain);
  while (skip(stringPatterns.escape));
  if (skip(/"/y)) return undefined;
  return { offset: offset(), message: "this string is not closed, or has a character or an escape that JSON forbids" };
}
