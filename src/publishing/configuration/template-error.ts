import type { Diagnostic } from "../../language/index.ts";
import type { JsonObject } from "../../language/json.ts";
import { lineMapOf } from "../../language/source/line-map.ts";
import type { ApiErrorType } from "../../projects/index.ts";

const typeByCode: ReadonlyMap<string, ApiErrorType> = new Map([
  ["mismatched-tag", "jwt_template_mismatched_tag"],
  ["unclosed-tag", "jwt_template_mismatched_tag"],
  ["triple-delimiter", "jwt_template_mismatched_tag"],
  ["tag-in-key", "jwt_template_invalid_tag"],
  ["quote-in-tag", "jwt_template_invalid_tag"],
  ["quoted-value", "jwt_template_invalid_tag"],
  ["value-in-text", "jwt_template_invalid_tag"],
  ["reserved-claim", "reserved_claims_in_custom_claims"],
  ["reserved-namespace", "stytch_claims_in_custom_claims"],
  ["output-too-large", "custom_claims_too_large"],
]);

/**
 * The error type of the API for an error of a template. Where a code can be of JSON and of an expression, the place in
 * the text decides: inside a tag it is `jwt_template_invalid_tag`, outside `jwt_template_invalid_json`.
 */
export function templateErrorType({ code, span }: Diagnostic, text: string): ApiErrorType {
  return typeByCode.get(code) ?? (isInTag(text, span.start) ? "jwt_template_invalid_tag" : "jwt_template_invalid_json");
}

/** Tells whether the last delimiter before an offset opens a tag. */
function isInTag(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const last = (...delimiters: readonly string[]) => Math.max(...delimiters.map((two) => before.lastIndexOf(two)));
  return last("{{", "<<") > last("}}", ">>");
}

/** A diagnostic as an answer has it: lines and columns from 1, columns in UTF-16 code units, the end exclusive. */
export function diagnosticView(diagnostic: Diagnostic, text: string): JsonObject {
  const { code, severity, message, help } = diagnostic;
  return { code, severity, message, ...(help === undefined ? {} : { help }), ...placeView(diagnostic, text) };
}

/** The place of a diagnostic in a text, as `diagnosticView` has it. */
export function placeView({ span }: Pick<Diagnostic, "span">, text: string): JsonObject {
  const lines = lineMapOf(text);
  const [start, end] = [lines.position(span.start), lines.position(span.end)];
  return { line: start.line, column: start.column, end_line: end.line, end_column: end.column };
}
