import fc from "fast-check";
import type { Json, JsonObject } from "../../src/language/json.ts";
import { anyText, plainText } from "./arbitrary-text.ts";

/** What a value of the data is, as finely as the generator must know: a `whole` is a number, a `plain` string a text. */
export type ValueType =
  | "boolean"
  | "number"
  | "whole"
  | "plain"
  | "text"
  | "booleans"
  | "numbers"
  | "plains"
  | "texts"
  | "team"
  | "teams"
  | "limits"
  | "sparse"
  | "mixed"
  | "number text"
  | "whole text"
  | "boolean text";

/** The keys that an object of limits can have, in code-point order. */
export const limitKeys = ["a", "ab", "b", "max", "中"] as const;

interface Field {
  readonly type: ValueType;
  readonly value: fc.Arbitrary<Json>;
}

const small = fc.integer({ min: -3, max: 9 });
const fraction = fc.integer({ min: -40, max: 40 }).map((quarters) => quarters / 4);
const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(small, fraction, fc.constantFrom(0.1, 0.2, 1e21, 1e-7)) },
  { weight: 1, arbitrary: fc.constant(1.5e308) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

function listOf<T extends Json>(element: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.array(element, { maxLength: 4, size: "max" });
}

/** An object with most of the fields, in the order in which they are given. */
function objectOf(fields: Readonly<Record<string, fc.Arbitrary<Json>>>, present: number): fc.Arbitrary<JsonObject> {
  const names = Object.keys(fields);
  const perhaps = Object.values(fields).map((value) =>
    fc.oneof({ weight: present, arbitrary: value }, { weight: 1, arbitrary: fc.constant(undefined) }),
  );
  return fc.tuple(...perhaps).map((values) => {
    const entries = names.map((name, index) => [name, values[index]] as const);
    return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  });
}

/** The fields of a team, the element of a list of objects. */
export const teamFields: Readonly<Record<string, Field>> = {
  name: { type: "plain", value: plainText },
  level: { type: "whole", value: small },
  lead: { type: "boolean", value: fc.boolean() },
};

function valuesOf(fields: Readonly<Record<string, Field>>): Record<string, fc.Arbitrary<Json>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
}

const team = objectOf(valuesOf(teamFields), 30);
const mixed: fc.Arbitrary<Json> = fc.oneof(
  anyText,
  small,
  fc.boolean(),
  listOf<Json>(fc.oneof(small, plainText, fc.boolean(), listOf(small))),
  team,
);

const metadataFields: Readonly<Record<string, Field>> = {
  plan: { type: "plain", value: plainText },
  "team-id": { type: "plain", value: plainText },
  title: { type: "text", value: anyText },
  level: { type: "whole", value: small },
  "2fa": { type: "boolean", value: fc.boolean() },
  in: { type: "number", value: anyNumber },
  ratio: { type: "number", value: anyNumber },
  active: { type: "boolean", value: fc.boolean() },
  tags: { type: "plains", value: listOf(plainText) },
  labels: { type: "texts", value: listOf(anyText) },
  scores: { type: "numbers", value: listOf(anyNumber) },
  flags: { type: "booleans", value: listOf(fc.boolean()) },
  teams: { type: "teams", value: listOf(team) },
  limits: { type: "limits", value: objectOf(Object.fromEntries(limitKeys.map((key) => [key, anyNumber])), 2) },
  // So few keys and values that two are often equal, or one is a part of the other.
  quotas: { type: "limits", value: objectOf({ a: fc.constant(1), b: fc.constantFrom(1, 2) }, 1) },
  sparse: { type: "sparse", value: listOf(fc.option(plainText)) },
  mixed: { type: "mixed", value: mixed },
  amount: { type: "number text", value: anyNumber.map((value) => String(value)) },
  count: {
    type: "whole text",
    value: fc.oneof({ weight: 5, arbitrary: small.map(String) }, fc.constantFrom("1.5", "")),
  },
  enabled: {
    type: "boolean text",
    value: fc.oneof({ weight: 9, arbitrary: fc.boolean().map(String) }, fc.constant("1")),
  },
};

const name = plainText.filter((text) => text !== "");

const member = fc
  .tuple(
    objectOf({ name, trusted_metadata: objectOf(valuesOf(metadataFields), 60) }, 200),
    fc.record({ roles: listOf(plainText) }),
  )
  .map(([rest, rbac]): JsonObject => ({ ...rest, rbac }));

/** Data in the shape of the B2B vocabulary; few members are missing, and of the lists only `sparse` has nulls. */
export const arbitraryData: fc.Arbitrary<JsonObject> = fc.record({
  member,
  organization: fc.record({
    organization_slug: fc.constantFrom("acme", "app:docs"),
    organization_name: name,
    trusted_metadata: objectOf(valuesOf(metadataFields), 60),
  }),
});

/** Where in the data a value of a known type is. */
export interface DataPath {
  readonly type: ValueType;
  readonly names: readonly [root: string, ...names: string[]];
}

/** Every path of the data that the expressions read. */
export const dataPaths: readonly DataPath[] = [
  { type: "plain", names: ["member", "name"] },
  { type: "plain", names: ["organization", "organization_slug"] },
  { type: "plain", names: ["organization", "organization_name"] },
  { type: "plains", names: ["member", "rbac", "roles"] },
  ...["member", "organization"].flatMap((root) =>
    Object.entries(metadataFields).map(
      ([field, { type }]): DataPath => ({ type, names: [root, "trusted_metadata", field] }),
    ),
  ),
];
