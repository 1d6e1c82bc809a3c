import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ApiError, MasterKeyMismatchError } from "../../../src/projects/index.ts";
import { frameworkLogger } from "../../../src/server/start/framework-logger.ts";
import { loggedError } from "../../../src/server/start/logged-error.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import { StartError } from "../../../src/server/start/start-error.ts";
import { ConflictError } from "../../../src/store/index.ts";

function systemError(): unknown {
  try {
    return readFileSync("/nothing/here");
  } catch (error) {
    return error;
  }
}

describe("what is logged of an error", () => {
  test.each<[string, unknown, object]>([
    ["of the store", new ConflictError("things"), { code: "conflict", message: expect.stringContaining("things") }],
    ["of the API", new ApiError("member_not_found"), { type: "ApiError", message: "member could not be found" }],
    ["of keys", new MasterKeyMismatchError("x"), { message: "x" }],
    ["of the start", new StartError([{ option: "port", message: "x" }]), { message: "port: x" }],
    ["of the program", new Error("invariant broken: x"), { message: "invariant broken: x" }],
    ["of the system", systemError(), { code: "ENOENT", message: expect.stringContaining("no such file") }],
  ])("has the message of one %s", (_, error, expected) => {
    expect(loggedError(error)).toMatchObject(expected);
  });

  test("has of another one the code, and the frames of its stack", () => {
    const error = Object.assign(new Error("planted\n    at planted (planted:1:1)"), { code: "E_SOME" });
    expect(loggedError(error)).toEqual({
      type: "Error",
      code: "E_SOME",
      stack: expect.stringMatching(/^ {4}at .*logged-error\.test\.ts:\d+:\d+/),
    });
  });

  test("has no stack that cannot be told from the message", () => {
    const error = new Error("planted\n    at planted (planted:1:1)");
    expect(error.stack).toContain("planted");
    error.message = "another";
    expect(loggedError(error).stack).toBe("");
    error.message = "";
    Object.defineProperty(error, "stack", { value: undefined });
    expect(loggedError(error).stack).toBe("");
  });

  test("has no code that may be a text of somebody's", () => {
    expect(loggedError(Object.assign(new Error("x"), { code: "planted text" })).code).toBeUndefined();
    expect(loggedError(Object.assign(new Error("x"), { code: 11000 })).code).toBe(11000);
  });
});

describe("the log of the HTTP framework", () => {
  function world() {
    let text = "";
    const logger = createLogger("trace", {
      write(line) {
        text += line;
      },
    });
    return { logger: frameworkLogger(logger), text: () => text };
  }

  test("has its errors without its messages", () => {
    const { logger, text } = world();
    logger.error({ err: new Error("planted") }, "planted");
    logger.warn("planted");
    logger.fatal(new Error("planted"));
    const lines = text().trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: "error", err: expect.objectContaining({ type: "Error" }) }),
      { level: "warn", time: expect.any(String), msg: "the HTTP framework met a difficulty" },
      expect.objectContaining({ level: "fatal", err: expect.objectContaining({ type: "Error" }) }),
    ]);
    expect(text()).not.toContain("planted");
  });

  test("has nothing of what is no difficulty", () => {
    const { logger, text } = world();
    const child = logger.child({ planted: "planted" });
    for (const one of [logger, child]) {
      one.info("planted");
      one.debug("planted");
      one.trace("planted");
    }
    expect(text()).toBe("");
  });
});
