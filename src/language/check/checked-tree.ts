import type { Span } from "../source/span.ts";
import type { FunctionDefinition } from "../vocabulary/functions/functions.ts";
import type { Pattern } from "../vocabulary/pattern.ts";
import type { Type } from "../vocabulary/type.ts";

/**
 * The tree of a template as it is evaluated: every name resolved, every node typed, nulls and conversions explicit.
 * It stands apart from the syntax tree, which is what was written.
 */
export type CheckedValue = CheckedObject | CheckedArray | CheckedText | CheckedScalar | CheckedTag;

interface Placed {
  readonly span: Span;
  /** JSON Pointer of the claim or element in the template. */
  readonly pointer: string;
}

export interface CheckedObject extends Placed {
  readonly kind: "object";
  readonly claims: readonly CheckedClaim[];
}

export interface CheckedClaim {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: CheckedValue;
}

export interface CheckedArray extends Placed {
  readonly kind: "array";
  readonly elements: readonly CheckedValue[];
}

/** A text with at least one tag; the pieces of literal text are decoded. */
export interface CheckedText extends Placed {
  readonly kind: "text";
  readonly parts: readonly (string | CheckedTag)[];
  /** The type of the string, or null where a tag in it can be absent. */
  readonly type: Type;
}

/** A value that the template says literally. */
export interface CheckedScalar extends Placed {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

export interface CheckedTag extends Placed {
  readonly kind: "tag";
  readonly expression: CheckedExpression;
}

/** The way to a path's value in the data. */
export type Access =
  | { readonly kind: "members"; readonly names: readonly (string | number)[]; readonly emptyIsUnset: boolean }
  | { readonly kind: "record"; readonly names: readonly (string | number)[]; readonly parts: readonly string[] }
  | { readonly kind: "roles"; readonly root: string }
  | { readonly kind: "actions"; readonly root: string; readonly resourceId: string };

interface Typed {
  readonly span: Span;
  readonly type: Type;
}

export type CheckedExpression =
  | CheckedLiteral
  | CheckedPath
  | CheckedVariable
  | CheckedSelect
  | CheckedIndex
  | CheckedCall
  | CheckedMatches
  | CheckedMacro
  | CheckedConversion
  | CheckedHas
  | CheckedRequired
  | CheckedNullTest
  | CheckedNot
  | CheckedOperation
  | CheckedComparison
  | CheckedConditional
  | CheckedList;

export interface CheckedLiteral extends Typed {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

/** A path of the vocabulary, with all that is selected from it by literal names. */
export interface CheckedPath extends Typed {
  readonly kind: "path";
  readonly access: Access;
  /** As the language writes it: `member.trusted_metadata.plan`. */
  readonly text: string;
  /** A user can write what it leads to. */
  readonly userWritable: boolean;
  /** Whether a schema or a policy bounds it, as far as that is what could. */
  readonly bounded: boolean;
}

export interface CheckedVariable extends Typed {
  readonly kind: "variable";
  readonly name: string;
  /** Its place among the variables in scope, from the outermost. */
  readonly slot: number;
}

export interface CheckedSelect extends Typed {
  readonly kind: "select";
  readonly receiver: CheckedExpression;
  readonly name: string;
}

export interface CheckedIndex extends Typed {
  readonly kind: "index";
  readonly receiver: CheckedExpression;
  readonly index: CheckedExpression;
}

/** A method of a string, a list or an object, or `size(x)`. */
export interface CheckedCall extends Typed {
  readonly kind: "call";
  readonly name: string;
  /** The definitions that can apply, by the kinds that the receiver can have. */
  readonly definitions: readonly FunctionDefinition[];
  readonly receiver: CheckedExpression;
  readonly arguments: readonly CheckedExpression[];
}

export interface CheckedMatches extends Typed {
  readonly kind: "matches";
  readonly receiver: CheckedExpression;
  readonly pattern: Pattern;
}

export type MacroName = "filter" | "map" | "exists" | "all" | "exists_one";

export interface CheckedMacro extends Typed {
  readonly kind: "macro";
  readonly name: MacroName;
  readonly receiver: CheckedExpression;
  readonly variable: string;
  readonly slot: number;
  readonly body: CheckedExpression;
}

export type ConversionName = "string" | "double" | "int" | "bool";

export interface CheckedConversion extends Typed {
  readonly kind: "conversion";
  readonly name: ConversionName;
  readonly operand: CheckedExpression;
}

export interface CheckedHas extends Typed {
  readonly kind: "has";
  readonly operand: CheckedExpression;
}

export interface CheckedRequired extends Typed {
  readonly kind: "required";
  readonly operand: CheckedExpression;
  readonly message: string | undefined;
}

/** `e == null` and `e != null`, either way round. */
export interface CheckedNullTest extends Typed {
  readonly kind: "null-test";
  readonly operand: CheckedExpression;
  readonly negated: boolean;
}

export interface CheckedNot extends Typed {
  readonly kind: "not";
  readonly operand: CheckedExpression;
}

export interface CheckedOperation extends Typed {
  readonly kind: "coalesce" | "or" | "and" | "sum";
  readonly operands: readonly CheckedExpression[];
}

export interface CheckedComparison extends Typed {
  readonly kind: "comparison";
  readonly sign: "==" | "!=" | "<" | "<=" | ">" | ">=" | "in";
  readonly left: CheckedExpression;
  readonly right: CheckedExpression;
}

export interface CheckedConditional extends Typed {
  readonly kind: "conditional";
  readonly condition: CheckedExpression;
  readonly whenTrue: CheckedExpression;
  readonly whenFalse: CheckedExpression;
}

export interface CheckedList extends Typed {
  readonly kind: "list";
  readonly elements: readonly CheckedExpression[];
}

/** A link: something selected from a value, called on it or looked up in it. */
export type CheckedLink = CheckedSelect | CheckedIndex | CheckedCall | CheckedMatches | CheckedMacro;
