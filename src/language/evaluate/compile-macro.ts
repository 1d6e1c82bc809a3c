import type { CheckedMacro } from "../check/checked-tree.ts";
import { compareCodePoints } from "../code-points.ts";
import { requireCondition } from "./condition.ts";
import type { Frame, LinkProgram, Program } from "./frame.ts";
import { wrongKind } from "./operand.ts";
import { kindOf, lengthOf, memberKeys, ownKeys, readElement } from "./value.ts";

/** What a macro goes through: a list's elements, or an object's keys in code-point order. */
interface Rounds {
  readonly count: number;
  value(index: number): unknown;
}

function roundsOver(frame: Frame, name: string, value: unknown): Rounds {
  const kind = kindOf(value);
  if (typeof value !== "object" || value === null || (kind !== "list" && kind !== "object")) {
    throw wrongKind(name, "a list or an object", value);
  }
  if (kind === "list") {
    const count = lengthOf(value);
    frame.meter.checkLength(count);
    return { count, value: (index) => readElement(value, index) };
  }
  // Members that are `undefined` have no round, but are read.
  frame.meter.charge(2 * ownKeys(value).length);
  const unsorted = memberKeys(value);
  frame.meter.checkLength(unsorted.length);
  const keys = unsorted.toSorted(compareCodePoints);
  return { count: keys.length, value: (index) => keys[index] };
}

/** Compiles a macro; a null receiver gives null. Cost: one step a round, what the rounds take, and one for each node that is evaluated in them; a key costs two more. */
export function compileMacro(node: CheckedMacro, body: Program): LinkProgram {
  const combine = combinations[node.name];
  return (frame, value) => {
    frame.span = node.span;
    if (value === null) return null;
    const rounds = roundsOver(frame, node.name, value);
    const round = (index: number): unknown => {
      frame.span = node.span;
      frame.meter.charge(1);
      frame.variables[node.slot] = rounds.value(index);
      return body(frame);
    };
    return combine(node, frame, rounds, round);
  };
}

type Combine = (node: CheckedMacro, frame: Frame, rounds: Rounds, round: (index: number) => unknown) => unknown;

const combinations: Readonly<Record<CheckedMacro["name"], Combine>> = {
  filter(node, frame, rounds, round) {
    const kept: unknown[] = [];
    for (let index = 0; index < rounds.count; index += 1) {
      const holds = requireCondition(frame, node.body, node.name, round(index));
      if (holds === true) kept.push(frame.variables[node.slot]);
    }
    return kept;
  },
  map(_node, _frame, rounds, round) {
    const made: unknown[] = [];
    for (let index = 0; index < rounds.count; index += 1) {
      const value = round(index);
      if (value !== null) made.push(value);
    }
    return made;
  },
  exists: (node, frame, rounds, round) => decide(node, frame, rounds, round, true),
  all: (node, frame, rounds, round) => decide(node, frame, rounds, round, false),
  exists_one(node, frame, rounds, round) {
    let found = 0;
    let missing = false;
    for (let index = 0; index < rounds.count; index += 1) {
      const holds = requireCondition(frame, node.body, node.name, round(index));
      if (holds === null) missing = true;
      else if (holds) found += 1;
    }
    return missing ? null : found === 1;
  },
};

/** Combines the rounds as `||` (deciding at true) or `&&` (at false) combine operands. */
function decide(
  node: CheckedMacro,
  frame: Frame,
  rounds: Rounds,
  round: (index: number) => unknown,
  decides: boolean,
): boolean | null {
  let result: boolean | null = !decides;
  for (let index = 0; index < rounds.count; index += 1) {
    const holds = requireCondition(frame, node.body, node.name, round(index));
    if (holds === decides) return decides;
    if (holds === null) result = null;
  }
  return result;
}
