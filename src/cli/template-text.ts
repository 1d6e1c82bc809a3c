import { maxTemplateBytes } from "../language/vocabulary/limits.ts";

/** A template as it is shown, and as it is compiled. */
export interface TemplateText {
  readonly text: string;
  /** The same text; or the bytes, where they are not UTF-8 and only the compiler can say what that means. */
  readonly input: string | Uint8Array;
}

/** Decodes UTF-8; a byte order mark stays, so that a file that is written back keeps it. */
export function templateText(bytes: Uint8Array): TemplateText {
  // What is too long is not looked at: the compiler says so.
  if (bytes.length > maxTemplateBytes) return { text: "", input: bytes };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, input: text };
  } catch {
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), input: bytes };
  }
}
