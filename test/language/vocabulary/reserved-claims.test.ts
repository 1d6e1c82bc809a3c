import { describe, expect, test } from "vitest";
import {
  isInReservedNamespace,
  isRegisteredClaim,
  isReservedClaim,
  registeredClaims,
  reservedClaims,
} from "../../../src/language/vocabulary/reserved-claims.ts";

describe("reserved claims", () => {
  test("are the seven that the service writes", () => {
    expect(reservedClaims).toStrictEqual(["iss", "sub", "aud", "exp", "nbf", "iat", "jti"]);
    expect(reservedClaims.filter((key) => !isReservedClaim(key))).toStrictEqual([]);
  });

  test("are exact names", () => {
    const free = ["ISS", "iss ", "is", "", "constructor", "__proto__", "roles", "scope"];
    expect(free.filter(isReservedClaim)).toStrictEqual([]);
  });

  test("are none of the registered ones", () => {
    expect(registeredClaims).toStrictEqual(
      "act may_act cnf client_id azp scope sid auth_time nonce at_hash c_hash".split(" "),
    );
    expect(registeredClaims.filter(isReservedClaim)).toStrictEqual([]);
    expect([...registeredClaims, "iss", "acts"].filter(isRegisteredClaim)).toStrictEqual(registeredClaims);
  });
});

describe("the reserved namespace", () => {
  test("is every key that begins with it", () => {
    const keys = [
      "https://stytch.com/",
      "https://stytch.com/session",
      "https://stytch.com",
      "http://stytch.com/x",
      "x",
    ];
    expect(keys.filter((key) => isInReservedNamespace(key))).toStrictEqual(keys.slice(0, 2));
  });

  test("stays reserved beside a configured one", () => {
    const keys = ["https://me.test/a", "https://stytch.com/a", "https://you.test/a"];
    expect(keys.filter((key) => isInReservedNamespace(key, "https://me.test/"))).toStrictEqual(keys.slice(0, 2));
  });

  test("is not everything when the configured one is empty", () => {
    expect(isInReservedNamespace("anything", "")).toBe(false);
  });
});
