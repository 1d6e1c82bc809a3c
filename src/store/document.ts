import { invariant } from "../language/invariant.ts";
import type { Json } from "../language/json.ts";

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMilliseconds = number;

/**
 * The fields that every stored document has. A document is a JSON value: no `undefined`, no function, no number that is
 * not finite; every string and every key is kept exactly, lone surrogates, U+0000 and `__proto__` too. As in JSON, −0
 * is 0.
 */
export interface Document {
  /** Unique within the collection of a scope. */
  readonly id: string;
  /** 1 when inserted, one more with each replacement. */
  readonly revision: number;
}

/** A document before it is inserted: the store gives it its revision. */
export type NewDocument<T extends Document> = Omit<T, "revision">;

/** Fails loudly when what is to be stored is not a JSON object with a string `id`; any depth is walked. */
export function checkDocument(document: Document): void {
  invariant(typeof document.id === "string", "a document has a string `id`");
  const pending: unknown[] = Object.values(document);
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "object" && value !== null) {
      invariant(Array.isArray(value) || isPlain(value), "an object in a document is a plain object");
      for (const member of Array.isArray(value) ? value : Object.values(value)) pending.push(member);
    } else invariant(isScalar(value), `a document holds no ${typeof value} that JSON cannot write`);
  }
}

/** The value of an own property; `undefined` when there is none. */
export function ownField(document: object, field: string): Json | undefined {
  return Object.hasOwn(document, field) ? Reflect.get(document, field) : undefined;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
