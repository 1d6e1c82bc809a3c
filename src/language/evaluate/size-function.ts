import { codePointLength } from "../code-points.ts";
import type { Meter } from "./meter.ts";
import { wrongKind } from "./operand.ts";
import { kindOf, lengthOf, memberKeys, ownKeys } from "./value.ts";

/**
 * The number of a string's code points, a list's elements or an object's members; for anything else `wrong-kind`.
 * Cost: the code units of a string, 0 for a list, two for each of an object's members.
 */
export function sizeOf(meter: Meter, value: unknown): number {
  if (typeof value === "string") {
    meter.checkLength(value.length);
    meter.charge(value.length);
    return codePointLength(value);
  }
  const kind = kindOf(value);
  if (typeof value !== "object" || value === null || (kind !== "list" && kind !== "object")) {
    throw wrongKind("size", "a string, a list or an object", value);
  }
  if (kind === "list") {
    const length = lengthOf(value);
    meter.checkLength(length);
    return length;
  }
  // Members that are `undefined` do not count, but are read.
  meter.charge(2 * ownKeys(value).length);
  return memberKeys(value).length;
}
