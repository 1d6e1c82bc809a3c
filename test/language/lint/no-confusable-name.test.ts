import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-confusable-name";

test("names with one skeleton are found, and where they differ", () => {
  expect(findings(id, '{ "admin": 1, "\\u0430dmin": 2 }')).toEqual([
    {
      at: '"\\u0430dmin"',
      message: "the name `аdmin` looks like `admin`",
      help: "rename one of them: the first has U+0430 where the second has U+0061",
    },
  ]);
});

test.each([
  ["com", "corn", "U+006D where the second has U+0072"],
  ["user1", "userl", "U+0031 where the second has U+006C"],
  ["plan", "plan\u200b", "U+200B where the second has nothing"],
  ["plan\u200b", "plan", "nothing where the second has U+200B"],
  ["é", "e\u0301", "U+0065 where the second has U+00E9"],
  ["a", "\u{1d41a}", "U+1D41A where the second has U+0061"],
])("%s and %s look alike", (first, second, difference) => {
  const [a, b] = first === "com" || first === "user1" ? [second, first] : [first, second];
  const [found, ...others] = findings(id, JSON.stringify({ [a]: 1, [b]: 2 }));
  expect(others).toEqual([]);
  expect(found?.help).toBe(`rename one of them: the first has ${difference}`);
});

test("only names of one object are compared", () => {
  expect(places(id, '{ "a": { "com": 1 }, "b": { "corn": 2, "com": 3 } }')).toEqual(['"com"']);
});

test("names that differ to the eye, equal names and broken keys are not meant", () => {
  expect(
    places(id, '{ "Plan": 1, "plan": 2, "a": 1, "a": 2, "<< member.name >>": 1, "{{ member.name }}": 2 }'),
  ).toEqual([]);
});

test("a variable that looks like a root or a variable around it is found", () => {
  const list = "member.rbac.roles";
  expect(places(id, `{ "a": << ${list}.exists(rnernber, rnernber == "a") >> }`)).toEqual(["rnernber"]);
  expect(
    findings(id, `{ "a": << ${list}.exists(r1, r1 in ${list}.map(rl, rl)) >>, "b": << ${list}.map(r1, r1) >> }`),
  ).toEqual([
    {
      at: "rl",
      message: "the name `rl` looks like `r1`",
      help: "rename one of them: the first has U+006C where the second has U+0031",
    },
  ]);
});

test("variables that are not in scope together, and methods that are no macros, are not meant", () => {
  const list = "member.rbac.roles";
  expect(places(id, `{ "a": << ${list}.map(r1, r1).map(rl, rl) >>, "b": << ${list}.join(rnernber) >> }`)).toEqual([]);
  expect(places(id, `{ "a": << ${list}.map(member, member) >>, "b": << ${list}.map("rnernber", 1) >> }`)).toEqual([]);
});
