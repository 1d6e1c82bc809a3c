/**
 * The text with `A` to `Z` in lower case and everything else as it is. `toLowerCase` would make ASCII letters of others:
 * of the Kelvin sign a `k`.
 */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
