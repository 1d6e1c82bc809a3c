import { visible } from "../language/diagnostics/index.ts";

/** The reason why a file that the command needs, or its usage, is wrong: exit code 2 is about these. */
export interface InputProblem {
  /** Of the file, or the name of the option, as it is shown; nothing where it is about the command line as a whole. */
  readonly path?: string;
  /** From 1; the column in UTF-16 code units. */
  readonly place?: { readonly line: number; readonly column: number };
  /** JSON Pointer (RFC 6901) of the wrong value. */
  readonly pointer?: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string;
}

/** A problem in one line, as `FILE:LINE:COLUMN: POINTER: message`. */
export function problemText({ path, place, pointer, message }: InputProblem): string {
  const what = visible(pointer === undefined || pointer === "" ? message : `${pointer}: ${message}`);
  if (path === undefined) return what;
  const where = place === undefined ? path : `${path}:${place.line}:${place.column}`;
  return `${visible(where)}: ${what}`;
}
