import { Type } from "typebox";
import { expect, test } from "vitest";
import { declaredState } from "../../../src/publishing/state/declared-state.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { declaredStateWays } from "./support/read-back/declared-state-ways.ts";
import { directoryWays, writePolicies } from "./support/read-back/directory-ways.ts";
import { managementWays } from "./support/read-back/management-ways.ts";
import { declaredStateWriter } from "./support/read-back/not-read-back.ts";
import { idleReasons, lostFields } from "./support/read-back/read-back.ts";
import { schemaFields } from "./support/read-back/schema-fields.ts";
import { sessionWays } from "./support/read-back/session-ways.ts";
import { wholeAnswers } from "./support/read-back/whole-answers.ts";

const writingRoutes = apiRoutes.filter(({ method }) => method !== "GET");

/** What their bodies may have by their names, those of the management API by what stands behind the environment. */
const schemaByRoute = new Map(
  writingRoutes.map(({ method, path, body }) => [`${method} ${path.replace(/^.*:environment_slug/, "")}`, body]),
);

test("every field that a route accepts is read back, or has a reason why not", async () => {
  const faults: string[] = [];
  const unwritten = new Map(schemaByRoute);
  for (const waysOf of [directoryWays, managementWays, sessionWays]) {
    const app = await wholeAnswers();
    await writePolicies(app);
    for (const [route, ways] of Object.entries(await waysOf(app))) {
      const schema = schemaByRoute.get(route);
      if (schema === undefined) faults.push(`${route} is no writing route`);
      else faults.push(...(await lostFields(route, schema, ways)));
      unwritten.delete(route);
    }
  }
  for (const [route, schema] of unwritten) faults.push(...(await lostFields(route, schema, [])));
  expect(faults).toEqual([]);
});

test("a route that writes is told what in its body alone; a publication in its query whether it is forced", () => {
  const inQuery = writingRoutes.flatMap(({ path, query }) => schemaFields(query).map((field) => `${path} ${field}`));
  expect(inQuery.map((one) => one.replace(/^.*(\/[a-z_]+(?:\/:[a-z_]+)?) /, "$1 "))).toEqual([
    "/jwt_templates/:jwt_template_type force",
    "/rbac_policy force",
  ]);
});

test("every field of a declared state is read back, or has a reason why not", async () => {
  const ways = declaredStateWays(await wholeAnswers());
  expect(await lostFields(declaredStateWriter, declaredState, ways)).toEqual([]);
});

test("every reason is one of a field that is accepted", () => {
  expect(idleReasons(new Map([...schemaByRoute, [declaredStateWriter, declaredState]]))).toEqual([]);
});

test("fields are found behind alternatives and in objects of any keys", () => {
  const parts = Type.Partial(Type.Object({ first_name: Type.String(), nick_name: Type.String() }));
  const schema = Type.Object({
    name: Type.Union([parts, Type.Null()]),
    both: Type.Intersect([parts, Type.Object({ age: Type.Integer() })]),
    lists: Type.Array(Type.Union([Type.Object({ a: Type.String() }), Type.Object({ a: Type.Null(), b: Type.Null() })])),
    by_id: Type.Object({}, { additionalProperties: parts }),
    by_number: Type.Record(Type.String({ pattern: "^[0-9]+$" }), Type.Object({ c: Type.String() })),
    tags: Type.Record(Type.String(), Type.String()),
  });
  expect(schemaFields(schema)).toEqual([
    "name.first_name",
    "name.nick_name",
    "both.first_name",
    "both.nick_name",
    "both.age",
    "lists[].a",
    "lists[].b",
    "by_id.*.first_name",
    "by_id.*.nick_name",
    "by_number.*.c",
    "tags",
  ]);
});

test("a schema that could have fields where none are looked for is refused", () => {
  for (const schema of [{ $ref: "#/$defs/a" }, { if: {} }, { items: [{}] }, { properties: { a: { not: {} } } }]) {
    expect(() => schemaFields(schema)).toThrow();
  }
});
