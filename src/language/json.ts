/** A JSON value, as RFC 8259 has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object: own, enumerable, plain properties. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Tells JSON objects from what else JSON has: lists, null, scalars. Of no JSON, tells objects from arrays, functions and scalars. */
export function isJsonObject(value: Json): value is JsonObject;
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>>;
export function isJsonObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells JSON lists from what else JSON has. Unlike `Array.isArray`, it narrows a type to a list that is not to be written to. */
export function isJsonList(value: Json): value is readonly Json[];
export function isJsonList(value: unknown): value is readonly unknown[];
export function isJsonList(value: unknown): boolean {
  return Array.isArray(value);
}
