const maxQuotedCodePoints = 40;
const maxPathCodePoints = 160;

/** A piece of the author's text as `quoteName` shows it, cut to 40 code points. */
export function quoteSource(text: string): string {
  return quote(text, maxQuotedCodePoints);
}

/** The same of a path of the vocabulary or a JSON Pointer, whose end counts most: cut to 160 code points. */
export function quotePath(path: string): string {
  return quote(path, maxPathCodePoints);
}

function quote(text: string, longest: number): string {
  const points = [...text];
  return quoteName(points.length > longest ? `${points.slice(0, longest - 1).join("")}…` : text);
}

/** A name in backticks as a message shows it, whole: backticks, controls and lone surrogates in it are escaped. */
export function quoteName(name: string): string {
  return `\`${name.replace(/[`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeCharacter)}\``;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u${code > 0xffff ? `{${code.toString(16)}}` : code.toString(16).padStart(4, "0")}`;
}
