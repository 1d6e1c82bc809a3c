import { Environment, EvaluationError, ParseError } from "@marcbachmann/cel-js";
import { compile } from "../../src/language/index.ts";
import { invariant } from "../../src/language/invariant.ts";
import type { Json, JsonObject } from "../../src/language/json.ts";

/** What an expression gives in one language: a value, or why there is none. */
export type Outcome =
  | { readonly kind: "value"; readonly value: Json }
  /** Ours: null, and so an absent claim. */
  | { readonly kind: "absent" }
  /** Ours: the codes of the errors found at compilation. */
  | { readonly kind: "rejected"; readonly code: string }
  /** The code of the evaluation error; in CEL also of the static one. */
  | { readonly kind: "failure"; readonly code: string };

/** Evaluates an expression as the only tag of a template. */
export function evaluateOurs(expression: string, data: JsonObject): Outcome {
  const { diagnostics, template } = compile(`{ "v": << ${expression} >> }`);
  if (template === undefined) {
    const codes = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
    return { kind: "rejected", code: [...new Set(codes)].join() };
  }
  const evaluation = template.evaluate(data);
  if (!evaluation.ok) return { kind: "failure", code: evaluation.error.code };
  const { v } = evaluation.claims;
  return v === undefined ? { kind: "absent" } : { kind: "value", value: normalized(v) };
}

const environment = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable("member", "dyn")
  .registerVariable("organization", "dyn");

/** Evaluates an expression as CEL. */
export function evaluateCel(expression: string, data: JsonObject): Outcome {
  try {
    return { kind: "value", value: normalized(environment.evaluate(expression, data)) };
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof ParseError) return { kind: "failure", code: error.code };
    if (error instanceof Error) return { kind: "failure", code: error.name };
    throw error;
  }
}

/** A value with CEL's ints as numbers, and -0 as 0. */
function normalized(value: unknown): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return value + 0;
    case "bigint":
      return Number(value);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(normalized);
  invariant(typeof value === "object", "over JSON both languages give JSON, but for the ints of CEL");
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalized(member)]));
}

/** An outcome without its value, as known differences name it. */
export function describeOutcome(outcome: Outcome): string {
  return outcome.kind === "value" || outcome.kind === "absent" ? outcome.kind : `${outcome.kind} ${outcome.code}`;
}
