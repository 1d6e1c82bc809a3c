import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import type { Exactly, NothingLeft } from "../../src/projects/index.ts";
import { apiRoute } from "../../src/server/http/api-route.ts";
import { nothing } from "../../src/server/http/nothing.ts";

interface Wire {
  readonly external_id?: string;
  readonly employee_number?: string;
}

interface Details {
  readonly externalId?: string | undefined;
  readonly roles?: readonly string[] | undefined;
}

/*
 * What the compiler says of each translator is the test: a comment that expects an error fails the check of the types where
 * there is none.
 */
describe("a translator", () => {
  const wire: Wire = { external_id: "e1", employee_number: "7" };

  test("takes a request apart by all of its fields", () => {
    const { external_id: externalId, employee_number: _number, ...rest } = wire;
    rest satisfies NothingLeft;
    expect({ externalId, rest }).toEqual({ externalId: "e1", rest: {} });
  });

  test("cannot forget a field of a request", () => {
    const { external_id: externalId, ...rest } = wire;
    // @ts-expect-error: `employee_number` is left
    rest satisfies NothingLeft;
    expect({ externalId, rest }).toEqual({ externalId: "e1", rest: { employee_number: "7" } });
  });

  test("cannot give a field that the room does not know", () => {
    const { external_id: externalId, employee_number: employeeNumber } = wire;
    // @ts-expect-error: `employeeNumber` is none of the details
    const details: Required<Details> = { externalId, roles: [], employeeNumber };
    expect(details).toEqual({ externalId: "e1", roles: [], employeeNumber: "7" });
  });

  test("cannot leave out a field of the room, be it optional", () => {
    // @ts-expect-error: `roles` is not given
    const details: Required<Details> = { externalId: undefined };
    expect(details).toEqual({ externalId: undefined });
  });

  test("passes on fields together where they are exactly those of the room", () => {
    wire satisfies Exactly<Wire, typeof wire>;
    // @ts-expect-error: `employee_number` is one too many
    wire satisfies Exactly<Pick<Wire, "external_id">, typeof wire>;
    // @ts-expect-error: `name` is missing
    wire satisfies Exactly<Wire & { readonly name?: string }, typeof wire>;
    expect(Object.keys(wire)).toEqual(["external_id", "employee_number"]);
  });
});

describe("an answer", () => {
  const shared = { method: "GET", path: "/", vertical: "b2b", params: nothing, query: nothing, body: nothing } as const;
  const response = Type.Object({ name: Type.String(), note: Type.Optional(Type.String()) });

  test("has all fields of its schema and no other", () => {
    const routes = [
      apiRoute({ ...shared, response, handle: async () => ({ name: "a", note: "b" }) }),
      // @ts-expect-error: `secret` would not be sent
      apiRoute({ ...shared, response, handle: async () => ({ name: "a", note: "b", secret: "c" }) }),
      // @ts-expect-error: `note` is forgotten
      apiRoute({ ...shared, response, handle: async () => ({ name: "a" }) }),
    ];
    expect(routes.map((route) => route.response)).toEqual([response, response, response]);
  });
});
