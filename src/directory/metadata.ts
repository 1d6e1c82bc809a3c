import { setOwn } from "../claims/copy-json.ts";
import { readJson } from "../claims/read-json.ts";
import type { JsonObject } from "../language/json.ts";
import { maxMetadataBytes, maxMetadataDepth, maxMetadataKeys } from "../language/vocabulary/limits.ts";
import { ApiError } from "../projects/index.ts";

/** Metadata that says nothing. */
export const emptyMetadata = "{}";

const limits = { maxBytes: maxMetadataBytes, maxDepth: maxMetadataDepth };
const typeByFault = {
  "not-json": "metadata_invalid_format",
  "too-many-bytes": "metadata_too_large",
  "too-deep": "metadata_too_deep",
} as const;

/**
 * Stored metadata after a change to it, both JSON objects; the result is JSON text as `JSON.stringify` writes it. Only
 * top-level keys are merged: a null deletes its key, any other value takes the place of the whole one before. Keys that
 * stay keep their place, new ones come last. The limits hold for the result, not for the change.
 *
 * Throws `metadata_invalid_format`, `metadata_too_many_keys`, `metadata_too_large` or `metadata_too_deep`.
 */
export function mergeMetadata(stored: string, change: unknown): string {
  if (typeof change !== "object" || change === null || Array.isArray(change)) {
    throw new ApiError("metadata_invalid_format");
  }
  const members = new Map<string, unknown>(Object.entries(readMetadata(stored)));
  for (const [key, member] of Object.entries(change)) {
    if (member === null) members.delete(key);
    else members.set(key, member);
  }
  if (members.size > maxMetadataKeys) throw new ApiError("metadata_too_many_keys");
  const merged: { [key: string]: unknown } = {};
  for (const [key, member] of members) setOwn(merged, key, member);
  const reading = readJson(merged, limits);
  if (!reading.ok) throw new ApiError(typeByFault[reading.fault]);
  return JSON.stringify(reading.value);
}

/** Stored metadata as an object; `__proto__` is a key like any other. */
export function readMetadata(stored: string): JsonObject {
  const metadata: JsonObject = JSON.parse(stored);
  return metadata;
}
