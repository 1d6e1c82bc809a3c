import type { Json, JsonObject } from "../../src/language/json.ts";
import type { Outcome } from "./outcome.ts";

/**
 * One place where the languages, or the other implementation of CEL, differ by intention.
 *
 * - `skipped`: generated; where the outcomes are of these kinds nothing is compared, and that is counted.
 * - `printed`: generated; the two texts are written so that both mean the same.
 * - `avoided`: not generated.
 */
export interface KnownDifference {
  /** The rule of the language that asks for our outcome, and what CEL or its implementation does instead. */
  readonly why: string;
  readonly treatment: "skipped" | "printed" | "avoided";
  /** The smallest example, over `exampleData`. */
  readonly expression: string;
  readonly ours: Outcome;
  readonly cel: Outcome;
}

/** A value on one side. */
export const value = (json: Json): Outcome => ({ kind: "value", value: json });
/** An evaluation error, or a static one of CEL, by its code. */
export const failure = (code: string): Outcome => ({ kind: "failure", code });
/** Our diagnostic, by its code. */
export const rejected = (code: string): Outcome => ({ kind: "rejected", code });
/** Our null. */
export const absent: Outcome = { kind: "absent" };

/** A difference that the comparison passes over. */
export function skipped(expression: string, ours: Outcome, cel: Outcome, why: string): KnownDifference {
  return { why, treatment: "skipped", expression, ours, cel };
}

/** A difference that the two spellings make up for. */
export function printed(expression: string, ours: Outcome, cel: Outcome, why: string): KnownDifference {
  return { why, treatment: "printed", expression, ours, cel };
}

/** A difference that is not generated. */
export function avoided(expression: string, ours: Outcome, cel: Outcome, why: string): KnownDifference {
  return { why, treatment: "avoided", expression, ours, cel };
}

/** What the examples below read. */
export const exampleData: JsonObject = {
  member: {
    name: "",
    rbac: { roles: ["admin"], actions: { documents: ["read"] } },
    trusted_metadata: {
      active: true,
      "team-id": "t1",
      pattern: "a",
      one: "1",
      hexadecimal: "0x10",
      fraction: "1.5",
      huge: 1e308,
      tags: ["a", "b"],
      sparse: ["a", null],
      nothing: null,
      backwards: { b: 1, a: 2 },
      prototype: JSON.parse('{ "__proto__": {} }'),
      other: { x: 1 },
      odd: { constructor: 1, name: "a" },
    },
  },
};
