import { tokenize } from "../../grammar/lexer.ts";

/** The tokens of a text, each as its type and its image. */
export function tokensOf(text: string): readonly string[] {
  return tokenize(text).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);
}

/** The tokens inside the one tag that the text is about. */
export function tokensInTag(expression: string): readonly string[] {
  return tokensOf(`{"a":<<${expression}>>}`).slice(4, -2);
}
