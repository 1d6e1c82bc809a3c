import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type KeyRing,
  type KeyRingChange,
  publishedKeys,
  type RingKey,
  revokeRingKey,
  rotateKeyRing,
  signingKey,
  startKeyRing,
  verificationKey,
} from "../../../src/tokens/index.ts";
import { projectId, ringKey } from "../support/key-rings.ts";
import { p256, rsa } from "../support/keys.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);
const [a, b, c] = await Promise.all([ringKey("a"), ringKey("b", "ES256"), ringKey("c", "EdDSA")]);
const ring = startKeyRing(a, { projectId, now: start });

function changed(change: KeyRingChange): KeyRing {
  if (!change.ok) throw new Error(change.error.message);
  return change.ring;
}

const rotated = changed(rotateKeyRing(ring, b, start));
const kids = (of: KeyRing, now: number) => publishedKeys(of, now).keys.map(({ kid }) => kid);

describe("a key ring", () => {
  test("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(rotated))).toStrictEqual(rotated);
  });

  test("signs with its first key at once, and for a clock that runs behind", () => {
    expect([start, start - minute, start + 1e12].map((now) => signingKey(ring, now).kid)).toEqual([
      a.kid,
      a.kid,
      a.kid,
    ]);
    expect(kids(ring, start)).toEqual([a.kid]);
  });

  test("publishes the next key for 15 minutes before it signs", () => {
    expect(kids(rotated, start)).toEqual([a.kid, b.kid]);
    expect(signingKey(rotated, start + 15 * minute - 1).kid).toBe(a.kid);
    expect(signingKey(rotated, start + 15 * minute).kid).toBe(b.kid);
  });

  test("publishes the old key until 15 minutes after its last token has expired", () => {
    const end = start + (15 + 5 + 15) * minute;
    expect(kids(rotated, end - 1)).toEqual([a.kid, b.kid]);
    expect(kids(rotated, end)).toEqual([b.kid]);
    const withLongTokens = (now: number) => publishedKeys(rotated, now, 3600).keys.length;
    expect([withLongTokens(end), withLongTokens(end + 55 * minute)]).toEqual([2, 1]);
  });

  test("verifies with the next key, the present one and every old one", () => {
    for (const [key, pair] of [[a, rsa] as const, [b, p256] as const]) {
      const verifying = verificationKey(rotated, key.kid);
      expect(verifying).toMatchObject({ kid: key.kid, algorithm: key.algorithm });
      expect(verifying?.publicKey.equals(pair.publicKey)).toBe(true);
    }
    // Reading a key takes longer than verifying with it.
    expect(verificationKey(rotated, a.kid)?.publicKey).toBe(verificationKey(ring, a.kid)?.publicKey);
    expect(verificationKey(rotated, c.kid)).toBeUndefined();
    expect(verificationKey(rotated, "constructor")).toBeUndefined();
  });
});

describe("rotateKeyRing", () => {
  test("waits for the next key to sign", () => {
    expect(rotateKeyRing(rotated, c, start + 15 * minute - 1)).toEqual({
      ok: false,
      error: {
        code: "rotation_pending",
        message: `the next key is published already, and signs only from 2026-01-01T00:15:00Z: \`${b.kid}\``,
      },
    });
    expect(rotateKeyRing(rotated, c, start + 15 * minute)).toMatchObject({ ok: true });
  });

  test("drops private keys that have been out of use for 15 minutes", () => {
    const privateKeys = (now: number) =>
      changed(rotateKeyRing(rotated, c, now)).keys.map((key) => key.privateKey !== null);
    expect(privateKeys(start + 30 * minute - 1)).toEqual([true, true, true]);
    expect(privateKeys(start + 30 * minute)).toEqual([false, true, true]);
  });

  test("leaves the ring that it was given alone", () => {
    const before = JSON.stringify(ring);
    rotateKeyRing(ring, b, start);
    revokeRingKey(ring, { kid: a.kid, now: start, replacement: b });
    expect(JSON.stringify(ring)).toBe(before);
  });
});

