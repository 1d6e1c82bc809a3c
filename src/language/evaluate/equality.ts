import type { Meter } from "./meter.ts";
import { checkDepth, foreignValue } from "./not-json.ts";
import { containerKindOf, kindOf, lengthOf, ownKeys, readElement, readMember } from "./value.ts";

/**
 * Deep equality of JSON: `1` equals `1.0`, -0 equals 0, members have no order, a member that is `undefined` is
 * missing, values of different kinds are unequal.
 * Cost: at most weight(left) + weight(right), where the weight of a value is the number of its nodes (itself, its
 * elements and members, theirs, and so on; lists and objects count twice) and the code units of all its strings and keys.
 * Fails with `not-json` where it meets a value that is not JSON or deeper than 64.
 */
export function equals(left: unknown, right: unknown, meter: Meter): boolean {
  meter.charge(2);
  return areEqual(left, right, 1, meter);
}

/** Both nodes are already charged: their containers do that for all their children at once, before reading them. */
function areEqual(left: unknown, right: unknown, depth: number, meter: Meter): boolean {
  const kind = kindOf(left);
  if (kind === "foreign") throw foreignValue(left);
  const otherKind = kindOf(right);
  if (otherKind === "foreign") throw foreignValue(right);
  if (kind !== otherKind) return false;
  if (kind === "null") return true;
  if (typeof left === "string" && typeof right === "string") return areSameText(left, right, meter);
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  checkDepth(depth);
  meter.charge(2);
  return kind === "list" ? areEqualLists(left, right, depth, meter) : areEqualObjects(left, right, depth, meter);
}

function areSameText(left: string, right: string, meter: Meter): boolean {
  if (left.length !== right.length) return false;
  meter.checkLength(left.length);
  meter.charge(left.length);
  return left === right;
}

function areEqualLists(left: object, right: object, depth: number, meter: Meter): boolean {
  const length = lengthOf(left);
  if (lengthOf(right) !== length) return false;
  meter.checkLength(length);
  meter.charge(2 * length);
  for (let index = 0; index < length; index++) {
    if (!areEqual(readElement(left, index), readElement(right, index), depth + 1, meter)) return false;
  }
  return true;
}

function areEqualObjects(left: object, right: object, depth: number, meter: Meter): boolean {
  const members = membersOf(left, meter);
  const others = membersOf(right, meter);
  if (members.size !== others.size) return false;
  for (const [key, member] of members) {
    meter.charge(key.length);
    const other = others.get(key);
    if (other === undefined || !areEqual(member, other, depth + 1, meter)) return false;
  }
  return true;
}

function membersOf(object: object, meter: Meter): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>();
  const keys = ownKeys(object);
  meter.charge(keys.length);
  for (const key of keys) {
    const member = readMember(object, key);
    if (member !== undefined) members.set(key, member);
  }
  return members;
}

/**
 * A text that two values share exactly when they are equal: their JSON with the members sorted.
 * Cost: weight(value), as `equals` has it. Fails as `equals` does.
 */
export function canonicalText(value: unknown, meter: Meter): string {
  meter.charge(1);
  return canonical(value, 1, meter);
}

function canonical(value: unknown, depth: number, meter: Meter): string {
  if (typeof value === "string") {
    meter.checkLength(value.length);
    meter.charge(value.length);
    return JSON.stringify(value);
  }
  if (typeof value === "object" && value !== null) return canonicalContainer(value, depth, meter);
  if (kindOf(value) === "foreign") throw foreignValue(value);
  return String(value ?? null);
}

function canonicalContainer(value: object, depth: number, meter: Meter): string {
  const kind = containerKindOf(value);
  if (kind === "foreign") throw foreignValue(value);
  checkDepth(depth);
  meter.charge(1);
  const parts: string[] = [];
  if (kind === "list") {
    const length = lengthOf(value);
    meter.checkLength(length);
    meter.charge(length);
    for (let index = 0; index < length; index++) parts.push(canonical(readElement(value, index), depth + 1, meter));
    return `[${parts.join()}]`;
  }
  const members = [...membersOf(value, meter)].sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [key, member] of members) {
    meter.charge(key.length);
    parts.push(`${JSON.stringify(key)}:${canonical(member, depth + 1, meter)}`);
  }
  return `{${parts.join()}}`;
}
