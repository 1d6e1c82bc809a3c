import { checkCustomClaims } from "../claims/index.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";

/** The custom claims that a request sends, none of them reserved; `undefined` where it sends none. */
export function readCustomClaims({ active }: ProjectContext, value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  const reading = checkCustomClaims(value, active.configuration.settings.namespace);
  if (!reading.ok) throw new ApiError(reading.error.code, reading.error.message);
  return Object.keys(reading.patch).length === 0 ? undefined : reading.patch;
}
