import { equals } from "./equality.ts";
import type { Meter } from "./meter.ts";
import { requireList, requireString, wrongKind } from "./operand.ts";
import { kindOf, readElement, readMember } from "./value.ts";

/**
 * `x in list`: whether an element is deeply equal to `value`.
 * Cost: at most the sum over the elements of weight(value) + weight(element), as `equals` has it.
 * Fails as `equals` does, and with `wrong-kind` or `evaluation-limit` where `list` is none or too long.
 */
export function inList(value: unknown, list: unknown, meter: Meter): boolean {
  const { list: elements, length } = requireList("in", list, meter);
  for (let index = 0; index < length; index++) {
    if (equals(value, readElement(elements, index), meter)) return true;
  }
  return false;
}

/**
 * `key in object`: whether the object has the key as an own property that is not `undefined`; null counts.
 * Cost: the code units of the key. Fails with `wrong-kind` where the key is no string or the object none.
 */
export function inObject(key: unknown, object: unknown, meter: Meter): boolean {
  if (typeof object !== "object" || object === null || kindOf(object) !== "object") {
    throw wrongKind("in", "an object", object);
  }
  const name = requireString("in", key, meter);
  meter.charge(name.length);
  return readMember(object, name) !== undefined;
}
