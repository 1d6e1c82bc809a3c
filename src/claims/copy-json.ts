import { isJsonObject, type Json } from "../language/json.ts";

/** An object under construction. */
export interface MutableObject {
  [key: string]: Json;
}

/** Adds an own property of any name, `__proto__` too. */
export function setOwn<T>(object: { [key: string]: T }, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  } else object[key] = value;
}

/** A deep copy that shares nothing with the value, whatever its depth. */
export function copyJson(value: Json): Json {
  return workThrough((later) => {
    const copy = (from: Json): Json => {
      if (typeof from !== "object" || from === null) return from;
      if (isJsonObject(from)) {
        const object: MutableObject = {};
        later(() => {
          for (const [key, member] of Object.entries(from)) setOwn(object, key, copy(member));
        });
        return object;
      }
      const list: Json[] = [];
      later(() => {
        for (const element of from) list.push(copy(element));
      });
      return list;
    };
    return copy(value);
  });
}

/**
 * Runs a walk over a tree without recursion, so that no depth can exhaust the stack: the walk makes the outermost part
 * and leaves the filling of each container for later; what is left is done until nothing is.
 */
export function workThrough<T>(walk: (later: (fill: () => void) => void) => T): T {
  const pending: (() => void)[] = [];
  const result = walk((fill) => pending.push(fill));
  for (let fill = pending.pop(); fill !== undefined; fill = pending.pop()) fill();
  return result;
}
