import { type NumberLoss, numberLossIn } from "../../language/inexact-number.ts";
import { ApiError } from "../../projects/index.ts";

/** The greatest size of a request's body: 256 KiB. */
export const maxBodyBytes = 256 * 1024;

/** The greatest depth at which objects and lists of a body may be nested in each other. */
export const maxBodyDepth = 64;

/**
 * The value of a body of the type `application/json`: what `JSON.parse` makes of it, so `__proto__` is a key like any
 * other and the last of several equal keys counts. An empty body is `{}`. Throws `invalid_json` for bytes that are not
 * UTF-8, text that is not JSON, nesting deeper than `maxBodyDepth`, and numbers that no double can
 * hold: what is kept and signed is what was sent.
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (text.trim() === "") return {};
  if (depthOf(text) > maxBodyDepth) {
    throw new ApiError("invalid_json", `the body of the request is nested deeper than ${maxBodyDepth}`);
  }
  const value = parse(text);
  const loss = numberLossIn(text);
  if (loss !== undefined) throw new ApiError("invalid_json", messageByLoss[loss]);
  return value;
}

const messageByLoss: Readonly<Record<NumberLoss, string>> = {
  too_large: "a number in the body of the request is too large",
  inexact: "a whole number in the body of the request has more digits than can be kept: send it as a string",
};

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError("invalid_json", "the body of the request is not UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("invalid_json");
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openingBrackets: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closingBrackets: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** The depth at which the brackets of a JSON text are nested; of any other text, nothing that matters. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) index++;
    else if (!inString && openingBrackets.has(code)) deepest = Math.max(deepest, ++depth);
    else if (!inString && closingBrackets.has(code)) depth--;
  }
  return deepest;
}
