import { expect, test } from "vitest";
import { isColored, paintFor } from "../../src/cli/color.ts";
import { workspace } from "./workspace.ts";

test.each([
  ["a terminal", {}, true, undefined, true],
  ["no terminal", {}, false, undefined, false],
  ["a dumb terminal", { TERM: "dumb" }, true, undefined, false],
  ["NO_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, undefined, false],
  ["an empty NO_COLOR", { NO_COLOR: "" }, true, undefined, true],
  ["FORCE_COLOR", { FORCE_COLOR: "1" }, false, undefined, true],
  ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, undefined, false],
  ["FORCE_COLOR=false", { FORCE_COLOR: "false" }, true, undefined, false],
  ["--color", { NO_COLOR: "1" }, false, true, true],
  ["--no-color", { FORCE_COLOR: "1" }, true, false, false],
])("whether there is colour, with %s", (_, env, stdout, wanted, expected) => {
  using place = workspace();
  const io = place.io({ env, terminal: { stdout, stderr: !stdout } });
  expect(isColored(io, "stdout", wanted)).toBe(expected);
});

test("the paint writes escape codes, or nothing", () => {
  using place = workspace();
  const colored = paintFor(place.io(), "stderr", true);
  const plain = paintFor(place.io(), "stderr", undefined);
  const texts = ({ severity, strong, faint }: typeof plain) => [
    severity.error("e"),
    severity.warning("w"),
    severity.info("i"),
    strong("s"),
    faint("f"),
  ];
  expect(texts(plain)).toEqual(["e", "w", "i", "s", "f"]);
  expect(texts(colored)).toEqual([
    "\u001b[1m\u001b[31me\u001b[39m\u001b[22m",
    "\u001b[1m\u001b[33mw\u001b[39m\u001b[22m",
    "\u001b[1m\u001b[36mi\u001b[39m\u001b[22m",
    "\u001b[1ms\u001b[22m",
    "\u001b[2mf\u001b[22m",
  ]);
});
