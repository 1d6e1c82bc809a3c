import { describe, expect, test } from "vitest";
import { assemble, compose, noPatch } from "../../src/claims/index.ts";

describe("assemble", () => {
  test("puts the session's patch over what the template gave, and counts the bytes", () => {
    const patch = compose(noPatch, { plan: "pro", gone: null, app: { x: 1 } });
    const claims = { plan: "pro", app: { y: 2, x: 1 } };
    expect(assemble({ gone: 1, plan: "free", app: { y: 2 } }, patch)).toStrictEqual({
      ok: true,
      claims,
      bytes: JSON.stringify(claims).length,
    });
  });

  test("passes 4096 bytes and refuses 4097", () => {
    const passing = { a: "x".repeat(4088) };
    expect(assemble(passing, noPatch)).toStrictEqual({ ok: true, claims: passing, bytes: 4096 });
    expect(assemble({ a: "x".repeat(4089) }, noPatch)).toStrictEqual({
      ok: false,
      error: {
        code: "custom_claims_too_large",
        message: "the claims take 4097 bytes of JSON, and at most 4096 are allowed",
      },
    });
  });

  test("counts a lone surrogate as the six bytes that JSON.stringify writes", () => {
    const claims = { a: "\ud800", b: "😀é" };
    expect(assemble(claims, noPatch)).toStrictEqual({
      ok: true,
      claims,
      bytes: Buffer.byteLength(JSON.stringify(claims)),
    });
  });

  test("counts what is left, not what was deleted", () => {
    const patch = compose(noPatch, { a: null });
    expect(assemble({ a: "x".repeat(5000) }, patch)).toStrictEqual({ ok: true, claims: {}, bytes: 2 });
  });

  test("refuses reserved claims of the template and of the patch alike", () => {
    const error = { code: "reserved_claims_in_custom_claims", message: "the claim `sub` is reserved" };
    expect(assemble({ sub: "x" }, noPatch)).toStrictEqual({ ok: false, error });
    expect(assemble({}, compose(noPatch, { sub: "x" }))).toStrictEqual({ ok: false, error });
    expect(assemble({ "https://me.test/x": 1 }, noPatch, "https://me.test/")).toStrictEqual({
      ok: false,
      error: {
        code: "stytch_claims_in_custom_claims",
        message: "claims that begin with `https://me.test/` are reserved",
      },
    });
  });
});
