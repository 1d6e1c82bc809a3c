import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EvaluationFailure } from "../../../../src/language/evaluate/failure.ts";
import { listFunctions } from "../../../../src/language/evaluate/list-functions.ts";
import { Meter } from "../../../../src/language/evaluate/meter.ts";
import { stringFunctions } from "../../../../src/language/evaluate/string-functions.ts";
import type { Json } from "../../../../src/language/json.ts";
import {
  type FunctionDefinition,
  functionDefinitions,
  type ParameterKind,
} from "../../../../src/language/vocabulary/functions/functions.ts";
import type { Type } from "../../../../src/language/vocabulary/type.ts";
import {
  accepts,
  asList,
  asObject,
  asString,
  literalType,
  union,
} from "../../../../src/language/vocabulary/types/index.ts";
import { arbitraryJson } from "../../../support/arbitrary-json.ts";
import { effort } from "../../../support/lanes/effort.ts";
import { hardText } from "../../evaluate/arbitraries.ts";

/** One code point over and over, of each width in code units and in bytes: the most of all of them at once. */
const evenText = fc
  .tuple(fc.constantFrom("a", "\u{1f600}", "\ud83d", "\u0001", " "), fc.nat({ max: 5 }))
  .map(([point, count]) => point.repeat(count));
const anyText = fc.oneof(hardText, evenText);

const receivers: Readonly<Record<FunctionDefinition["receiver"], fc.Arbitrary<Json>>> = {
  string: anyText,
  list: fc.oneof(
    fc.array(anyText, { maxLength: 5 }),
    fc.array(fc.integer({ max: 9 }), { maxLength: 5 }),
    fc.array(arbitraryJson(), { maxLength: 5 }),
  ),
  object: fc.dictionary(hardText, arbitraryJson(), { maxKeys: 5 }),
};

const operands: Readonly<Record<ParameterKind, fc.Arbitrary<Json>>> = {
  string: fc.oneof(anyText, fc.constantFrom("", "a", ",")),
  "whole number": fc.integer({ min: -2, max: 9 }),
};

/** A receiver with its operands. */
type Call = readonly [Json, ...Json[]];

function callsOf({ receiver, parameters }: FunctionDefinition): fc.Arbitrary<Call> {
  return fc.tuple(receivers[receiver], ...parameters.map(({ kind }) => operands[kind]));
}

/** The calls that have each of their receiver and operands from one of the two. */
function mixed(one: Call, other: Call): readonly Call[] {
  const [receiver, ...args] = one;
  const [otherReceiver, ...otherArgs] = other;
  let calls: readonly Call[] = [[receiver], [otherReceiver]];
  for (const [index, arg] of args.entries()) {
    calls = calls.flatMap((call): readonly Call[] => [
      [...call, arg],
      [...call, otherArgs[index] ?? null],
    ]);
  }
  return calls;
}

/** What the definition tells of calls whose receivers and operands have these types. */
function foretold(definition: FunctionDefinition, receiver: Type, args: readonly Type[]) {
  switch (definition.receiver) {
    case "string": {
      const { atom } = asString(receiver);
      return atom && { type: definition.result(atom, args), steps: definition.steps(atom, args) };
    }
    case "list": {
      const { atom } = asList(receiver);
      return atom && { type: definition.result(atom, args), steps: definition.steps(atom, args) };
    }
    case "object": {
      const { atom } = asObject(receiver);
      return atom && { type: definition.result(atom, args), steps: definition.steps(atom, args) };
    }
  }
}

/** What a call gives; undefined where it fails, as it may. */
function outcomeOf({ name, receiver }: FunctionDefinition, [value, ...args]: Call) {
  const meter = new Meter();
  const implementation = (receiver === "string" ? stringFunctions : listFunctions).get(name);
  expect(implementation, `the implementation of \`${name}\``).toBeDefined();
  try {
    return { result: implementation?.(meter, value, ...args) as Json, steps: meter.spent };
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    return { result: undefined, steps: meter.spent };
  }
}

const named = functionDefinitions.map(
  (definition) => [`${definition.receiver}.${definition.name}`, definition] as const,
);

describe.each(named)("%s", (_, definition) => {
  test("gives what its type accepts, in no more steps than it tells", () => {
    fc.assert(
      fc.property(callsOf(definition), callsOf(definition), (one, other) => {
        // The types of both calls together, so that bounds are bounds and not the values themselves.
        const types = one.map((value, index) => union(literalType(value), literalType(other[index] ?? null)));
        const [receiver, ...args] = types;
        const told = receiver && foretold(definition, receiver, args);
        // Mixed, because a bound is met where each value is the least or the greatest of its own.
        for (const call of mixed(one, other)) {
          const { result, steps } = outcomeOf(definition, call);
          expect({ call, steps, within: steps <= (told?.steps ?? 0) }).toEqual({ call, steps, within: true });
          if (result === undefined) continue;
          expect({ call, result, accepted: told && accepts(told.type, result) }).toEqual({
            call,
            result,
            accepted: true,
          });
        }
      }),
      { numRuns: effort(250, 3000) },
    );
  });
});
