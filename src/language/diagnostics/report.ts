import type { Span } from "../source/span.ts";
import { catalogue, type DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic, Edit, Fix } from "./diagnostic.ts";

/** The parts that a diagnostic may have beside its message. */
export interface DiagnosticDetail {
  readonly help?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** A diagnostic of the catalogue, with the severity that the catalogue gives it. */
export function report(code: DiagnosticCode, span: Span, message: string, detail: DiagnosticDetail = {}): Diagnostic {
  return {
    code,
    severity: catalogue[code].severity,
    message,
    span,
    ...(detail.help !== undefined && { help: detail.help }),
    ...(detail.fix !== undefined && { fix: detail.fix }),
  };
}

/** A fix of one edit that puts `text` in the place of `span`. */
export function replace(span: Span, text: string, title: string): Fix {
  return { title, edits: [{ span, text }] };
}

/** A fix that puts `before` and `after` around `span`. */
export function surround(span: Span, before: string, after: string, title: string): Fix {
  return { title, edits: [insertion(span.start, before), insertion(span.end, after)] };
}

/** An edit that inserts `text` at `offset`. */
export function insertion(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
