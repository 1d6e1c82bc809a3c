import type { Json } from "../../json.ts";
import { maxDataDepth } from "../limits.ts";
import type { Type } from "../type.ts";
import { anyType, booleanType, never, nullType } from "../types/basic-types.ts";
import { literalType } from "../types/literal-type.ts";
import { numberType } from "../types/number-type.ts";
import { stringType } from "../types/string-type.ts";
import { union } from "../types/union.ts";

/** How many nodes the lists and objects among the listed values are read to; beyond, each is anything but null. */
const maxListedNodes = 20_000;

/** The values that `enum` or `const` lists. */
export interface ListedValues {
  readonly type: Type;
  /** Some value is no JSON value, so that no data equals it. */
  readonly hasInvalid: boolean;
  /** Some lists or objects are too large to be told apart. */
  readonly hasLarge: boolean;
}

/** The type of exactly the listed values. */
export function listedValues(values: readonly unknown[]): ListedValues {
  const [numbers, strings, booleans, others]: [number[], string[], boolean[], Type[]] = [[], [], [], []];
  let [hasInvalid, hasLarge] = [false, false];
  let left = maxListedNodes;
  for (const value of values) {
    if (value === null) others.push(nullType);
    else if (typeof value === "boolean") booleans.push(value);
    else if (typeof value === "string") strings.push(value);
    else if (typeof value === "number" && Number.isFinite(value)) numbers.push(value);
    else if (typeof value === "object") {
      const measured = measure(value, left);
      left -= measured.nodes;
      if (isJson(value, measured)) others.push(literalType(value));
      else if (measured.isValid) hasLarge = true;
      else hasInvalid = true;
    } else hasInvalid = true;
  }
  others.push(numberType({ values: numbers }), stringType({ values: strings }), booleanType(booleans));
  return { type: union(...others, hasLarge ? anyType() : never), hasInvalid, hasLarge };
}

interface Measure {
  readonly nodes: number;
  readonly isValid: boolean;
  readonly isSmall: boolean;
}

function isJson(_value: unknown, measured: Measure): _value is Json {
  return measured.isValid && measured.isSmall;
}

/** Walks a list or an object without recursion, and stops where it is too deep or has more nodes than are left. */
function measure(value: object, left: number): Measure {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 1 }];
  let nodes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    nodes += 1;
    if (typeof next.value === "object" && next.value !== null) {
      const members: readonly unknown[] = Object.values(next.value);
      if (next.depth > maxDataDepth || nodes + pending.length + members.length > left) {
        return { nodes, isValid: true, isSmall: false };
      }
      for (const member of members) pending.push({ value: member, depth: next.depth + 1 });
    } else if (!isPrimitiveJson(next.value)) return { nodes, isValid: false, isSmall: true };
  }
  return { nodes, isValid: true, isSmall: true };
}

function isPrimitiveJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "boolean" || typeof value === "string";
}
