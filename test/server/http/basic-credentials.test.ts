import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiError } from "../../../src/projects/index.ts";
import { basicCredentials } from "../../../src/server/http/basic-credentials.ts";

const encode = (bytes: string | Uint8Array) => Buffer.from(bytes).toString("base64");

function refusal(...headers: readonly string[]) {
  try {
    return basicCredentials(headers);
  } catch (error) {
    return error instanceof ApiError ? error.type : error;
  }
}

describe("Basic credentials", () => {
  test("are split at the first colon", () => {
    expect(basicCredentials([`Basic ${encode("project-test-1:a:b")}`])).toEqual({
      projectId: "project-test-1",
      secret: "a:b",
    });
  });

  test("are read without padding, with more spaces, and whatever the case of the scheme", () => {
    const expected = { projectId: "p", secret: "s" };
    expect(basicCredentials(["basic  cDpz"])).toEqual(expected);
    expect(basicCredentials(["BASIC cDpzcw"])).toEqual({ projectId: "p", secret: "ss" });
    expect(basicCredentials(["Basic cDpzcw=="])).toEqual({ projectId: "p", secret: "ss" });
  });

  test("may be empty on either side, for whoever checks them to refuse", () => {
    expect(basicCredentials([`Basic ${encode(":")}`])).toEqual({ projectId: "", secret: "" });
  });

  test("that are not there are no credentials", () => {
    expect(refusal()).toBe("unauthorized_credentials");
  });

  test.each([
    ["another scheme", "Bearer abc"],
    ["nothing", ""],
    ["the scheme alone", "Basic"],
    ["no base64", "Basic !!!"],
    ["base64url", `Basic ${encode("p:\u00ff\u00ff\u00fe?>").replaceAll("+", "-").replaceAll("/", "_")}`],
    ["bits behind the last byte", "Basic cDp="],
    ["a length that no bytes have", "Basic cDpzc"],
    ["no colon", `Basic ${encode("secret")}`],
    ["no UTF-8", `Basic ${encode(Uint8Array.of(0x70, 0x3a, 0xff))}`],
    ["something behind it", "Basic cDpz cDpz"],
    ["a length beyond all reason", `Basic ${encode(`p:${"s".repeat(4000)}`)}`],
  ])("with %s are an invalid header", (_, header) => {
    expect(refusal(header)).toBe("invalid_authorization_header");
  });

  test("that are sent twice are an invalid header", () => {
    expect(refusal("Basic cDpz", "Basic cDpz")).toBe("invalid_authorization_header");
  });

  test("come back as they were sent", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(word, word, (name, secret) => {
        fc.pre(!name.includes(":"));
        expect(basicCredentials([`Basic ${encode(`${name}:${secret}`)}`])).toEqual({ projectId: name, secret });
      }),
    );
  });
});
