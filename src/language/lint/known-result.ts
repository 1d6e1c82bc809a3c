import type { CheckedComparison, CheckedExpression } from "../check/checked-tree.ts";
import { mustBe } from "../check/describe-type.ts";
import { compareCodePoints } from "../code-points.ts";
import type { Type } from "../vocabulary/type.ts";
import {
  asBoolean,
  asNumber,
  asObject,
  asString,
  elementsOf,
  intersect,
  isNever,
  mayBeNull,
  oncePer,
  withoutNull,
} from "../vocabulary/types/index.ts";

/** The results that a condition or a comparison can have, so far as the types tell. */
export interface PossibleResults {
  readonly true: boolean;
  readonly false: boolean;
  readonly null: boolean;
}

/** The results that an expression can have as a condition, its operands taken by their types. */
export function possibleResults(node: CheckedExpression): PossibleResults {
  const values = node.kind === "comparison" ? comparisonValues(node) : (asBoolean(node.type).atom?.values ?? []);
  return { true: values.includes(true), false: values.includes(false), null: mayBeNull(node.type) };
}

const bothResults: readonly boolean[] = [true, false];

function comparisonValues({ sign, left, right }: CheckedComparison): readonly boolean[] {
  const [one, other] = [left.type, right.type];
  if (isNever(withoutNull(one)) || isNever(withoutNull(other))) return [];
  switch (sign) {
    case "==":
      return equalityValues(one, other);
    case "!=":
      return equalityValues(one, other).map((value) => !value);
    case "in":
      return membershipValues(one, other);
    case "<":
      return orderValues(one, other, (order) => order < 0);
    case "<=":
      return orderValues(one, other, (order) => order <= 0);
    case ">":
      return orderValues(one, other, (order) => order > 0);
    case ">=":
      return orderValues(one, other, (order) => order >= 0);
  }
}

/** What a test for equality gives of values that are not null. */
function equalityValues(left: Type, right: Type): readonly boolean[] {
  if (!haveValueInCommon(left)(right)) return [false];
  const only = onlyValue(withoutNull(left));
  return only !== undefined && only === onlyValue(withoutNull(right)) ? [true] : bothResults;
}

/** Of objects with more properties than this, nobody will have guessed that they never equal. */
const maxComparedProperties = 2000;

/** Whether some value but null has both types, so far as it can be told in a bounded time. */
const haveValueInCommon = oncePer((left: Type) =>
  oncePer((right: Type): boolean => !isNever(withoutNull(intersect(left, right, { left: maxComparedProperties })))),
);

/** The one value of the type, if it is known and neither a list nor an object. */
function onlyValue({ atoms }: Type): string | number | boolean | undefined {
  const [values, ...others] = atoms.map((atom) => ("values" in atom ? atom.values : undefined));
  return others.length === 0 && values?.length === 1 ? values[0] : undefined;
}

/** What a test for membership gives of values that are not null. */
function membershipValues(left: Type, right: Type): readonly boolean[] {
  if (mustBe(right, "list")) return haveValueInCommon(left)(elementsOf(right)) ? bothResults : [false];
  const keys = asString(left).atom?.values;
  const object = asObject(right).atom;
  if (!mustBe(right, "object") || keys === undefined || object === undefined) return bothResults;
  if (keys.every((key) => object.properties.get(key)?.required)) return [true];
  const isAbsent = (key: string) => isNever(object.properties.get(key)?.type ?? object.additional);
  return keys.every(isAbsent) ? [false] : bothResults;
}

/** What a test of the order of two values gives: it is monotonic, so that the two ends tell. */
function orderValues(left: Type, right: Type, holds: (order: number) => boolean): readonly boolean[] {
  const ends =
    mustBe(left, "number") && mustBe(right, "number") ? numberOrders(left, right) : stringOrders(left, right);
  if (ends === undefined) return bothResults;
  return bothResults.filter((value) => ends.some((order) => holds(order) === value));
}

function numberOrders(left: Type, right: Type): readonly number[] | undefined {
  const one = asNumber(left).atom;
  const other = asNumber(right).atom;
  if (one === undefined || other === undefined) return undefined;
  return [one.least - other.greatest, one.greatest - other.least];
}

function stringOrders(left: Type, right: Type): readonly number[] | undefined {
  const one = stringEnds(left);
  const other = stringEnds(right);
  if (one === undefined || other === undefined) return undefined;
  return [compareCodePoints(one.least, other.greatest), compareCodePoints(one.greatest, other.least)];
}

/** The least and the greatest of strings that are known one by one. */
function stringEnds(type: Type): { readonly least: string; readonly greatest: string } | undefined {
  const sorted = mustBe(type, "string") ? asString(type).atom?.values?.toSorted(compareCodePoints) : undefined;
  const [least, greatest] = [sorted?.[0], sorted?.at(-1)];
  return least === undefined || greatest === undefined ? undefined : { least, greatest };
}
