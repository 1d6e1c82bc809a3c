import type { Json, JsonObject } from "../../language/json.ts";
import { maxNumericDate } from "../limits.ts";

/** The own claim of that name; one that the token does not have is `undefined`. */
export function ownClaim(claims: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

/** A claim's NumericDate (RFC 7519 §2) in seconds, or nothing unless it is a number within the years of RFC 3339: never infinite. */
export function numericDate(claim: Json | undefined): number | undefined {
  return typeof claim === "number" && Math.abs(claim) <= maxNumericDate ? claim : undefined;
}

/** The audiences of an `aud` claim: a string or a list of strings (RFC 7519 §4.1.3), or nothing if it is neither. */
export function audiencesOf(aud: Json | undefined): readonly string[] | undefined {
  if (typeof aud === "string") return [aud];
  if (!Array.isArray(aud)) return undefined;
  return aud.every((audience) => typeof audience === "string") ? aud : undefined;
}
