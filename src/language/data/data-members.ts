import { kindOf, ownKeys, readMember } from "../evaluate/value.ts";
import { pointerTo } from "../json-pointer.ts";
import { unlessUnreadable } from "./data-reader.ts";
import type { Misfits } from "./misfits.ts";

/** So many properties that nobody knows are looked at for a name that is nearly a known one. */
const maxFurtherProperties = 1000;

/** Stands for a value whose reading threw. */
export const unreadable = Symbol("unreadable");

/** The message of a misfit where a getter or a proxy threw. */
export const unreadableMessage = "cannot be read: a getter or a proxy in it failed";

/**
 * The own properties of an object of the data that are not `undefined`, each read once: those that are `known`, and the
 * first thousand others. What is no object, or cannot be read, is a misfit.
 */
export function dataMembers(
  value: unknown,
  pointer: string,
  known: readonly string[],
  { add }: Misfits,
): ReadonlyMap<string, unknown> | undefined {
  const object = unlessUnreadable(() => ({ isObject: kindOf(value) === "object" }));
  if (object?.isObject === false || typeof value !== "object" || value === null) {
    add(pointer, pointer === "" ? "the data must be an object" : "must be an object");
    return undefined;
  }
  const keys = object && unlessUnreadable(() => ownKeys(value));
  if (keys === undefined) {
    add(pointer, unreadableMessage);
    return undefined;
  }
  const further = keys.filter((key) => !known.includes(key)).slice(0, maxFurtherProperties);
  const members = new Map<string, unknown>();
  for (const key of [...known, ...further]) {
    const reading = unlessUnreadable(() => ({ member: readMember(value, key) })) ?? { member: unreadable };
    if (reading.member === unreadable) add(pointerTo(pointer, key), unreadableMessage);
    if (reading.member !== undefined) members.set(key, reading.member);
  }
  return members;
}
