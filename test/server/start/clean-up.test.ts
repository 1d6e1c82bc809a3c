import { describe, expect, test } from "vitest";
import { CleanUp } from "../../../src/server/start/clean-up.ts";

describe("a clean-up", () => {
  test("does the last step first, and each once", async () => {
    const done: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add(async () => done.push("first"));
    cleanUp.add(() => done.push("second"));
    await Promise.all([cleanUp.run(), cleanUp.run()]);
    await cleanUp.run();
    expect(done).toEqual(["second", "first"]);
  });

  test("does every step though one fails, and says so", async () => {
    const done: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add(() => done.push("first"));
    cleanUp.add(() => Promise.reject(new Error("second")));
    await expect(cleanUp.run()).rejects.toThrow("second");
    expect(done).toEqual(["first"]);
  });
});
