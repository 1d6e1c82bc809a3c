import type { Json } from "../language/json.ts";
import { bracketBytes, stringBytes } from "../language/json-bytes.ts";
import { type MutableObject, setOwn } from "./copy-json.ts";

/** The size that a value may have: bytes of its minified UTF-8 JSON, and nesting of lists and objects (`{}` is one deep). */
export interface JsonLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** The reason why a value was not read. */
export type JsonFault = "not-json" | "too-many-bytes" | "too-deep";

/** A copy of the value, or why there is none. */
export type JsonReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly fault: JsonFault };

/**
 * Reads any value as JSON: what is returned is a copy, so that it stays what was looked at. Own enumerable properties
 * of plain objects count, and nothing else. Never throws, whatever getters or proxies do, and stops at the first fault:
 * the limits bound the work.
 */
export function readJson(value: unknown, limits: JsonLimits): JsonReading {
  try {
    const reader = new JsonReader(limits);
    const json = reader.read(value);
    return json === undefined ? { ok: false, fault: reader.fault } : { ok: true, value: json };
  } catch {
    // Only what is read can throw: a getter, or the trap of a proxy.
    return { ok: false, fault: "not-json" };
  }
}

class JsonReader {
  fault: JsonFault = "not-json";
  private bytes = 0;
  private readonly open: object[] = [];

  constructor(private readonly limits: JsonLimits) {}

  /** The value as JSON, or nothing: then `fault` tells why. Recursion is as deep as `maxDepth` allows. */
  read(value: unknown): Json | undefined {
    switch (typeof value) {
      case "string":
        return this.spend(stringBytes(value)) ? value : undefined;
      case "number":
        // Adding zero makes -0 the 0 that JSON text has.
        return Number.isFinite(value) && this.spend(String(value).length) ? value + 0 : undefined;
      case "boolean":
        return this.spend(String(value).length) ? value : undefined;
      case "object":
        if (value !== null) return this.readContainer(value);
        return this.spend(4) ? null : undefined;
      default:
        return undefined;
    }
  }

  private readContainer(value: object): Json | undefined {
    if (this.open.includes(value)) return undefined;
    if (this.open.length === this.limits.maxDepth) return this.refuse("too-deep");
    this.open.push(value);
    const json = Array.isArray(value) ? this.readList(value) : this.readObject(value);
    this.open.pop();
    return json;
  }

  private readList(list: readonly unknown[]): Json | undefined {
    if (!this.spend(bracketBytes(list.length))) return undefined;
    const copy: Json[] = [];
    // By index: a list may bring an iterator of its own.
    for (let index = 0; index < list.length; index++) {
      const json = this.read(list[index]);
      if (json === undefined) return undefined;
      copy.push(json);
    }
    return copy;
  }

  private readObject(object: object): Json | undefined {
    if (!isPlain(object)) return undefined;
    const keys = Object.keys(object);
    if (!this.spend(bracketBytes(keys.length))) return undefined;
    const copy: MutableObject = {};
    for (const key of keys) {
      const json = this.spend(stringBytes(key) + 1) ? this.read(Reflect.get(object, key)) : undefined;
      if (json === undefined) return undefined;
      setOwn(copy, key, json);
    }
    return copy;
  }

  private spend(bytes: number): boolean {
    this.bytes += bytes;
    if (this.bytes <= this.limits.maxBytes) return true;
    this.refuse("too-many-bytes");
    return false;
  }

  private refuse(fault: JsonFault): undefined {
    this.fault = fault;
    return undefined;
  }
}

/**
 * Tells whether it is an object literal, of this realm or another, or has no prototype: no Date, no Map, no class of the
 * caller's.
 */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
