const namePattern = /[\p{L}_](?:[\p{L}\p{Nd}_]|-(?=[\p{L}\p{Nd}_]))*/uy;
const fieldPattern = /(?:[\p{L}\p{Nd}_]|\$(?=[\p{L}\p{Nd}_]))(?:[\p{L}\p{Nd}_]|-(?=[\p{L}\p{Nd}_]))*/uy;
const wordPattern = /[\p{L}_$][\p{L}\p{Nd}_$.-]*/uy;
const strayRunPattern = /(?:(?!<<|\/[/*])[^\s"'{}[\],:])*/uy;
const strayWhiteSpacePattern = /[^\S \t\r\n]+/uy;
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const numberRunPattern = /[+-]?[0-9.](?:[eE][+-]|[\p{L}\p{Nd}_.])*/uy;
const fullNumberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const fullFieldPattern = /^(?:[\p{L}\p{Nd}_]|\$(?=[\p{L}\p{Nd}_]))(?:[\p{L}\p{Nd}_]|-(?=[\p{L}\p{Nd}_]))*$/u;

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

/** The name of a root, a variable or a function that begins at `offset`. */
export function nameAt(text: string, offset: number): string | undefined {
  return matchAt(namePattern, text, offset);
}

/** The name after a dot that begins at `offset`: it may also begin with a digit or `$`. */
export function fieldAt(text: string, offset: number): string | undefined {
  return matchAt(fieldPattern, text, offset);
}

/** A word of the JSON part, with the dots of a path: it is neither a value nor the name of a claim. */
export function wordAt(text: string, offset: number): string | undefined {
  return matchAt(wordPattern, text, offset);
}

/** The characters from `offset` on, at least one, that begin nothing in the JSON part. */
export function strayRunAt(text: string, offset: number): string {
  return matchAt(strayRunPattern, text, offset) || codePointAt(text, offset);
}

/** The white space at `offset` that is none in JSON. */
export function strayWhiteSpaceAt(text: string, offset: number): string | undefined {
  return matchAt(strayWhiteSpacePattern, text, offset);
}

/** The JSON number that begins at `offset`. */
export function numberAt(text: string, offset: number): string | undefined {
  return matchAt(numberPattern, text, offset);
}

/** Everything from `offset` on that was written as one number, well formed or not. */
export function numberRunAt(text: string, offset: number): string | undefined {
  return matchAt(numberRunPattern, text, offset);
}

/** Tells whether the whole text is one JSON number (RFC 8259 §6). */
export function isJsonNumber(text: string): boolean {
  return fullNumberPattern.test(text);
}

/** Tells whether the whole text can stand behind a dot. */
export function isField(text: string): boolean {
  return fullFieldPattern.test(text);
}

/** The code point at `offset` as text: two code units for a surrogate pair, else one. */
export function codePointAt(text: string, offset: number): string {
  return String.fromCodePoint(text.codePointAt(offset) ?? 0);
}

/** Tells whether the code unit is a control character that JSON allows in no string (RFC 8259 §7). */
export function isControl(codeUnit: number): boolean {
  return codeUnit < 0x20;
}

/** Tells whether the code unit ends a line. */
export function isLineEnd(codeUnit: number): boolean {
  return codeUnit === 0x0a || codeUnit === 0x0d;
}
