import { expect, test } from "vitest";
import { findings, places } from "./findings.ts";

const id = "no-literal-null";

test("a literal null is found as a claim and as an element", () => {
  expect(findings(id, '{ "a": null, "b": [1, null] }')).toEqual([
    {
      at: "null",
      message: "a literal `null` is emitted as it is written",
      help: "leave the claim out: `null` deletes a claim only in a session's custom claims",
    },
    {
      at: "null",
      message: "a literal `null` is emitted as it is written",
      help: "leave the element out, or write what it stands for",
    },
  ]);
});

test("a null inside a tag, in a text and in a key is not meant", () => {
  expect(places(id, '{ "null": "null", "b": << member.name == null >>, "c": << null >> }')).toEqual([]);
});
