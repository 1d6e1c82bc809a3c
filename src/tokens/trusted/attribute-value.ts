import type { StepMeter } from "../../language/compile-expression.ts";
import type { ExpressionEvaluation } from "../../language/index.ts";
import type { Json, JsonObject } from "../../language/json.ts";
import { claimAt } from "./claim-at.ts";
import type { AttributeSource } from "./token-policy.ts";

/** The answer of a token to one attribute: a value, null where there is nothing, or why it cannot be told. */
export type AttributeValue =
  | {
      readonly ok: true;
      readonly value: Json;
      /** Whether it is mapped to a claim that is there, be it null, or to an expression. */
      readonly isThere: boolean;
    }
  | { readonly ok: false; readonly fault: "wrong_kind" | "not_evaluated" | "broken"; readonly details: JsonObject };

/** The claims of a token, and the steps that are left for its expressions. */
export interface TokenClaims {
  readonly claims: JsonObject;
  readonly meter: StepMeter;
}

/** Reads one attribute. What it is not is told by kinds and places, never by a value. */
export function attributeValue(source: AttributeSource, { claims, meter }: TokenClaims): AttributeValue {
  switch (source.kind) {
    case "broken":
      return { ok: false, fault: "broken", details: placeOf(source) };
    case "path": {
      const found = claimAt(claims, source.path);
      const misfit =
        found === undefined || found.value === null ? undefined : source.attribute.expects.misfit(found.value);
      if (misfit !== undefined) return wrongKind(source, misfit);
      return { ok: true, value: found?.value ?? null, isThere: found !== undefined };
    }
    case "expression": {
      const data = { token: claims };
      const isPatch = source.attribute.name === "trusted_metadata";
      const { expression } = source;
      return evaluated(source, isPatch ? expression.evaluatePatch(data, meter) : expression.evaluate(data, meter));
    }
  }
}

function evaluated(source: AttributeSource, evaluation: ExpressionEvaluation): AttributeValue {
  if (!evaluation.ok) {
    const { code, message, span, found } = evaluation.error;
    const place = { attribute: source.attribute.name, span: { start: span.start, end: span.end } };
    if (found !== undefined) return wrongKind(source, found, place);
    // Of a token's claims that is the one thing which is not JSON.
    const told = code === "not-json" ? lostNumber : message;
    return { ok: false, fault: "not_evaluated", details: { ...place, code, message: told } };
  }
  const { value } = evaluation;
  const misfit = value === null ? undefined : source.attribute.expects.misfit(value);
  return misfit === undefined ? { ok: true, value, isThere: true } : wrongKind(source, misfit);
}

const lostNumber = "a number of the token is too large, or a whole number of more digits than can be kept";

function wrongKind(source: AttributeSource, found: string, place: JsonObject = placeOf(source)): AttributeValue {
  return { ok: false, fault: "wrong_kind", details: { ...place, expected: source.attribute.expects.words, found } };
}

/** The attribute, and the path that it is mapped to, or the place of its expression. */
export function placeOf(source: AttributeSource): JsonObject {
  const { name } = source.attribute;
  if (source.kind === "path") return { attribute: name, path: source.path };
  return { attribute: name, span: { start: 0, end: source.written.length } };
}
