import { describe, expect, test } from "vitest";
import { WholeLines } from "../../../src/server/workers/whole-lines.ts";

function passedOn(...pieces: readonly (string | Uint8Array)[]) {
  const written: string[] = [];
  const lines = new WholeLines((text) => void written.push(text));
  for (const piece of pieces) lines.add(Buffer.from(piece));
  lines.end();
  return written;
}

describe("whole lines", () => {
  test("are passed on when their end has come", () => {
    expect(passedOn("a", "b\nc\nd", "\n")).toEqual(["ab\nc\n", "d\n"]);
  });

  test("have an end even if none comes", () => {
    expect(passedOn("a\nb")).toEqual(["a\n", "b\n"]);
    expect(passedOn("a\n")).toEqual(["a\n"]);
    expect(passedOn()).toEqual([]);
  });

  test("keep characters together whose bytes come apart", () => {
    const [first, ...rest] = Buffer.from("é漢\n");
    expect(passedOn(Uint8Array.of(first ?? 0), Uint8Array.from(rest))).toEqual(["é漢\n"]);
    expect(passedOn(Uint8Array.of(first ?? 0))).toEqual(["\ufffd\n"]);
  });
});
