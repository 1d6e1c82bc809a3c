import { EvaluationFailure } from "../evaluate/failure.ts";
import { kindOf, lengthOf, ownKeys, readElement, readMember } from "../evaluate/value.ts";
import type { Json } from "../json.ts";
import { bracketBytes, stringBytes } from "../json-bytes.ts";
import { pointerTo } from "../json-pointer.ts";

/** The bounds of what is read of a value: bytes of its minified UTF-8 JSON, and nesting of lists and objects (`{}` is one deep). */
export interface ReadingLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/**
 * The reason why a value is no JSON within the limits: a cycle is too deep, and a getter or a proxy that throws is
 * unreadable.
 */
export interface DataFault {
  readonly fault: "not-json" | "unreadable" | "too-large" | "too-deep";
  /** JSON Pointer (RFC 6901); of the whole value where that is too large or too deep. */
  readonly pointer: string;
}

/** A copy of the value, or what is wrong with it. */
export type DataReading = { readonly ok: true; readonly json: Json } | ({ readonly ok: false } & DataFault);

/**
 * Reads any value as JSON, as the evaluator does: what is `undefined` is missing in an object and null in a list. Each
 * property is read once, the limits bound the work, and nothing is thrown.
 */
export function readData(value: unknown, pointer: string, limits: ReadingLimits): DataReading {
  const reader = new DataReader(pointer, limits.maxBytes);
  const json = unlessUnreadable(() => reader.read(value, pointer, limits.maxDepth));
  return json === undefined ? { ok: false, ...reader.fault } : { ok: true, json };
}

/** The result of `read`; `undefined` where a getter or a proxy threw. */
export function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvaluationFailure) return undefined;
    throw error;
  }
}

class DataReader {
  /** Until another fault is found: the place that is being read, where reading may throw. */
  fault: DataFault;
  readonly #whole: string;
  #left: number;

  constructor(whole: string, maxBytes: number) {
    this.#whole = whole;
    this.#left = maxBytes;
    this.fault = { fault: "unreadable", pointer: whole };
  }

  /** The value as JSON, or nothing: then `fault` tells why. Recursion is as deep as the levels that are left. */
  read(value: unknown, pointer: string, levels: number): Json | undefined {
    this.fault = { fault: "unreadable", pointer };
    switch (kindOf(value)) {
      case "null":
        return this.#spend(4) ? null : undefined;
      case "foreign":
        return this.#refuse("not-json", pointer);
      default:
        return typeof value === "object" && value !== null
          ? this.#container(value, pointer, levels)
          : this.#scalar(value);
    }
  }

  #scalar(value: unknown): Json | undefined {
    if (typeof value === "string") return this.#spend(this.#bytesOf(value)) ? value : undefined;
    const number = typeof value === "number" ? value : undefined;
    return this.#spend(String(value).length) ? (number ?? value === true) : undefined;
  }

  #container(value: object, pointer: string, levels: number): Json | undefined {
    if (levels === 0) return this.#refuse("too-deep", this.#whole);
    return kindOf(value) === "list" ? this.#list(value, pointer, levels) : this.#object(value, pointer, levels);
  }

  #list(list: object, pointer: string, levels: number): Json | undefined {
    const length = lengthOf(list);
    if (!this.#spend(bracketBytes(length))) return undefined;
    const copy: Json[] = [];
    for (let index = 0; index < length; index++) {
      const json = this.read(readElement(list, index), `${pointer}/${index}`, levels - 1);
      if (json === undefined) return undefined;
      copy.push(json);
    }
    return copy;
  }

  #object(object: object, pointer: string, levels: number): Json | undefined {
    const members: [string, Json][] = [];
    if (!this.#spend("{}".length)) return undefined;
    for (const key of ownKeys(object)) {
      const place = pointerTo(pointer, key);
      this.fault = { fault: "unreadable", pointer: place };
      const value = readMember(object, key);
      if (value === undefined) continue;
      if (!this.#spend(this.#bytesOf(key) + (members.length === 0 ? ":" : ":,").length)) return undefined;
      const json = this.read(value, place, levels - 1);
      if (json === undefined) return undefined;
      members.push([key, json]);
    }
    return Object.fromEntries(members);
  }

  /** Of a text in JSON; one that is far too long is not gone through. */
  #bytesOf(text: string): number {
    return text.length > this.#left ? text.length : stringBytes(text);
  }

  #spend(bytes: number): boolean {
    this.#left -= bytes;
    if (this.#left >= 0) return true;
    this.#refuse("too-large", this.#whole);
    return false;
  }

  #refuse(fault: DataFault["fault"], pointer: string): undefined {
    this.fault = { fault, pointer };
    return undefined;
  }
}
