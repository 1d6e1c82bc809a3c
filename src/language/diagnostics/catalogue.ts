import type { Severity } from "./diagnostic.ts";

/** The subject of a diagnostic; the groups of the language reference. */
export type DiagnosticGroup = "syntax" | "names" | "types" | "policy" | "reserved" | "size" | "configuration" | "note";

/** One entry of the catalogue. Each code has a page in docs/diagnostics. */
export interface CatalogueEntry {
  readonly group: DiagnosticGroup;
  readonly severity: Severity;
  /** What is wrong, in general. */
  readonly title: string;
}

const error = (group: DiagnosticGroup, title: string): CatalogueEntry => ({ group, severity: "error", title });
const warning = (group: DiagnosticGroup, title: string): CatalogueEntry => ({ group, severity: "warning", title });
const info = (group: DiagnosticGroup, title: string): CatalogueEntry => ({ group, severity: "info", title });

/** Every diagnostic that the compiler itself gives; the lint rules have a list of their own. */
export const catalogue = {
  "template-too-large": error("syntax", "the template is over 64 KiB"),
  "invalid-utf8": error("syntax", "the template is not valid UTF-8"),
  "not-an-object": error("syntax", "the template is not a JSON object"),
  "unexpected-token": error("syntax", "something else is expected here"),
  "unexpected-character": error("syntax", "a character that begins nothing"),
  "missing-comma": error("syntax", "a comma is missing between two claims or elements"),
  "trailing-comma": error("syntax", "a comma before the closing bracket"),
  "invalid-key": error("syntax", "the name of a claim is not a JSON string"),
  "single-quoted-string": error("syntax", "a JSON string in single quotes"),
  "invalid-number": error("syntax", "a number that JSON does not allow"),
  "number-out-of-range": error("syntax", "a number that a double cannot hold exactly"),
  "invalid-escape": error("syntax", "an escape that is not allowed here"),
  "control-character": error("syntax", "a raw control character in a string"),
  "unclosed-string": error("syntax", "a string that is not closed"),
  "unclosed-comment": error("syntax", "a comment that is not closed"),
  "unclosed-bracket": error("syntax", "a bracket that is not closed"),
  "mismatched-bracket": error("syntax", "a closing bracket that fits no opening one"),
  "unclosed-tag": error("syntax", "a tag that is not closed"),
  "mismatched-tag": error("syntax", "a tag closed with the other delimiter"),
  "triple-delimiter": error("syntax", "a tag opened with three characters"),
  "empty-tag": error("syntax", "a tag without an expression"),
  "tag-in-key": error("syntax", "a tag in the name of a claim"),
  "quote-in-tag": error("syntax", "a double quote inside a tag ends the text around it"),
  "comment-in-tag": error("syntax", "a comment inside a tag"),
  "unsupported-operator": error("syntax", "an operator that the language does not have"),
  "mixed-coalesce": error("syntax", "`??` mixed with another operator without parentheses"),
  "chained-comparison": error("syntax", "comparisons in a chain"),
  "reserved-word": error("syntax", "a word of the language used as a name"),
  "nesting-too-deep": error("syntax", "brackets or conditions nest deeper than 32"),
  "unknown-root": error("names", "a name that is no root and no variable"),
  "unknown-property": error("names", "a property that is not there"),
  "unknown-function": error("names", "a function that does not exist"),
  "untrusted-metadata": error("names", "untrusted metadata, which a user can write"),
  "foreign-path": error("names", "a path of another product's templates"),
  "or-as-default": error("names", "`||` used for a default"),
  "quoted-value": error("names", "a list or an object in quotes"),
  "not-a-value": error("names", "a root that is not a value by itself"),
  "shadowed-name": error("names", "a variable that hides another name"),
  "invalid-variable": error("names", "a macro's first argument that is not a plain name"),
  "wrong-operand": error("types", "an operand of the wrong type"),
  "wrong-receiver": error("types", "a function called on the wrong type"),
  "wrong-argument": error("types", "an argument of the wrong type"),
  "wrong-argument-count": error("types", "too many or too few arguments"),
  "wrong-condition": error("types", "a condition that is not a boolean"),
  "no-such-member": error("types", "a member selected from a value that has none"),
  incomparable: error("types", "a comparison of values of different kinds"),
  "value-in-text": error("types", "a list or an object inside a text"),
  "wrong-result": error("types", "an expression that can never give what it has to"),
  "literal-required": error("types", "an argument that must be a literal"),
  "path-required": error("types", "`has` of something that is not a path"),
  "invalid-pattern": error("types", "a regular expression that RE2 does not accept"),
  "unknown-resource": error("policy", "a resource that the policy does not declare"),
  "unreachable-resource": warning("policy", "a resource that no role may act on"),
  "reserved-claim": error("reserved", "a claim that the token itself sets"),
  "reserved-namespace": error("reserved", "a claim in a reserved namespace"),
  "duplicate-key": error("reserved", "a name used twice in one object"),
  "output-too-large": error("size", "the claims are always over 4096 bytes"),
  "output-may-be-too-large": warning("size", "the claims can be over 4096 bytes"),
  "output-size-unknown": info("size", "the claims can be over 4096 bytes for want of a schema"),
  "invalid-schema": error("configuration", "a schema that cannot be read"),
  "unread-schema-keyword": warning("configuration", "a schema keyword that the compiler does not read"),
  "recursive-schema": warning("configuration", "a schema that refers to itself"),
  "unknown-schema-path": error("configuration", "a schema for a path that takes none"),
  "invalid-policy": error("configuration", "a policy that cannot be read"),
  "unknown-rule": error("configuration", "a setting for a lint rule that does not exist"),
  "invalid-option": error("configuration", "an option of the compiler that is not valid"),
  "too-many-diagnostics": info("note", "more diagnostics than are listed"),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** A code of the catalogue. */
export type DiagnosticCode = keyof typeof catalogue;

/** Every code, in the order of the catalogue. */
export const diagnosticCodes: readonly DiagnosticCode[] = Object.keys(catalogue) as DiagnosticCode[];
