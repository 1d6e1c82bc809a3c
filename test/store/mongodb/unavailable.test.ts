import { MongoNetworkError, MongoServerError } from "mongodb";
import { describe, expect, test } from "vitest";
import { ConflictError, StoreUnavailableError } from "../../../src/store/index.ts";
import { isLostAnswer, unavailable } from "../../../src/store/mongodb/unavailable.ts";

const serverError = (code: number, codeName?: string) =>
  new MongoServerError({ message: "dup key: { email: 'ada@example.com' }", code, ...(codeName && { codeName }) });

describe("a failure of MongoDB", () => {
  test.each([
    [serverError(14031, "OutOfDiskSpace"), "full", "there is no room left for the store at `host/db`"],
    [
      serverError(13, "Unauthorized"),
      "failed",
      "the store at `host/db` cannot be read or written: the server answered Unauthorized",
    ],
    [serverError(11000), "failed", "the store at `host/db` cannot be read or written: the server answered 11000"],
    [
      new MongoNetworkError("connection 1 to host:27017 closed"),
      "failed",
      "the store at `host/db` cannot be reached: connection 1 to host:27017 closed",
    ],
    [
      new SyntaxError("Unexpected token 'ada@example.com'"),
      "failed",
      "the store at `host/db` cannot be read or written: SyntaxError",
    ],
    ["thrown", "failed", "the store at `host/db` cannot be read or written: string"],
  ])("is told without what a document holds: %o", (error, reason, message) => {
    const answer = unavailable(error, "host/db");
    expect(answer).toBeInstanceOf(StoreUnavailableError);
    expect(answer).toMatchObject({ reason, message });
    expect(String(answer.cause)).not.toContain("ada@example.com");
  });

  test("that is an answer already stays as it is", () => {
    const conflict = new ConflictError("members");
    expect(unavailable(conflict, "host/db")).toBe(conflict);
  });

  test("loses the answer of a write only if the write may have taken place", () => {
    const retryable = serverError(10107, "NotWritablePrimary");
    retryable.addErrorLabel("RetryableWriteError");
    const lost = [new MongoNetworkError("closed"), retryable];
    const told = [serverError(10107), serverError(11000), new RangeError("too large")];
    expect([...lost, ...told].map(isLostAnswer)).toEqual([true, true, false, false, false]);
  });
});
