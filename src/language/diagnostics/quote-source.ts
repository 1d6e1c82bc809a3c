const LONGEST = 40;

/** A piece of the author's text in backticks, as a message shows it: cut to 40 code points, control characters escaped. */
export function quoteSource(text: string): string {
  const points = [...text];
  const shown = points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join("")}…` : text;
  return `\`${shown.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escapeCharacter)}\``;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u${code > 0xffff ? `{${code.toString(16)}}` : code.toString(16).padStart(4, "0")}`;
}