describe("revokeRingKey", () => {
  test("puts a replacement in the place of the only key", () => {
    const revoked = changed(revokeRingKey(ring, { kid: a.kid, now: start + minute, replacement: b }));
    expect(revoked.keys).toEqual([{ ...b, signsFrom: start + minute, signsUntil: null }]);
    expect(kids(revoked, start + minute)).toEqual([b.kid]);
    expect(verificationKey(revoked, a.kid)).toBeUndefined();
    expect(signingKey(revoked, start).kid).toBe(b.kid);
  });

  test("lets the next key take over at once, without the replacement", () => {
    const revoked = changed(revokeRingKey(rotated, { kid: a.kid, now: start + minute, replacement: c }));
    expect(revoked.keys).toEqual([{ ...b, signsFrom: start + minute, signsUntil: null }]);
  });

  test("leaves the present key on where the next one is revoked", () => {
    const { revoked, ...rest } = changed(revokeRingKey(rotated, { kid: b.kid, now: start + minute }));
    expect(rest).toEqual(ring);
  });

  test("takes an old key out, and changes nothing else", () => {
    const revoked = changed(revokeRingKey(rotated, { kid: a.kid, now: start + 20 * minute }));
    expect(revoked.keys).toEqual(rotated.keys.slice(1));
  });

  test("does not bring an old key back where the present one is revoked", () => {
    const later = start + 20 * minute;
    const revoked = changed(revokeRingKey(rotated, { kid: b.kid, now: later, replacement: c }));
    expect(revoked.keys).toEqual([rotated.keys[0], { ...c, signsFrom: later, signsUntil: null }]);
    expect([later - minute, later].map((now) => signingKey(revoked, now).kid)).toEqual([c.kid, c.kid]);
  });

  test("remembers what was revoked, without the key, and a hundred of them", () => {
    let revoked = changed(revokeRingKey(rotated, { kid: b.kid, now: start + minute }));
    const remembered = { kid: b.kid, algorithm: "ES256", createdAt: 0, revokedAt: start + minute };
    expect(revoked.revoked).toEqual([remembered]);
    expect(revokeRingKey(revoked, { kid: b.kid, now: start + minute })).toEqual({
      ok: false,
      error: { code: "already_revoked", message: `the key \`${b.kid}\` was revoked at 2026-01-01T00:01:00Z` },
    });
    expect(changed(rotateKeyRing(revoked, c, start + minute)).revoked).toEqual([remembered]);
    for (let count = 0; count < 100; count++) {
      const next = { ...c, kid: `jwk-test-${count}` };
      revoked = changed(revokeRingKey(changed(rotateKeyRing(revoked, next, start)), { kid: next.kid, now: start }));
    }
    expect(revoked.revoked?.map(({ kid }) => kid)).toEqual(Array.from({ length: 100 }, (_, at) => `jwk-test-${at}`));
  });

  test("refuses to leave a ring without a key that signs, and a key that is not there", () => {
    expect(revokeRingKey(ring, { kid: a.kid, now: start })).toMatchObject({ error: { code: "replacement_required" } });
    expect(revokeRingKey(ring, { kid: "jwk-test-x", now: start })).toEqual({
      ok: false,
      error: { code: "unknown_key", message: "the ring has no key `jwk-test-x`" },
    });
  });
});

describe("the law of rings", () => {
  test("whatever is done, one key signs at any time, it is published, and whoever reads the key set every 10 minutes has it", () => {
    const step = fc.record({ after: fc.nat(40 * minute), revoke: fc.boolean(), at: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let now = start;
        let current = ring;
        let count = 0;
        const fresh = (): RingKey => ({ ...a, kid: `jwk-test-${count++}` });
        for (const { after, revoke, at } of steps) {
          const before = { now, ring: current };
          now += after;
          const kid = current.keys.at(at % current.keys.length)?.kid ?? "";
          const change = revoke
            ? revokeRingKey(current, { kid, now, replacement: fresh() })
            : rotateKeyRing(current, fresh(), now);
          if (change.ok) current = change.ring;
          // The turns follow one another without a gap, and the last has no end.
          const { keys } = current;
          expect(keys.at(-1)?.signsUntil).toBe(null);
          for (const time of [now, now + 20 * minute]) {
            const signer = signingKey(current, time);
            expect(signer.privateKey).not.toBe(null);
            expect(signer.signsFrom <= time).toBe(true);
            expect(kids(current, time)).toContain(signer.kid);
          }
          // Unless something was revoked, a key set of 10 minutes ago has the key that signs.
          const reading = now - 10 * minute;
          if (!revoke && reading >= before.now)
            expect(kids(before.ring, reading)).toContain(signingKey(current, now).kid);
        }
      }),
      { numRuns: 300 },
    );
  });
});
