import { describe, expect, test } from "vitest";
import { randomUuid } from "../../src/tokens/index.ts";

describe("randomUuid", () => {
  test("keeps every bit but those of version and variant", () => {
    expect(randomUuid((count) => new Uint8Array(count))).toBe("00000000-0000-4000-8000-000000000000");
    expect(randomUuid((count) => new Uint8Array(count).fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  });
});
