import { expect, test } from "vitest";
import { reportProblems } from "../../src/cli/report-problems.ts";
import { workspace } from "./workspace.ts";

test("problems are written one a line, each once, with place, pointer and help where they have one", () => {
  using place = workspace();
  const written: string[] = [];
  const io = place.io({ stderr: (text) => void written.push(text) });
  const problem = { path: "a.json", message: "is wrong" };
  reportProblems(io, [
    problem,
    problem,
    { ...problem, pointer: "" },
    {
      path: "b\u001b.json",
      place: { line: 2, column: 3 },
      pointer: "/rules/x",
      message: "unknown rule `x\u202e`",
      help: "did you mean `y`?",
    },
  ]);
  expect(written).toEqual([
    "error: a.json: is wrong\n",
    "error: b<U+001B>.json:2:3: /rules/x: unknown rule `x<U+202E>`\n  help: did you mean `y`?\n",
  ]);
});
