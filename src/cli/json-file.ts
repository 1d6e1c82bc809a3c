import { lineMapOf } from "../language/source/line-map.ts";
import type { Span } from "../language/source/span.ts";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import { scanJson } from "./json-scanner.ts";
import { readInput, type Source } from "./read-input.ts";

/** A JSON file that was read: its value, and where in its text things stand. */
export interface JsonFile {
  readonly value: unknown;
  /** As it was read, less a byte order mark. */
  readonly text: string;
  /** Where the value of a JSON Pointer (RFC 6901) stands in the text: its key, or its beginning in a list. */
  spanAt(pointer: string): Span;
  /** A problem with the value that a JSON Pointer names, at its place in the file. */
  problemAt(pointer: string, message: string, help?: string): InputProblem;
}

export type JsonReading =
  | { readonly ok: true; readonly file: JsonFile }
  | { readonly ok: false; readonly problem: InputProblem };

/** A string of a text that is known to be JSON. */
const STRING = /"(?:[^"\\]|\\.)*"/y;

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
  const problemAt = (pointer: string, message: string, help?: string): InputProblem => {
    const place = lineMapOf(text).position(offsetOf(text, pointer));
    return { path, place, pointer, message, ...(help === undefined ? {} : { help }) };
  };
  const spanAt = (pointer: string): Span => {
    const start = offsetOf(text, pointer);
    STRING.lastIndex = start;
    return { start, end: STRING.test(text) ? STRING.lastIndex : start + 1 };
  };
  return { ok: true, file: { value: JSON.parse(text), text, spanAt, problemAt } };
}

/** Where the value of a JSON Pointer (RFC 6901) stands in a JSON text: its key, or itself in a list. */
function offsetOf(text: string, pointer: string): number {
  const wanted = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  let found = 0;
  scanJson(text, (path, offset) => {
    // The last of several equal keys is the one that counts.
    if (path.length === wanted.length && path.every(({ segment }, index) => segment === wanted[index])) found = offset;
  });
  return found;
}
