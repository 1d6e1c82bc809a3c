import fc from "fast-check";
import type { Json, JsonObject } from "../../src/language/json.ts";
import type { CompileOptions, VerticalId } from "../../src/language/template.ts";
import { compilePolicy, rbacOf } from "../../src/policy/index.ts";
import { arbitraryPolicy } from "../policy/arbitrary-policy.ts";
import { arbitraryDataFor } from "./arbitrary-data.ts";
import { arbitraryJson } from "./arbitrary-json.ts";
import { arbitrarySchema } from "./arbitrary-schema.ts";
import { edgeObject, type Piece } from "./edge-schema.ts";
import { dataCount, several } from "./fitting-metadata.ts";

/** What a template is checked against, and data that fits it. */
export interface Project {
  readonly options: CompileOptions;
  readonly data: readonly JsonObject[];
}

/** Projects of every vertical, with and without policy and schemas. */
export const arbitraryProject: fc.Arbitrary<Project> = fc.oneof(
  { weight: 4, arbitrary: projectOf("b2b") },
  { weight: 1, arbitrary: projectOf("consumer") },
  { weight: 1, arbitrary: projectOf("m2m") },
);

/** A metadata object's schema, if it has one, and data for it. */
interface Metadata {
  readonly schema?: unknown;
  readonly data: readonly Json[];
}

function projectOf(vertical: VerticalId): fc.Arbitrary<Project> {
  const policy = fc.option(arbitraryPolicy, { nil: undefined });
  const seeds = fc.array(fc.record({ roles: fc.array(fc.nat(20), { maxLength: 6 }), text: fc.nat(1000) }), {
    minLength: dataCount,
    maxLength: dataCount,
  });
  return fc.tuple(policy, metadata(), metadata(), seeds).map(([outline, first, second, drawn]) => {
    const schemas: Record<string, unknown> = {};
    const [subject, other] = { b2b: ["member", "organization"], consumer: ["user"], m2m: ["client"] }[vertical];
    if (first.schema !== undefined) schemas[`${subject}.trusted_metadata`] = first.schema;
    if (other !== undefined && second.schema !== undefined) schemas[`${other}.trusted_metadata`] = second.schema;
    const compiled = compilePolicy(outline ?? { roles: [], resources: [] }, vertical);
    const known = ["editor", "reader", "stytch_admin", "__proto__", "constructor", "nobody"];
    const data = drawn.map(({ roles, text }, index) => {
      const rbac = rbacOf(
        compiled,
        roles.flatMap((number) => known[number] ?? []),
      );
      return dataOf(
        vertical,
        text,
        first.data[index] ?? {},
        second.data[index] ?? {},
        text % 2 === 0 ? rbac : shuffled(rbac, text),
      );
    });
    return { options: { vertical, schemas, ...(outline && { policy: outline }) }, data };
  });
}

interface Rbac {
  readonly roles: readonly string[];
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

/** Each list turned about and cut: of what a policy grants a subject may have any part, in any order. */
function shuffled({ roles, actions }: Rbac, number: number): Rbac {
  const part = (list: readonly string[]) => list.toReversed().slice(number % 3);
  return {
    roles: part(roles),
    actions: Object.fromEntries(Object.entries(actions).map(([id, list]) => [id, part(list)])),
  };
}

/** Values within what the directory enforces: the shortest, the longest, and some between. */
function text(number: number, least: number, greatest: number, unit: string): string {
  const length = [least, greatest, 1, Math.min(greatest, 7)][number % 4] ?? least;
  return unit.repeat(Math.max(length, least));
}

function dataOf(vertical: VerticalId, number: number, first: Json, second: Json, rbac: Rbac): JsonObject {
  const id = text(number, 1, 128, "a");
  const name = text(number >> 2, 0, 256, number % 5 === 0 ? '"' : "😀");
  const unset = number % 7 === 0;
  const external = unset ? {} : { external_id: text(number >> 1, 0, 128, "~") };
  const json = JSON.parse(JSON.stringify(rbac)) as JsonObject;
  switch (vertical) {
    case "b2b":
      return {
        member: {
          member_id: id,
          ...external,
          ...(number % 11 === 0 ? { name: null } : { name }),
          email_address: text(number, 1, 254, "e"),
          rbac: json,
          trusted_metadata: first,
        },
        organization: {
          organization_id: id,
          ...external,
          organization_name: text(number >> 3, 1, 128, "\u{1f600}"),
          organization_slug: text(number >> 3, 1, 128, "-"),
          trusted_metadata: second,
        },
      };
    case "consumer":
      return {
        user: {
          user_id: id,
          ...external,
          ...(unset
            ? {}
            : { name: { first_name: name, last_name: "L", ...(number % 3 === 0 && { middle_name: null }) } }),
          ...(unset ? { phone_number: "" } : { email_address: "a@b.c", phone_number: "+15551234567" }),
          rbac: json,
          trusted_metadata: first,
        },
      };
    case "m2m":
      return {
        client: { client_id: id, ...(unset ? {} : { client_name: name }), trusted_metadata: first },
        request: { scope: "read write", list: [1, "a", null], deep: second },
      };
  }
}

function metadata(): fc.Arbitrary<Metadata> {
  return fc.oneof(
    { weight: 1, arbitrary: withoutSchema() },
    { weight: 2, arbitrary: bySchema() },
    { weight: 5, arbitrary: fromPiece(edgeObject()) },
  );
}

function withoutSchema(): fc.Arbitrary<Metadata> {
  return several(arbitraryJson(2)).map((data) => ({ data }));
}

function bySchema(): fc.Arbitrary<Metadata> {
  return arbitrarySchema().chain((schema) =>
    // A schema that no object fits is none: what a metadata object is stays known.
    schema.type === "object"
      ? several(arbitraryDataFor(schema)).map((data) => ({ schema, data }))
      : several(fc.constant<Json>({})).map((data) => ({ data })),
  );
}

function fromPiece(pieces: fc.Arbitrary<Piece>): fc.Arbitrary<Metadata> {
  return pieces.chain(({ schema, data }) => several(data).map((values) => ({ schema, data: values })));
}
