import { withoutLostNumbers } from "../../language/inexact-number.ts";
import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";

/** The reason why bytes are not a JSON object that every reader reads alike. */
export type StrictJsonFault =
  | "not_utf8"
  | "not_json"
  | "not_an_object"
  | "duplicate_key"
  | "too_deep"
  | "lone_surrogate";

// A byte order mark is kept, so that it is no JSON.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The characters that decide on keys and depth, in a text that is known to be JSON. */
const landmark = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/** The object, or why the bytes are not read as one. */
export type StrictObjectReading =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly fault: StrictJsonFault };

/**
 * Reads UTF-8 bytes as one JSON object (RFC 8259), within what interoperable JSON is (RFC 7493): no key twice in one
 * object, however it is escaped, no lone surrogate, no byte order mark. `{}` is one deep. A number that would come back
 * as another (§2.2) is infinite, never rounded: nothing takes that for a number, so that it is refused wherever it would
 * go.
 */
export function readStrictObject(bytes: Uint8Array, maxDepth: number): StrictObjectReading {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, fault: "not_utf8" };
  }
  let value: Json;
  try {
    value = JSON.parse(text);
    // Of a text that is JSON: of another one, this could make JSON.
    const held = withoutLostNumbers(text);
    if (held !== text) value = JSON.parse(held);
  } catch {
    return { ok: false, fault: "not_json" };
  }
  if (!isJsonObject(value)) return { ok: false, fault: "not_an_object" };
  const fault = ambiguity(text, maxDepth);
  return fault === undefined ? { ok: true, value } : { ok: false, fault };
}

/** The fault of the keys, the strings or the depth of a JSON text. */
function ambiguity(text: string, maxDepth: number): StrictJsonFault | undefined {
  /** The keys of each open object; a list has none. */
  const open: Set<string>[] = [];
  let latest = "";
  for (const [token] of text.matchAll(landmark)) {
    if (token === "{" || token === "[") {
      if (open.length === maxDepth) return "too_deep";
      open.push(new Set());
    } else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const keys = open.at(-1);
      if (keys?.has(latest)) return "duplicate_key";
      keys?.add(latest);
    } else {
      latest = JSON.parse(token);
      if (/\p{Surrogate}/u.test(latest)) return "lone_surrogate";
    }
  }
  return undefined;
}
