import { EvaluationFailure } from "./evaluate/failure.ts";
import { kindOf, lengthOf, ownKeys, readElement, readMember } from "./evaluate/value.ts";
import type { Json } from "./json.ts";
import { bracketBytes, stringBytes } from "./json-bytes.ts";
import { escapeToken } from "./vocabulary/json-schema/resolve-reference.ts";

/** How much of a value is read: bytes of its minified UTF-8 JSON, and nesting of lists and objects (`{}` is one deep). */
export interface ReadingLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** Why a value is no JSON within the limits: a cycle is too deep, and a getter or a proxy that throws is unreadable. */
export type DataFault = "not-json" | "unreadable" | "too-large" | "too-deep";

/** A copy of the value, or what is wrong with it and where; a size or a depth is that of the whole value. */
export type DataReading =
  | { readonly json: Json }
  | { readonly fault: DataFault; /** JSON Pointer (RFC 6901). */ readonly pointer: string };

/**
 * Reads any value as JSON, as the evaluator does: what is `undefined` is missing in an object and null in a list. Each
 * property is read once, the limits bound the work, and nothing is thrown.
 */
export function readData(value: unknown, pointer: string, limits: ReadingLimits): DataReading {
  const reader = new DataReader(pointer, limits);
  const json = reader.read(value, pointer, limits.maxDepth);
  return json === undefined ? reader.fault : { json };
}

/** What `read` gives; `undefined` where reading threw. */
export function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvaluationFailure) return undefined;
    throw error;
  }
}

class DataReader {
  fault: Extract<DataReading, { fault: DataFault }>;
  readonly #whole: string;
  #left: number;

  constructor(whole: string, { maxBytes }: ReadingLimits) {
    this.#whole = whole;
    this.#left = maxBytes;
    this.fault = { fault: "not-json", pointer: whole };
  }

  /** The value as JSON, or nothing: then `fault` tells why. Recursion is as deep as the levels that are left. */
  read(value: unknown, pointer: string, levels: number): Json | undefined {
    switch (typeof value) {
      case "undefined":
        return this.#spend(4) ? null : undefined;
      case "string":
        // A text that is far too long is not gone through.
        return value.length <= this.#left && this.#spend(stringBytes(value)) ? value : this.#tooLarge();
      case "number":
        if (!Number.isFinite(value)) return this.#refuse("not-json", pointer);
        return this.#spend(String(value).length) ? value : undefined;
      case "boolean":
        return this.#spend(String(value).length) ? value : undefined;
      case "object":
        if (value === null) return this.#spend(4) ? null : undefined;
        if (levels === 0) return this.#refuse("too-deep", this.#whole);
        return unlessUnreadable(() => this.#container(value, pointer, levels)) ?? this.#unreadable(pointer);
      default:
        return this.#refuse("not-json", pointer);
    }
  }

  #container(value: object, pointer: string, levels: number): Json | undefined {
    const kind = kindOf(value);
    if (kind === "list") return this.#list(value, pointer, levels);
    return kind === "object" ? this.#object(value, pointer, levels) : this.#refuse("not-json", pointer);
  }
