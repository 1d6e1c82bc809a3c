import { describe, expect, test } from "vitest";
import { ApiError, type ApiErrorType, messageByType } from "../../../src/projects/index.ts";
import { errorEnvelope, successEnvelope } from "../../../src/server/http/envelope.ts";
import { statusByType } from "../../../src/server/http/status-by-type.ts";

const types: readonly ApiErrorType[] = Object.keys(statusByType).filter((type): type is ApiErrorType =>
  Object.hasOwn(messageByType, type),
);

describe("the envelope", () => {
  test("of an error has its status, its type and its message as a sentence", () => {
    expect(errorEnvelope(new ApiError("session_not_found"), "request-id-test-1")).toEqual({
      status_code: 404,
      request_id: "request-id-test-1",
      error_type: "session_not_found",
      error_message: "Session could not be found.",
      error_url: "https://stytch.com/docs/api/errors/404",
    });
  });

  test("has details where the error has them", () => {
    const { error_details, error_message } = errorEnvelope(new ApiError("bad_request", "no", { a: 1 }), "r");
    expect({ error_details, error_message }).toEqual({ error_details: { a: 1 }, error_message: "No." });
  });

  test.each([
    ["the request is wrong", "The request is wrong."],
    ["`name` is wrong", "`name` is wrong."],
    ["organization_slug is wrong", "organization_slug is wrong."],
    ["e-mail is wrong", "E-mail is wrong."],
    ["OrganizationID is wrong", "OrganizationID is wrong."],
    ["wrong", "Wrong."],
  ])("writes %j as %j", (message, sentence) => {
    expect(errorEnvelope(new ApiError("bad_request", message), "r").error_message).toBe(sentence);
  });

  test("of an answer comes after its own fields, and cannot be overwritten by them", () => {
    expect(Object.entries(successEnvelope({ a: 1, status_code: 500 }, "r"))).toEqual([
      ["a", 1],
      ["status_code", 200],
      ["request_id", "r"],
    ]);
  });
});

describe("the statuses", () => {
  test("are there for every error type, and none else", () => {
    expect(Object.keys(statusByType).sort()).toEqual(Object.keys(messageByType).sort());
  });

  test("are 404 for what is not found, and errors in every case", () => {
    expect(types.filter((type) => type.endsWith("_not_found") && statusByType[type] !== 404)).toEqual([]);
    expect(types.filter((type) => statusByType[type] < 400 || statusByType[type] > 599)).toEqual([]);
  });

  test("are 5xx only where the caller can do nothing", () => {
    expect(types.filter((type) => statusByType[type] >= 500)).toEqual([
      "not_supported",
      "service_unavailable",
      "internal_server_error",
    ]);
  });
});
