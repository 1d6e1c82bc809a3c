/** Characters of the texts of a profile, unless they say otherwise. */
export const maxTextCharacters = 1024;

/** Tells whether a text is neither empty nor too long, and can be shown as it is. */
export function isText(text: string, maxCharacters: number): boolean {
  return text !== "" && text.length <= maxCharacters && !/[\p{Cc}\p{Surrogate}]/u.test(text);
}
