import { describe, expect, test } from "vitest";
import { untilSettled } from "../../src/sessions/until-settled.ts";
import { ConflictError, DuplicateKeyError } from "../../src/store/index.ts";
import { testBackend } from "../support/backend.ts";
import { refusal } from "./support/session-world.ts";

describe("untilSettled", () => {
  test("does all of it again after a lost race", async () => {
    const { backend, close } = await testBackend();
    const races = [new ConflictError("sessions"), new DuplicateKeyError("subjects", "email")];
    const answer = await untilSettled(backend, async () => {
      const race = races.pop();
      if (race !== undefined) throw race;
      return "settled";
    });
    expect(answer).toBe("settled");
    await close();
  });

  test("gives up after ten seconds, and where the clock stands still after many attempts", async () => {
    const { backend, advance, close } = await testBackend();
    let attempts = 0;
    const lost = async (): Promise<never> => {
      attempts += 1;
      throw new ConflictError("sessions");
    };
    expect(await refusal(untilSettled(backend, lost))).toBe("service_unavailable");
    expect(attempts).toBe(2000);
    attempts = 0;
    const slow = () => {
      advance(1000);
      return lost();
    };
    expect(await refusal(untilSettled(backend, slow))).toBe("service_unavailable");
    expect(attempts).toBe(10);
    await close();
  });

  test("lets every other error through", async () => {
    const { backend, close } = await testBackend();
    const other = new Error("other");
    await expect(untilSettled(backend, () => Promise.reject(other))).rejects.toBe(other);
    await close();
  });
});
