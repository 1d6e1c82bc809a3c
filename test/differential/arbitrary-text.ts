import fc from "fast-check";

const marks = ["'", '"', "\\", ">", "<", "}", "{", ".", ",", ":", "-", "$"];
const whiteSpace = [" ", "\t", "\n", "\u00a0", "\u3000"];
const plainCharacters = [..."aabbczABZ01", ...marks, ...whiteSpace, "中"];
const words = [
  "",
  "a",
  "b",
  "ab",
  "abc",
  "app:",
  "app:docs",
  "pro",
  "Pro",
  "free",
  " pro ",
  "a,b,c",
  "中a",
  "true",
  "7",
];

/** Strings on which both languages agree in all methods: one code unit a code point, no case but that of ASCII. */
export const plainText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...plainCharacters), maxLength: 6 }) },
);

/** Strings with characters of two code units and with case that is not of ASCII, below U+E000 in the Basic Multilingual Plane. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  plainText,
  fc.constantFrom("É", "éa", "ß", "😀", "a😀b", "𝒳", "İ"),
  fc.string({ unit: fc.constantFrom(...plainCharacters, "É", "ß", "😀", "𝒳"), maxLength: 5 }),
);

const pieces: fc.Arbitrary<string> = fc.constantFrom(
  ...["a", "b", "A", "pro", ":", "中", "\\.", "\\d", "\\w", "\\W", "\\b", "\\x41", "[ab]", "[^a]", "[a-z0-9]", "."],
);

const quantified: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: pieces },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom("(", "(?:"), pieces, pieces).map(([open, a, b]) => `${open}${a}|${b})`),
      },
    ),
    fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "{1,}", "*?"),
  )
  .map(([piece, quantifier]) => piece + (piece === "\\b" ? "" : quantifier));

/** Patterns that RE2 and ECMAScript read in the same way, for plain strings. */
export const pattern: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "", "^"),
    fc.array(quantified, { minLength: 1, maxLength: 3 }),
    fc.constantFrom("", "", "$"),
  )
  .map(([start, middle, end]) => start + middle.join("") + end);
