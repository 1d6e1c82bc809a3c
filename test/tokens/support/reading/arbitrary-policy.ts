import fc from "fast-check";
import type { Json, JsonObject } from "../../../../src/language/json.ts";
import {
  among,
  choose,
  claim,
  coalesce,
  contains,
  equals,
  literal,
  logic,
  member,
  not,
  split,
  type TokenExpression,
} from "./meaning.ts";
import type { Mapped, PolicyReading } from "./read-policy.ts";

const names = ["email", "alt", "sub", "groups", "flag", "o", "x.y", "jti"] as const;
const paths = [...names, "o.a", "o.a.b", "x.y.z", "o.x.y", "nothing", "email_verified"];
const words = ["Ada@example.com", "b@example.com", "nobody", "", "admin", "editor", "a b", "u1"];
const roles = ["admin", "editor"];

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  fc.boolean(),
  fc.constantFrom(0, 1, 7),
  fc.constant(null),
);
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "x", "x.y", "y", "y.z", "z", "admin"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** Claims of which many are what an attribute needs, and many are not. */
export const arbitraryClaims: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      email: fc.oneof({ weight: 5, arbitrary: fc.constantFrom("Ada@example.com", "b@example.com") }, value),
      jti: fc.oneof({ weight: 5, arbitrary: fc.constant("t1") }, value),
      sub: fc.oneof({ weight: 4, arbitrary: fc.constantFrom("u1", "u2") }, value),
      groups: fc.oneof({ weight: 4, arbitrary: fc.subarray(["admin", "editor", "x"]) }, value),
      flag: fc.oneof({ weight: 4, arbitrary: fc.boolean() }, value),
      alt: value,
      o: value,
      x: value,
      "x.y": value,
      "o.a": value,
      email_verified: fc.constantFrom(true, false, null, "true"),
    },
    { requiredKeys: [] },
  )
  .map((claims) => claims as JsonObject);

const claimOf = fc.constantFrom(...names).map(claim);
const plain: fc.Arbitrary<TokenExpression> = fc.oneof(
  { weight: 4, arbitrary: claimOf },
  claimOf.map((of) => member(of, 0)),
  fc.tuple(claimOf, fc.constantFrom("a", "b", "z")).map(([of, name]) => member(of, name)),
  fc.constantFrom("admin", "x@example.com", "u3").map(literal),
  fc.tuple(claimOf, claimOf).map(([one, other]) => coalesce(one, other)),
);

const test: fc.Arbitrary<TokenExpression> = fc.letrec<{ test: TokenExpression }>((tie) => ({
  test: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc
      .tuple(claimOf, fc.constantFrom<(string | number | boolean)[]>("admin", true, 7))
      .map(([one, other]) => equals(one, other)),
    fc.tuple(claimOf, fc.constantFrom("admin", "x")).map(([one, key]) => contains(one, key)),
    fc.constant(claim("flag")),
    tie("test").map(not),
    fc
      .tuple(fc.constantFrom<("&&" | "||")[]>("&&", "||"), tie("test"), tie("test"))
      .map(([sign, one, other]) => logic(sign, [one, other])),
  ),
})).test;

const expression: fc.Arbitrary<TokenExpression> = fc.oneof(
  { weight: 4, arbitrary: plain },
  claimOf.map((one) => among(one, roles)),
  claimOf.map(split),
  test,
  fc.tuple(test, plain, plain).map(([condition, yes, no]) => choose(condition, yes, no)),
);

const path = fc.constantFrom(...paths).map((one): Mapped => ({ kind: "path", path: one }));
const tag = expression.map((one): Mapped => ({ kind: "tag", expression: one }));
const text = fc
  .tuple(fc.constantFrom("okta|", "id "), plain)
  .map(([before, one]): Mapped => ({ kind: "text", before, expression: one }));
const mapped = fc.oneof(path, tag, text);

const template = fc
  .record(
    { a: expression, b: expression, deep: fc.record({ a: expression, c: expression }, { requiredKeys: ["a"] }) },
    { requiredKeys: ["a"] },
  )
  .map((members): Mapped => ({ kind: "template", template: members }));

const name = {
  b2b: mapped,
  consumer: fc.oneof(
    path,
    fc
      .record({ first_name: plain, last_name: plain }, { requiredKeys: ["first_name"] })
      .map((members): Mapped => ({ kind: "template", template: members })),
  ),
};

/** Whatever templates can make of a token: metadata and claims. */
export const arbitraryTemplates = fc.record(
  { trusted_metadata: template, session_custom_claims: template },
  { requiredKeys: [] },
);

/** What `name` is mapped to. */
export const arbitraryName = (vertical: "b2b" | "consumer"): fc.Arbitrary<Mapped> => name[vertical];

/** What serves well with usual claims, or anything. */
const mostly = (usual: TokenExpression, any = mapped) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Mapped>({ kind: "tag", expression: usual }) },
    { weight: 2, arbitrary: any },
  );
const common = {
  email: mostly(coalesce(claim("email"), literal("x@example.com"))),
  token_id: mostly(coalesce(claim("jti"), literal("t2"))),
  email_verified: fc.oneof(
    path,
    test.map((one): Mapped => ({ kind: "tag", expression: one })),
  ),
  role_ids: mostly(among(claim("groups"), roles), fc.oneof(path, tag)),
};
const identity = {
  b2b: fc.record(
    { ...common, external_member_id: mostly(claim("sub")), organization_id: mostly(claim("sub")), name: name.b2b },
    { requiredKeys: ["email", "token_id"] },
  ),
  consumer: fc.record(
    { ...common, external_user_id: mostly(claim("sub")), name: name.consumer },
    { requiredKeys: ["email", "token_id"] },
  ),
};

/** Policies of which many compile. */
export function arbitraryPolicy(vertical: "b2b" | "consumer"): fc.Arbitrary<PolicyReading> {
  const attributes: fc.Arbitrary<PolicyReading["mapping"]> = identity[vertical];
  const mapping = fc.tuple(attributes, arbitraryTemplates).map(([own, templates]) => ({ ...own, ...templates }));
  const conditions = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(test, { maxLength: 3 }));
  return fc.record({ mapping, conditions });
}
