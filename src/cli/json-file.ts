import type { Span } from "../language/index.ts";
import { lineMapOf } from "../language/source/line-map.ts";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import { jsonOffsets } from "./json-offsets.ts";
import { scanJson } from "./json-scanner.ts";
import { readInput, type Source } from "./read-input.ts";

/** A JSON file that was read: its value, and where in its text things stand. */
export interface JsonFile {
  readonly value: unknown;
  /** As it was read, less a byte order mark. */
  readonly text: string;
  /** The mistakes, each with the place of its value in the text: the key, or the beginning of an element. */
  locate<M extends ValueMistake>(mistakes: readonly M[]): readonly (M & { readonly span: Span })[];
  /** The mistakes at their places in the file. */
  problemsAt(mistakes: readonly ValueMistake[]): readonly InputProblem[];
}

/** A mistake in a value of a JSON file. */
export interface ValueMistake {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string | undefined;
}

export type JsonReading =
  | { readonly ok: true; readonly file: JsonFile }
  | { readonly ok: false; readonly problem: InputProblem };

/** A string of a text that is known to be JSON. */
const stringPattern = /"(?:[^"\\]|\\.)*"/y;

/** Reads UTF-8 JSON as `JSON.parse` does, past one leading byte order mark; a fault is named with line and column. */
export async function readJsonFile(io: Io, source: Source): Promise<JsonReading> {
  const reading = await readInput(io, source);
  if (!reading.ok) return reading;
  const { path } = source;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(reading.bytes);
  } catch {
    return { ok: false, problem: { path, message: "is not valid UTF-8" } };
  }
  const fault = scanJson(text);
  if (fault !== undefined) {
    const place = lineMapOf(text).position(fault.offset);
    return { ok: false, problem: { path, place, message: `is not valid JSON: ${fault.message}` } };
  }
  const file: JsonFile = {
    value: JSON.parse(text),
    text,
    locate: (mistakes) => located(text, mistakes),
    problemsAt(mistakes) {
      const lines = lineMapOf(text);
      return located(text, mistakes).map(({ pointer, message, help, span }) => {
        const place = lines.position(span.start);
        return { path, place, pointer, message, ...(help === undefined ? {} : { help }) };
      });
    },
  };
  return { ok: true, file };
}

function located<M extends ValueMistake>(text: string, mistakes: readonly M[]): (M & { readonly span: Span })[] {
  if (mistakes.length === 0) return [];
  const offsets = jsonOffsets(text, new Set(mistakes.map(({ pointer }) => pointer)));
  return mistakes.map((mistake) => {
    // What is not there is wrong with the whole.
    const start = offsets.get(mistake.pointer) ?? 0;
    stringPattern.lastIndex = start;
    return { ...mistake, span: { start, end: stringPattern.test(text) ? stringPattern.lastIndex : start + 1 } };
  });
}
