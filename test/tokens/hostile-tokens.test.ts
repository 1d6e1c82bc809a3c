import { describe, expect, test } from "vitest";
import { b2bTokens, verifyTrustedToken } from "../../src/tokens/index.ts";
import { claims, control, hostileTokens, now, profile } from "./hostile-tokens.ts";
import { mapClaims } from "./support/map-claims.ts";
import { rules } from "./support/trusted-tokens.ts";

/** What an attest does with a token before it looks at any record. */
async function readToken(token: string) {
  const verdict = await verifyTrustedToken({ token, rules, now });
  return verdict.ok ? mapClaims(verdict.claims, profile.attributeMapping, b2bTokens) : verdict;
}

describe("hostile tokens", () => {
  test("stand beside one that speaks of a member", async () => {
    expect(await readToken(control())).toEqual({
      ok: true,
      attributes: {
        email: claims.email,
        tokenId: claims.jti,
        externalId: claims.sub,
        organizationId: claims.org,
        roleIds: claims.assignments,
      },
    });
  });

  test.each(hostileTokens)("$name: is refused, and its control passes", async (row) => {
    const { errorType: type, reason } = row;
    expect(await readToken(row.control())).toMatchObject({ ok: true });
    expect(await readToken(row.token())).toMatchObject({ ok: false, error: { type, reason } });
  });

  test("have names of their own, and differ from their controls", () => {
    expect(new Set(hostileTokens.map(({ name }) => name)).size).toBe(hostileTokens.length);
    expect(hostileTokens.filter((row) => row.token() === row.control())).toEqual([]);
    expect(hostileTokens.length).toBeGreaterThanOrEqual(100);
  });

  test("are refused in words that repeat nothing of them", async () => {
    const known = /example|\bu1\b|\bt1\b|ada@|acme|ey[A-Za-z0-9]{6}|\d{6}/;
    for (const { token } of hostileTokens) {
      const reading = await readToken(token());
      expect(reading.ok ? "" : reading.error.message).toMatch(/^[a-z`].*[^.]$/);
      expect(reading.ok ? "" : reading.error.message).not.toMatch(known);
      const {
        kid: _kid,
        issuer: _issuer,
        audience: _audience,
        ...told
      } = (reading.ok ? {} : reading.error.details) ?? {};
      expect(JSON.stringify(told)).not.toMatch(known);
    }
  });
});
