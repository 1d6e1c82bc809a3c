import type { Kind, ListAtom, ObjectAtom, StringAtom, Type } from "../type.ts";

/** The kind of value that an argument must be. */
export type ParameterKind = "string" | "whole number";

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional?: true;
}

interface Definition<Receiver> {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** What it gives, in a few words. */
  readonly summary: string;
  /** The kinds that the elements of a list must have, where not any will do. Null elements are passed over. */
  readonly elementKinds?: readonly Kind[];
  /** The type of the result. The types of the arguments are those of the kind that the parameter wants. */
  result(receiver: Receiver, args: readonly Type[]): Type;
  /** The most steps that it takes for such values, as `evaluate` charges them; `Infinity` where nothing bounds it. */
  steps(receiver: Receiver, args: readonly Type[]): number;
}

export type StringFunction = Definition<StringAtom> & { readonly receiver: "string" };
export type ListFunction = Definition<ListAtom> & { readonly receiver: "list" };
export type ObjectFunction = Definition<ObjectAtom> & { readonly receiver: "object" };

/** A method of the language: the one definition that checker, completion, documentation and analysis read. */
export type FunctionDefinition = StringFunction | ListFunction | ObjectFunction;
