import type { Type } from "../vocabulary/type.ts";
import { mayBeNull, nullable } from "../vocabulary/types/index.ts";

/** A type with null if any of the others has it: what an operator gives that null passes through. */
export function nullableIf(type: Type, ...others: readonly Type[]): Type {
  return others.some(mayBeNull) ? nullable(type) : type;
}
