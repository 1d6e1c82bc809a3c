import type { Json } from "../json.ts";
import { EmitAllowance } from "./emit-allowance.ts";
import { checkDepth, foreignValue } from "./not-json.ts";
import { containerKindOf, lengthOf, ownKeys, readElement, readMember } from "./value.ts";

/**
 * A deep copy of data as JSON: own plain properties in the order in which `JSON.stringify` writes them. A property
 * that is `undefined` is left out, in a list `undefined` and holes become null, -0 becomes 0.
 * Fails with `not-json` for what is not JSON or nests deeper than 64, `evaluation-limit` beyond the allowance, and
 * `unreadable-data` where reading throws.
 */
export function copyJson(value: unknown, allowance: EmitAllowance = new EmitAllowance()): Json {
  return copy(value, 1, allowance);
}

/** The text of `JSON.stringify(copyJson(value))`, without the copy; fails as `copyJson` does. */
export function writeJson(value: unknown, allowance: EmitAllowance = new EmitAllowance()): string {
  return write(value, 1, allowance);
}

function copy(value: unknown, depth: number, allowance: EmitAllowance): Json {
  if (typeof value !== "object" || value === null) return checkedScalar(value, allowance);
  if (isList(value, depth)) {
    const elements: Json[] = [];
    const length = takenLength(value, allowance);
    for (let index = 0; index < length; index++) elements.push(copy(readElement(value, index), depth + 1, allowance));
    return elements;
  }
  const members: Record<string, Json> = {};
  for (const key of takenKeys(value, allowance)) {
    const member = readMember(value, key);
    if (member !== undefined) define(members, key, copy(member, depth + 1, allowance));
  }
  return members;
}

function write(value: unknown, depth: number, allowance: EmitAllowance): string {
  if (typeof value === "object" && value !== null) return writeContainer(value, depth, allowance);
  const scalar = checkedScalar(value, allowance);
  return typeof scalar === "string" ? JSON.stringify(scalar) : String(scalar);
}

function writeContainer(value: object, depth: number, allowance: EmitAllowance): string {
  let text = "";
  if (isList(value, depth)) {
    const length = takenLength(value, allowance);
    for (let index = 0; index < length; index++) {
      text += (index === 0 ? "" : ",") + write(readElement(value, index), depth + 1, allowance);
    }
    return `[${text}]`;
  }
  for (const key of takenKeys(value, allowance)) {
    const member = readMember(value, key);
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${write(member, depth + 1, allowance)}`;
  }
  return `{${text}}`;
}

function isList(value: object, depth: number): boolean {
  const kind = containerKindOf(value);
  if (kind === "foreign") throw foreignValue(value);
  checkDepth(depth);
  return kind === "list";
}

function takenLength(list: object, allowance: EmitAllowance): number {
  const length = lengthOf(list);
  allowance.takeBrackets(length);
  return length;
}

/** The keys, with their colons; that of a property that is `undefined` counts too, though it is left out. */
function takenKeys(object: object, allowance: EmitAllowance): readonly string[] {
  const keys = ownKeys(object);
  allowance.takeBrackets(keys.length);
  for (const key of keys) {
    allowance.takeText(key);
    allowance.take(1);
  }
  return keys;
}

function checkedScalar(value: unknown, allowance: EmitAllowance): null | boolean | number | string {
  if (typeof value === "string") {
    allowance.takeText(value);
    return value;
  }
  const scalar = plainScalar(value);
  allowance.take(String(scalar).length);
  return scalar;
}

function plainScalar(value: unknown): null | boolean | number {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value;
  // Adding 0 turns -0 into 0 and changes no other number.
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  throw foreignValue(value);
}

/** Plain assignment would meet what `Object.prototype` has under that name: `__proto__`, or a frozen `toString`. */
function define(members: Record<string, Json>, key: string, value: Json): void {
  if (key in members) {
    Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
  } else members[key] = value;
}
