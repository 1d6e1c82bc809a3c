import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { maxTemplateBytes } from "../vocabulary/limits.ts";

/** The text of a template, or the one diagnostic that keeps it from being read. */
export type Decoding =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Decodes a template of at most 64 KiB; bytes must be valid UTF-8 (RFC 3629). A byte order mark stays in the text. */
export function decode(source: string | Uint8Array): Decoding {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) {
    throw new TypeError("a template is a string or its UTF-8 bytes");
  }
  const bytes = typeof source === "string" ? utf8Length(source) : source.length;
  if (bytes > maxTemplateBytes) {
    const message = `the template is ${bytes} bytes long, and at most ${maxTemplateBytes} are read`;
    return { ok: false, diagnostic: report("template-too-large", { start: 0, end: 0 }, message) };
  }
  if (typeof source === "string") return { ok: true, text: source };
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(source) };
  } catch {
    return { ok: false, diagnostic: invalidUtf8(source) };
  }
}

/** The UTF-8 bytes of a text; a lone surrogate counts as the three bytes of the character that replaces it. */
function utf8Length(text: string): number {
  return text.length > maxTemplateBytes ? text.length : new TextEncoder().encode(text).length;
}

function invalidUtf8(bytes: Uint8Array): Diagnostic {
  const valid = validBytes(bytes);
  const start = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, valid)).length;
  const byte = (bytes[valid] ?? 0).toString(16).padStart(2, "0");
  const message = `the template is not valid UTF-8: byte 0x${byte} does not belong here`;
  return report("invalid-utf8", { start, end: start + 1 }, message, { help: "save the file as UTF-8" });
}

/** Bytes before the first sequence that is not valid. */
function validBytes(bytes: Uint8Array): number {
  // Halving finds the longest beginning that could go on to be valid; a sequence that is cut off there is none.
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decodes(bytes.subarray(0, middle), true)) valid = middle;
    else invalid = middle;
  }
  while (!decodes(bytes.subarray(0, valid), false)) valid -= 1;
  return valid;
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
