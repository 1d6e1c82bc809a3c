import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-mixed-delimiters";
const help = "both mean the same: use one of them throughout";

test("the tags of the minority are found, and rewritten", () => {
  expect(findings(id, '{ "a": {{ member.name }}, "b": << member.name >>, "c": "x<<member.name>>}" }')).toEqual([
    {
      at: "{{ member.name }}",
      message: "a tag in `{{ }}`, where the template writes `<< >>`",
      help,
      fixed: '{ "a": << member.name >>, "b": << member.name >>, "c": "x<<member.name>>}" }',
    },
  ]);
});

test("where both are as many the first one decides", () => {
  expect(findings(id, '{"a":{"b":{{member.name}}},"c":{"d":<<member.name>>}}')).toEqual([
    {
      at: "<<member.name>>",
      message: "a tag in `<< >>`, where the template writes `{{ }}`",
      help,
      fixed: '{"a":{"b":{{member.name}}},"c":{"d":{{member.name}}}}',
    },
  ]);
});

test("there is no fix where the text in front would run into the delimiter", () => {
  const [found] = findings(id, '{ "a": << member.name >>, "b": << member.name >>, "c": "<{{ member.name }}" }');
  expect(found).toEqual({
    at: "{{ member.name }}",
    message: "a tag in `{{ }}`, where the template writes `<< >>`",
    help,
  });
});

test("tags of one sort, none at all, and broken ones are not meant", () => {
  expect(places(id, '{ "a": << member.name >>, "b": "<< member.name >> {" }')).toEqual([]);
  expect(places(id, '{ "a": "b" }')).toEqual([]);
  expect(places(id, '{ "a": << member.name >>, "b": {{ }}, "c": {{ 1 - 2 }} }')).toEqual([]);
});
