import { describe, expect, test } from "vitest";
import { rfc3339Seconds, wholeSeconds } from "../../src/tokens/index.ts";

describe("times", () => {
  test("are rounded down to whole seconds, before 1970 too", () => {
    expect([1999, 2000, -1].map(wholeSeconds)).toEqual([1, 2, -1]);
    expect([1999, 2000, -1].map(rfc3339Seconds)).toEqual([
      "1970-01-01T00:00:01Z",
      "1970-01-01T00:00:02Z",
      "1969-12-31T23:59:59Z",
    ]);
  });
});
