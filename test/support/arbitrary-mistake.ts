import fc from "fast-check";
import { arbitraryTemplate, type TemplateCase } from "./arbitrary-template.ts";
import { arbitraryNumbers, Choices } from "./choices.ts";

/** A way to make a mistake at a place of a text: what stands there and what is put there instead. */
interface Mistake {
  readonly pattern: RegExp;
  readonly put: (found: string, choices: Choices) => string;
}

const letters = [..."aeiou_sx"];

function typo(name: string, choices: Choices): string {
  const at = choices.below(name.length);
  const [before, letter, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)];
  switch (choices.below(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + after.slice(0, 1) + letter + after.slice(1);
    default:
      return before + (choices.pick(letters) ?? "") + after;
  }
}

const foreign = [
  "user.id",
  "user.public_metadata.plan",
  "org.role",
  "organization.id",
  "user.email",
  "member.untrusted_metadata.a",
];

const mistakes: readonly Mistake[] = [
  { pattern: /[a-zA-Z_]{4,}/g, put: typo },
  { pattern: /"[a-z]{1,9}"/g, put: (found, choices) => `"${typo(found.slice(1, -1), choices)}"` },
  { pattern: /, ?/g, put: () => " " },
  { pattern: /,/g, put: () => ",," },
  { pattern: / (?=[}\]] )/g, put: () => ", " },
  { pattern: /(?<![\\.])"[a-z]+"(?=[:,)\] ])/g, put: (found) => found.replaceAll('"', "'") },
  { pattern: /"[a-z]+"(?=:)/g, put: (found) => found.slice(1, -1) },
  { pattern: /\?\?/g, put: () => "||" },
  { pattern: /\|\||&&|==|[<>]=|\+/g, put: (_, choices) => choices.pick(["??", "-", "=", "===", "and", "||", "+"]) },
  {
    pattern: /<< | >>/g,
    put: (found, choices) => choices.pick(found === "<< " ? ["<<<", "{{ ", "{{{ ", "<< << "] : [" }}", " >>>", ""]),
  },
  { pattern: /<< [^<>"]* >>/g, put: (found) => `"${found}"` },
  { pattern: /<< [^<>]* >>/g, put: (found) => `"${found}"` },
  { pattern: /<< /g, put: () => "<< /* note */ " },
  {
    pattern: /true|false|null/g,
    put: (found, choices) => choices.pick(["None", "True", "FALSE", "nil", `"${found}"`]),
  },
  { pattern: /\.actions/g, put: () => "" },
  { pattern: /\.rbac/g, put: (_, choices) => choices.pick([".rbca", ".rbac.role", ".rbac.documents"]) },
  { pattern: /\(\)/g, put: () => "" },
  {
    pattern: /\.(?:size|contains|exists|lowerAscii|flatten)\(/g,
    put: (_, choices) => choices.pick([".length(", ".includes(", ".some(", ".toLowerCase(", ".flat("]),
  },
  { pattern: /member\.(?!rbac)[a-z_]*|user\.(?!rbac)[a-z_]*/g, put: (_, choices) => choices.pick(foreign) ?? "" },
  {
    pattern: /(?<=<< )\w+(?:\.\w+)+(?= >>)/g,
    put: (found, choices) => found + choices.pick([" ?? 1 == 2", ' || "none"', ' + "s" + 1', "?.x", ".size"]),
  },
  { pattern: /: (?=<<)/g, put: (_, choices) => choices.pick([" = ", ": : ", " "]) },
  { pattern: /<< ([\w.]+) >>/g, put: (found) => found.slice(3, -3) },
];

function withMistake(text: string, choices: Choices): string {
  const { pattern, put } = choices.pick(mistakes as readonly [Mistake, ...Mistake[]]);
  const found = [...text.matchAll(pattern)];
  const match = choices.pick(found);
  if (match === undefined) return text;
  return text.slice(0, match.index) + put(match[0], choices) + text.slice(match.index + match[0].length);
}

/** Templates with one mistake such as authors make: a misspelt name, a missing comma, an operator of another language. */
export const arbitraryMistake: fc.Arbitrary<TemplateCase> = fc
  .tuple(arbitraryTemplate, arbitraryNumbers)
  .map(([made, numbers]) => ({ ...made, text: withMistake(made.text, new Choices(numbers)) }));
