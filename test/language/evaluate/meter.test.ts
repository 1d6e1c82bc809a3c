import { describe, expect, test } from "vitest";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { failureOf } from "./failure-of.ts";

describe("Meter", () => {
  test("allows 250 000 steps and not one more", () => {
    const meter = new Meter();
    meter.charge(249_999);
    meter.charge(1);
    expect(meter.spent).toBe(250_000);
    expect(failureOf(() => meter.charge(1))).toBe("evaluation-limit: the evaluation takes more than 250000 steps");
  });

  test("takes another limit", () => {
    expect(failureOf(() => new Meter(2).charge(3))).toBe("evaluation-limit: the evaluation takes more than 2 steps");
  });

  test("allows a length of 65 536 and not one more, at no cost", () => {
    const meter = new Meter();
    meter.checkLength(65_536);
    expect(failureOf(() => meter.checkLength(65_537))).toBe(
      "evaluation-limit: a string or a list is longer than 65536",
    );
    expect(meter.spent).toBe(0);
  });
});
