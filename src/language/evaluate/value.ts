import type { Kind } from "../vocabulary/type.ts";
import { EvaluationFailure } from "./failure.ts";

/** The kind of a value at run time; `foreign` is whatever JSON does not have. */
export type ValueKind = Kind | "foreign";

/**
 * The kind of any JavaScript value. `undefined` counts as null, a number must be finite, an object must be plain: its
 * prototype is null or has the prototype null, as `Object.prototype` of every realm does.
 * Fails with `unreadable-data` where a proxy throws.
 */
export function kindOf(value: unknown): ValueKind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return Number.isFinite(value) ? "number" : "foreign";
    case "boolean":
      return "boolean";
    case "undefined":
      return "null";
    case "object":
      return value === null ? "null" : containerKindOf(value);
    default:
      return "foreign";
  }
}

/** The kind of an object, as `kindOf` tells it. */
export function containerKindOf(value: object): "list" | "object" | "foreign" {
  try {
    if (Array.isArray(value)) return "list";
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === null || prototype === Object.prototype) return "object";
    return Object.getPrototypeOf(prototype) === null ? "object" : "foreign";
  } catch {
    throw unreadable();
  }
}

/** The object's own property, or `undefined` if there is none. Fails with `unreadable-data` where reading throws. */
export function readMember(object: object, key: string): unknown {
  try {
    return Object.hasOwn(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
  } catch {
    throw unreadable();
  }
}

/** The object's own property; null if there is none or it is `undefined`. Fails as `readMember` does. */
export function readProperty(object: object, key: string): unknown {
  return readMember(object, key) ?? null;
}

/** The list's element; null for a hole, for `undefined` and outside the list. Fails as `readMember` does. */
export function readElement(list: object, index: number): unknown {
  try {
    return Object.hasOwn(list, index) ? ((list as readonly unknown[])[index] ?? null) : null;
  } catch {
    throw unreadable();
  }
}

/** The number of elements of a list. Fails with `unreadable-data` where a proxy throws or gives no length. */
export function lengthOf(list: object): number {
  const length = readMember(list, "length");
  if (typeof length !== "number" || !Number.isSafeInteger(length) || length < 0) throw unreadable();
  return length;
}

/**
 * The object's own enumerable string keys in the order of `JSON.stringify`: array indexes first, ascending, then the
 * others as they were made. Fails with `unreadable-data` where a proxy throws.
 */
export function ownKeys(object: object): readonly string[] {
  try {
    const keys = Object.keys(object);
    return areInOrder(keys) ? keys : ordered(keys);
  } catch {
    throw unreadable();
  }
}

/** The `ownKeys` whose property is not `undefined`: the members that the object has in the language. */
export function memberKeys(object: object): readonly string[] {
  return ownKeys(object).filter((key) => readMember(object, key) !== undefined);
}

/** Only a proxy lists its keys in another order than that in which a copy of it would. */
function areInOrder(keys: readonly string[]): boolean {
  let previous = -1;
  for (const key of keys) {
    const index = arrayIndex(key);
    if (index < 0) previous = Number.POSITIVE_INFINITY;
    else if (index < previous) return false;
    else previous = index;
  }
  return true;
}

function ordered(keys: readonly string[]): readonly string[] {
  const copy: Record<string, true> = Object.create(null);
  for (const key of keys) copy[key] = true;
  return Object.keys(copy);
}

const arrayIndexPattern = /^(?:0|[1-9][0-9]{0,9})$/;

/** The array index (below 2^32 - 1) that a key is, or -1. */
function arrayIndex(key: string): number {
  const first = key.charCodeAt(0);
  if (!(first >= 0x30 && first <= 0x39) || !arrayIndexPattern.test(key)) return -1;
  const index = Number(key);
  return index < 2 ** 32 - 1 ? index : -1;
}

function unreadable(): EvaluationFailure {
  return new EvaluationFailure("unreadable-data", "the data cannot be read: a getter or a proxy in it failed");
}
