import fc from "fast-check";
import {
  anyLiteral,
  type GeneratedType,
  type ListType,
  leavesOf,
  limitKey,
  missingCondition,
  nearStart,
  nullLiteral,
  pathsOf,
  type Scope,
  variablesOf,
  wholeLiteral,
} from "./arbitrary-leaf.ts";
import { pattern } from "./arbitrary-text.ts";
import type { Expression } from "./expression.ts";
import {
  type Arbitrary,
  binary,
  call,
  element,
  group,
  list,
  member,
  method,
  not,
  number,
  text,
} from "./make-expression.ts";
import { type Body, deepestMacro, elementTypes, macro } from "./make-macro.ts";
import type { SharedMacro } from "./shared-subset.ts";

const quantifiers: readonly SharedMacro[] = ["exists", "all", "exists_one"];

function conditional(scope: Scope, branch: Arbitrary): Arbitrary {
  const condition = expressionOf("boolean", scope);
  return fc.record({ kind: fc.constant("conditional" as const), condition, whenTrue: branch, whenFalse: branch });
}

const anyCondition: Body = (inner) => expressionOf("boolean", inner);

/** Conditions on a variable that may be null in the data: tests for null, alone or before what needs a string. */
const nullCondition: Body = (inner, variable) => {
  const it = fc.constant(variable);
  const test = fc.oneof(binary(["==", "!="], it, nullLiteral), binary(["==", "!="], nullLiteral, it));
  const outer = inner.variables.slice(0, -1);
  const last = inner.variables.slice(-1).map(({ name }) => ({ name, type: "plain" as const }));
  const known: Scope = { depth: inner.depth, variables: [...outer, ...last] };
  return fc.oneof(test, binary(["&&"], binary(["!="], it, nullLiteral), expressionOf("boolean", known)));
};

function compositeBoolean(scope: Scope): Arbitrary {
  const of = (type: GeneratedType): Arbitrary => expressionOf(type, scope);
  const same = (type: GeneratedType): Arbitrary => binary(["==", "!="], of(type), of(type));
  const over = (type: ListType): Arbitrary => macro(quantifiers, scope, of(type), elementTypes[type], anyCondition);
  const condition = of("boolean");
  const mixed = pathsOf("mixed");
  const anyPath = pathsOf("boolean", "number", "plain", "texts", "limits", "mixed");
  const dotted = pathsOf("whole", "text", "texts", "limits", "mixed", "sparse");
  return fc.oneof(
    binary(["&&", "||"], condition, condition),
    binary(["&&", "||"], binary(["&&", "||"], condition, condition), condition),
    fc.oneof(binary(["&&", "||"], missingCondition, condition), binary(["&&", "||"], condition, missingCondition)),
    not(condition),
    conditional(scope, condition),
    fc.oneof(
      binary(["<", "<=", ">", ">="], of("number"), of("number")),
      binary(["<", "<=", ">", ">="], of("text"), of("text")),
    ),
    fc.oneof(same("boolean"), same("number"), same("text")),
    fc.oneof(same("texts"), same("numbers"), same("booleans"), same("teams"), same("limits"), same("sparse")),
    fc.oneof(binary(["==", "!="], mixed, anyLiteral), binary(["==", "!="], anyLiteral, mixed)),
    fc.oneof(
      binary(["in"], of("text"), of("texts")),
      binary(["in"], of("number"), of("numbers")),
      binary(["in"], of("plain"), of("sparse")),
      binary(["in"], fc.oneof(limitKey, of("plain")), of("limits")),
    ),
    method("contains", of("text"), of("text")),
    fc.oneof(method("startsWith", of("text"), of("text")), method("endsWith", of("text"), of("text"))),
    method("matches", of("plain"), text(pattern)),
    call("bool", fc.oneof(pathsOf("boolean text"), call("string", condition), condition)),
    fc.oneof(
      call("has", dotted),
      binary(["==", "!="], anyPath, nullLiteral),
      binary(["==", "!="], nullLiteral, anyPath),
    ),
    fc.oneof(over("booleans"), over("numbers"), over("plains"), over("texts"), over("teams")),
    macro(quantifiers, scope, of("limits"), "key", anyCondition),
    macro(quantifiers, scope, of("sparse"), "plain or null", nullCondition),
  );
}

function compositeNumber(scope: Scope): Arbitrary {
  const of = (type: GeneratedType): Arbitrary => expressionOf(type, scope);
  const keys = variablesOf(scope, "plain");
  return fc.oneof(
    { weight: 4, arbitrary: of("whole") },
    { weight: 4, arbitrary: binary(["+"], of("number"), of("number")) },
    {
      weight: 3,
      arbitrary: call("double", fc.oneof(of("number"), call("string", of("number")), pathsOf("number text"))),
    },
    { weight: 2, arbitrary: conditional(scope, of("number")) },
    { weight: 1, arbitrary: element(of("numbers"), nearStart) },
    { weight: 1, arbitrary: member(of("limits"), keys.length > 0 ? fc.constantFrom(...keys) : limitKey) },
  );
}

