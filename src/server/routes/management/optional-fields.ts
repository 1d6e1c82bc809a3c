import { type Static, type TSchema, Type } from "typebox";

/*
 * Fields of requests of the management API. Its clients leave out what is empty, or send null for it: a body that lacks a
 * field says the same as one with null in it.
 */

/** A text. */
export const textOrNull = Type.Optional(Type.Unsafe<string | null>({ type: ["string", "null"] }));

/** True or false. */
export const flagOrNull = Type.Optional(Type.Unsafe<boolean | null>({ type: ["boolean", "null"] }));

/** A list of whatever the schema says, and of as many of it as `bounds` do. */
export function listOrNull<T extends TSchema>(items: T, bounds: { readonly maxItems?: number } = {}) {
  return Type.Optional(Type.Unsafe<readonly Static<T>[] | null>({ type: ["array", "null"], items, ...bounds }));
}
