import type {
  CheckedArray,
  CheckedObject,
  CheckedScalar,
  CheckedTag,
  CheckedText,
  CheckedValue,
} from "../check/checked-tree.ts";
import type { Json, JsonObject } from "../json.ts";
import { jsonBytes, stringBytes } from "../json-bytes.ts";
import type { Span } from "../source/span.ts";
import { compileExpression } from "./compile-expression.ts";
import { toText } from "./conversion.ts";
import { copyJson, writeJson } from "./emit.ts";
import type { Frame, Program } from "./frame.ts";

/** A compiled value of the template: makes the JSON or writes its text, or gives `undefined` where it is absent. */
interface ValueProgram<Result> {
  make(frame: Frame): Result | undefined;
  write(frame: Frame): string | undefined;
}

/** The compiled template. Both ways of running it read the same and fail alike. */
export type TemplateProgram = {
  make(frame: Frame): JsonObject;
  write(frame: Frame): string;
};

/** Compiles a checked template without errors. */
export function compileTemplate(object: CheckedObject): TemplateProgram {
  return compileObject(object);
}

function compileValue(node: CheckedValue): ValueProgram<Json> {
  switch (node.kind) {
    case "object":
      return compileObject(node);
    case "array":
      return compileArray(node);
    case "text":
      return compileText(node);
    case "tag":
      return compileTag(node);
    case "scalar":
      return compileScalar(node);
  }
}

interface ClaimProgram {
  readonly key: string;
  /** The key's JSON text and the colon. */
  readonly prefix: string;
  readonly prefixBytes: number;
  readonly value: ValueProgram<Json>;
}

function compileObject(node: CheckedObject): TemplateProgram {
  const programs = new Map(
    node.claims.map(({ key, value }): [string, ClaimProgram] => [
      key,
      { key, prefix: `${JSON.stringify(key)}:`, prefixBytes: stringBytes(key) + 1, value: compileValue(value) },
    ]),
  );
  const claims = inOrder([...programs.keys()]).flatMap((key) => programs.get(key) ?? []);
  return {
    make(frame) {
      const made: Record<string, Json> = {};
      let count = 0;
      for (const { key, prefixBytes, value } of claims) {
        const json = value.make(frame);
        if (json === undefined) continue;
        frame.allowance.take(prefixBytes);
        define(made, key, json);
        count += 1;
      }
      frame.allowance.takeBrackets(count);
      return made;
    },
    write(frame) {
      const parts: string[] = [];
      for (const { prefix, prefixBytes, value } of claims) {
        const json = value.write(frame);
        if (json === undefined) continue;
        frame.allowance.take(prefixBytes);
        parts.push(prefix + json);
      }
      frame.allowance.takeBrackets(parts.length);
      return `{${parts.join(",")}}`;
    },
  };
}

/** Keys in the order in which `JSON.stringify` writes them: those like an array index first, ascending. */
function inOrder(keys: readonly string[]): readonly string[] {
  const order: Record<string, true> = Object.create(null);
  for (const key of keys) order[key] = true;
  return Object.keys(order);
}

function define(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function compileArray(node: CheckedArray): ValueProgram<Json> {
  const elements = node.elements.map(compileValue);
  return {
    make(frame) {
      const made = elements.flatMap((element) => listOf(element.make(frame)));
      frame.allowance.takeBrackets(made.length);
      return made;
    },
    write(frame) {
      const parts = elements.flatMap((element) => element.write(frame) ?? []);
      frame.allowance.takeBrackets(parts.length);
      return `[${parts.join(",")}]`;
    },
  };
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

function compileScalar({ value }: CheckedScalar): ValueProgram<Json> {
  // -0 is written as 0.
  const made = value === 0 ? 0 : value;
  const text = JSON.stringify(made);
  const bytes = jsonBytes(made);
  const taken = <T>({ allowance }: Frame, value: T): T => {
    allowance.take(bytes);
    return value;
  };
  return { make: (frame) => taken(frame, made), write: (frame) => taken(frame, text) };
}

function compileTag(node: CheckedTag): ValueProgram<Json> {
  const program = compileExpression(node.expression);
  const run = (frame: Frame): unknown => {
    frame.claim = node.pointer;
    const value = program(frame);
    frame.span = node.expression.span;
    return value;
  };
  return {
    make(frame) {
      const value = run(frame);
      return value === null ? undefined : copyJson(value, frame.allowance);
    },
    write(frame) {
      const value = run(frame);
      return value === null ? undefined : writeJson(value, frame.allowance);
    },
  };
}

function compileText(node: CheckedText): ValueProgram<Json> {
  const parts = node.parts.map((part) =>
    typeof part === "string" ? part : { program: compileExpression(part.expression), span: part.expression.span },
  );
  /** A tag's text, which is read and made: two steps a code unit. */
  const run = (frame: Frame, part: { readonly program: Program; readonly span: Span }): string | null => {
    const value = part.program(frame);
    frame.span = part.span;
    if (value === null) return null;
    const text = toText(frame.meter, value);
    frame.meter.charge(text.length);
    return text;
  };
  const make = (frame: Frame): string | undefined => {
    frame.claim = node.pointer;
    const pieces: string[] = [];
    let length = 0;
    let absent = false;
    for (const part of parts) {
      const piece = typeof part === "string" ? part : run(frame, part);
      if (piece === null) absent = true;
      else pieces.push(piece);
      length += piece?.length ?? 0;
      frame.meter.checkLength(length);
    }
    if (absent) return undefined;
    const text = pieces.join("");
    frame.allowance.takeText(text);
    return text;
  };
  return {
    make,
    write(frame) {
      const text = make(frame);
      return text === undefined ? undefined : JSON.stringify(text);
    },
  };
}