function compositeWhole(scope: Scope): Arbitrary {
  const of = (type: GeneratedType): Arbitrary => expressionOf(type, scope);
  const sized = fc.oneof(of("text"), of("texts"), of("numbers"), of("teams"), of("limits"), of("sparse"));
  return fc.oneof(
    method("size", sized),
    call("size", sized),
    call("int", fc.oneof(of("number"), pathsOf("whole text"), call("string", of("whole")))),
    binary(["+"], of("whole"), of("whole")),
    conditional(scope, of("whole")),
  );
}

/** What plain strings and other texts have in common. */
function compositesOfText(scope: Scope, type: "plain" | "text"): readonly Arbitrary[] {
  const own = expressionOf(type, scope);
  const many = expressionOf(type === "plain" ? "plains" : "texts", scope);
  return [
    binary(["+"], own, own),
    method("trim", own),
    method("join", many, own),
    fc.oneof({ weight: 5, arbitrary: element(many, nearStart) }, element(many, expressionOf("whole", scope))),
    conditional(scope, own),
  ];
}

function compositePlain(scope: Scope): Arbitrary {
  const of = (type: GeneratedType): Arbitrary => expressionOf(type, scope);
  const itself = of("plain");
  const end = number(fc.integer({ min: 1, max: 3 }));
  return fc.oneof(
    ...compositesOfText(scope, "plain"),
    fc.oneof(method("lowerAscii", itself), method("upperAscii", itself)),
    fc.oneof(
      method("substring", itself, nearStart),
      method("substring", itself, nearStart, end),
      method("substring", itself, fc.oneof(wholeLiteral, of("whole"))),
    ),
    call("string", fc.oneof(of("number"), of("boolean"), itself)),
    element(of("teams"), nearStart).map((receiver): Expression => ({ kind: "select", receiver, name: "name" })),
  );
}

function compositeList(scope: Scope, type: ListType): Arbitrary {
  const of = (each: GeneratedType): Arbitrary => expressionOf(each, scope);
  const own = of(type);
  const common = [
    macro(["filter"], scope, own, elementTypes[type], anyCondition),
    binary(["+"], own, own),
    conditional(scope, own),
  ];
  if (type === "teams") return fc.oneof(...common);
  const made: Body = (inner) => expressionOf(elementTypes[type], inner);
  const from = (source: ListType): Arbitrary => macro(["map"], scope, of(source), elementTypes[source], made);
  const maps = fc.oneof(from("numbers"), from("plains"), from("texts"), from("teams"), from("booleans"));
  common.push(maps, macro(["map"], scope, of("limits"), "key", made), list(of(elementTypes[type])));
  switch (type) {
    case "booleans":
      return fc.oneof(...common, macro(["map"], scope, of("sparse"), "plain or null", nullCondition));
    case "numbers":
      return fc.oneof(...common);
    case "plains":
      return fc.oneof(
        ...common,
        method("split", of("plain"), of("plain")),
        macro(["filter"], scope, of("limits"), "key", anyCondition),
      );
    case "texts":
      return fc.oneof(...common, method("split", of("text"), text(fc.constantFrom(",", "a", ":", " ", "😀"))));
  }
}

function compositeOf(type: GeneratedType, scope: Scope): Arbitrary {
  switch (type) {
    case "boolean":
      return compositeBoolean(scope);
    case "number":
      return compositeNumber(scope);
    case "whole":
      return compositeWhole(scope);
    case "plain":
      return compositePlain(scope);
    case "text":
      return fc.oneof(expressionOf("plain", scope), ...compositesOfText(scope, "text"));
    case "limits":
      return conditional(scope, leavesOf(type, scope));
    case "sparse": {
      const own = expressionOf(type, scope);
      return fc.oneof(
        binary(["+"], own, fc.oneof(own, expressionOf("plains", scope))),
        macro(["filter"], scope, own, "plain or null", nullCondition),
        conditional(scope, leavesOf(type, scope)),
      );
    }
    default:
      return compositeList(scope, type);
  }
}

const made = new Map<string, Arbitrary>();

/** Expressions of a type that are at most as deep as the scope allows; each arbitrary is made once. */
function expressionOf(type: GeneratedType, { depth, variables }: Scope): Arbitrary {
  const onlyLeaves = depth === 0 || variables.length === deepestMacro;
  const scope: Scope = { depth: depth - 1, variables };
  const key = [type, onlyLeaves ? 0 : depth, ...variables.map((variable) => variable.type)].join();
  const known = made.get(key);
  if (known !== undefined) return known;
  const leaves = leavesOf(type, scope);
  if (onlyLeaves) {
    made.set(key, leaves);
    return leaves;
  }
  const composites = compositeOf(type, scope);
  const arbitrary = fc.oneof(
    { weight: 4, arbitrary: leaves },
    { weight: 8, arbitrary: composites },
    { weight: 1, arbitrary: group(composites) },
  );
  made.set(key, arbitrary);
  return arbitrary;
}

const types: readonly GeneratedType[] = [
  ...(["boolean", "boolean", "boolean", "number", "whole", "plain", "text"] as const),
  ...(["booleans", "numbers", "plains", "texts", "teams", "limits", "sparse"] as const),
];

/** Well-typed expressions of the shared subset over the data of `arbitraryData`, up to four levels deep. */
export const arbitraryExpression: Arbitrary = fc.oneof(
  ...[1, 2, 3].flatMap((depth) => types.map((type) => compositeOf(type, { depth, variables: [] }))),
);
