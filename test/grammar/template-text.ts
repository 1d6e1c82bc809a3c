import fc from "fast-check";

const PIECES = [
  ..."{}[]:,\"'<>()?!.+-*/\\ \n\t\u00a0\ufeff😀",
  "<<",
  ">>",
  "{{",
  "}}",
  "<< member.name >>",
  '"a"',
  '"a": ',
  '"b": 1',
  "'x'",
  "//",
  "/*",
  "*/",
  "\\u0041",
  "\\n",
  '\\"',
  "true",
  "null",
  "in",
  "a.b",
  "a-1",
  "01",
  "1e5",
  "??",
  "&&",
  "==",
  ".size()",
  ".filter(x, x)",
  "\ud800",
  "\r\n",
];

/** Texts that are hardly ever templates: pieces of them in any order, inside an object or not. */
export const templateText: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), fc.constantFrom("all", "value", "tag", "text"))
  .map(([pieces, place]) => {
    const text = pieces.join("");
    if (place === "value") return `{ "a": ${text} }`;
    if (place === "tag") return `{ "a": << ${text} >>, "b": 1 }`;
    return place === "text" ? `{ "a": "<< ${text} >>", "b": 1 }` : text;
  });
