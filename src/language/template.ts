import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { JsonObject } from "./json.ts";
import type { Span } from "./source/span.ts";
import type { PolicyOutline } from "./vocabulary/policy-outline.ts";
import type { Type } from "./vocabulary/type.ts";
import type { VerticalId } from "./vocabulary/vertical.ts";

export type { VerticalId };

/** The level of a lint rule: not at all, as a warning, or as an error. */
export type RuleLevel = "off" | "warn" | "error";

/** The things that `compile` checks a template against. Everything is optional. */
export interface CompileOptions {
  /** Default `b2b`. */
  readonly vertical?: VerticalId;
  /** JSON Schemas by path of the vocabulary: `{ "member.trusted_metadata": {…} }`. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** The project's RBAC policy, as the API returns it. */
  readonly policy?: PolicyOutline;
  /** A prefix that top-level claims may not begin with, beside `https://stytch.com/`. */
  readonly namespace?: string;
  /** Levels by rule id; a rule that is not named keeps its default. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
}

/** The result of `compile`: every diagnostic, and the template unless one is an error. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  readonly template?: Template;
}

/** The reason why a template gave no claims for some data: it names the claim and the place. */
export interface EvaluationError {
  readonly code: string;
  readonly message: string;
  /** JSON Pointer (RFC 6901) of the claim in the template. */
  readonly claim: string;
  readonly span: Span;
}

export type Evaluation =
  | { readonly ok: true; readonly claims: JsonObject }
  | { readonly ok: false; readonly error: EvaluationError };

export type Rendering =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: EvaluationError };

/** The size of the claims, in bytes of minified UTF-8 JSON. */
export interface Size {
  readonly least: number;
  /** `null` where nothing bounds it. */
  readonly greatest: number | null;
  /** The paths read that no schema bounds. */
  readonly loose: readonly string[];
}

/** A place whose evaluation can fail for data that fits vocabulary, schemas and policy. */
export interface FailurePlace {
  readonly code: string;
  readonly message: string;
  readonly claim: string;
  readonly span: Span;
}

/** A template that compiled: it evaluates, and tells what it reads and gives. */
export interface Template {
  /** The claims for one member's data. Never throws for data, whatever its shape. */
  evaluate(data: unknown): Evaluation;
  /** The same as JSON text, byte for byte what `JSON.stringify` makes of the claims. */
  render(data: unknown): Rendering;
  /** `sha256:` and hex, of the language version, a line feed and the exact text. */
  readonly digest: string;
  /** The data paths that the template reads, each once, in the order of the text. */
  readonly reads: readonly string[];
  /** The type of the claims. */
  readonly type: Type;
  readonly size: Size;
  /** `true`, or the places that can fail. */
  readonly total: true | readonly FailurePlace[];
}

/** The result of `format`: the canonical text, or why there is none. */
export type Formatting =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
