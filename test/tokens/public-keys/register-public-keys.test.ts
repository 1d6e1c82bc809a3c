import { describe, expect, test } from "vitest";
import { publicKeyFault, registerPublicKeys, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { selfSignedCertificate } from "../support/certificate.ts";
import { hasOrderBelowNine } from "../support/ed25519-order.ts";
import {
  ed448,
  ed25519,
  ed25519Point,
  p256,
  p384,
  p521,
  pssRsa,
  rsa,
  rsaWith,
  secp256k1,
  shortRsa,
  x25519,
} from "../support/keys.ts";
import { es256, makeToken, now, rules } from "../support/trusted-tokens.ts";

const certificate = selfSignedCertificate(p256);
const privatePem = rsa.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
const pkcs1Pem = rsa.publicKey.export({ format: "pem", type: "pkcs1" }).toString();

/** The least odd number of that many bits, in base64url: any will do as a modulus or an exponent that nobody signs with. */
function odd(bits: number): string {
  const hex = ((1n << BigInt(bits - 1)) + 1n).toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
}

/** What is left of a PEM whose line breaks became spaces. */
function oneLine(pem: string): string {
  return pem.trim().replace(/\s+/g, " ");
}

describe("registerPublicKeys", () => {
  test("keeps up to five texts byte for byte", () => {
    const pems = [`\n  ${rsa.pem.replaceAll("\n", "\r\n")}`, p256.pem, p384.pem.trim(), ed25519.pem, certificate];
    const registered = registerPublicKeys(pems);
    expect(registered.ok && registered.keys.map(({ pem }) => pem)).toEqual(pems);
    expect(registered.ok && registered.keys.map(({ publicKey }) => publicKey.asymmetricKeyType)).toEqual([
      "rsa",
      "ec",
      "ec",
      "ed25519",
      "ec",
    ]);
  });

  test.each<[string, (pem: string) => string]>([
    ["one line with spaces", oneLine],
    ["one line without spaces", (pem) => pem.replaceAll("\n", "")],
    ["line breaks in two characters", (pem) => pem.replaceAll("\n", "\\n")],
    ["those of Windows in four", (pem) => pem.replaceAll("\n", "\\r\\n")],
    ["lines that are indented", (pem) => pem.replace(/^/gm, "      ")],
    ["tabs and empty lines", (pem) => pem.replaceAll("\n", "\n\n\t")],
    ["other lines", (pem) => pem.replace(/(?<!-)\n(?!-)/g, "").replace(/(.{10})(?=[^-]*-----END)/g, "$1\n")],
  ])("reads a text that has %s, and keeps it as it is", (_, lost) => {
    for (const pem of [rsa.pem, p256.pem, ed25519.pem, certificate]) {
      const [whole, broken] = [registerPublicKeys([pem]), registerPublicKeys([lost(pem)])];
      expect(broken.ok && broken.keys.map((key) => key.pem)).toEqual([lost(pem)]);
      const derOf = (registration: typeof whole) =>
        registration.ok && registration.keys[0]?.publicKey.export({ format: "der", type: "spki" }).toString("hex");
      expect(derOf(broken)).toBe(derOf(whole));
    }
  });

  test("takes the key of a certificate, whose dates do not count", async () => {
    const registered = registerPublicKeys([certificate]);
    const keys = registered.ok ? registered.keys : [];
    expect(await verifyTrustedToken({ token: makeToken(es256), rules: { ...rules, keys }, now })).toMatchObject({
      ok: true,
    });
  });

  test("accepts the least that is strong enough, and the most that can be verified with", () => {
    expect(registerPublicKeys([rsaWith({ e: "AQAB" }), rsaWith({ e: odd(64) }), p521.pem])).toHaveProperty("ok", true);
    expect(registerPublicKeys([rsaWith({ n: odd(2048) }), rsaWith({ n: odd(16_384) })])).toHaveProperty("ok", true);
    expect(publicKeyFault(rsa.publicKey)).toBeUndefined();
  });

  test("accepts a text of 16384 characters", () => {
    expect(registerPublicKeys([rsa.pem.padEnd(16_384)])).toHaveProperty("ok", true);
  });

  test("wants one to five", () => {
    expect(registerPublicKeys([])).toEqual({
      ok: false,
      problems: [
        {
          type: "must_have_pem_files_for_trusted_token_profile_with_type_pem",
          reason: "no_keys",
          message: "at least one public key is needed",
        },
      ],
    });
    expect(registerPublicKeys(Array.from({ length: 6 }, () => rsa.pem))).toEqual({
      ok: false,
      problems: [
        {
          type: "too_many_pem_files_for_trusted_token_profile",
          reason: "too_many_keys",
          message: "at most 5 public keys are allowed",
        },
      ],
    });
  });

  test.each([
    ["an RSA key of 1024 bits", shortRsa.pem, "rsa_key_too_short"],
    ["an RSA key of 2047 bits", rsaWith({ n: odd(2047) }), "rsa_key_too_short"],
    ["an exponent of 1", rsaWith({ e: "AQ" }), "rsa_exponent_too_small"],
    ["an exponent of 3", rsaWith({ e: "Aw" }), "rsa_exponent_too_small"],
    ["an exponent of 65535", rsaWith({ e: "__8" }), "rsa_exponent_too_small"],
    ["an exponent of 65538", rsaWith({ e: "AQAC" }), "rsa_key_unusable"],
    ["an exponent of 65 bits", rsaWith({ e: odd(65) }), "rsa_key_unusable"],
    ["an RSA key of 16385 bits", rsaWith({ n: odd(16_385) }), "rsa_key_unusable"],
    ["an RSA key for PSS only", pssRsa.pem, "unsupported_key_type"],
    ["a curve that is not ours", secp256k1.pem, "unsupported_key_type"],
    ["Ed448", ed448.pem, "unsupported_key_type"],
    ["a key that cannot sign", x25519.pem, "unsupported_key_type"],
    ["a private key", privatePem, "private_key"],
    ["a private key after a public one", rsa.pem + privatePem, "private_key"],
    ["a private key in one line", oneLine(privatePem), "private_key"],
    ["two keys in one text", rsa.pem + p256.pem, "several_blocks"],
    ["two keys in one line", oneLine(rsa.pem + p256.pem), "several_blocks"],
    ["a chain of certificates", certificate + certificate, "several_blocks"],
    ["PKCS #1", pkcs1Pem, "pkcs1_key"],
    ["a block of another kind", certificate.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST"), "other_label"],
    ["labels that differ", rsa.pem.replace("END PUBLIC KEY", "END CERTIFICATE"), "end_missing"],
    ["a block without an end", rsa.pem.replace(/-----END.*/, ""), "end_missing"],
    ["a block that begins twice", rsa.pem.replace("END", "BEGIN"), "end_missing"],
    ["an end without a block", rsa.pem.replace(/-----BEGIN.*/, ""), "not_pem"],
    ["text before the block", `key:\n${rsa.pem}`, "text_around"],
    ["text after the block", `${rsa.pem}# mine`, "text_around"],
    ["quotes around the block", JSON.stringify(rsa.pem), "text_around"],
    ["no PEM", "hello", "not_pem"],
    ["base64 without its block", rsa.pem.replace(/-----.*/g, ""), "not_pem"],
    ["an empty text", "", "not_pem"],
    ["an empty block", rsa.pem.replace(/-\n[^-]+/, "-\n"), "not_base64"],
    ["the alphabet of URLs", rsa.pem.replace(/\n.{64}\n/, (line) => line.replace(/.\n$/, "_\n")), "not_base64"],
    ["line breaks as other letters", rsa.pem.trim().replaceAll("\n", "\\t"), "not_base64"],
    ["a block that lacks its first line", rsa.pem.replace(/\n.{64}\n/, "\n"), "unreadable_key"],
    ["a block that lacks a line", rsa.pem.replace(/\n.{64}\n(?=.*\n-----END)/, "\n"), "cut_off"],
    ["a block that is cut in the middle of a byte", rsa.pem.replace(/.\n-----END/, "\n-----END"), "cut_off"],
    ["a block of one byte", rsa.pem.replace(/-\n[^-]+/, "-\nMA==\n"), "cut_off"],
    ["a block that is no DER", rsa.pem.replace(/-\n[^-]+/, "-\naGVsbG8h\n"), "cut_off"],
    ["a block of another length than any has", rsa.pem.replace(/-\n[^-]+/, "-\nMIcBAgMEBQYH\n"), "unreadable_key"],
    ["a certificate under the other label", certificate.replaceAll("CERTIFICATE", "PUBLIC KEY"), "unreadable_key"],
    ["a key under the other label", rsa.pem.replaceAll("PUBLIC KEY", "CERTIFICATE"), "unreadable_key"],
    ["a text of 16385 characters", rsa.pem.padEnd(16_385), "pem_too_large"],
  ])("refuses %s, and names it by its index", (_, pem, reason) => {
    const refused = registerPublicKeys([rsa.pem, pem]);
    expect(refused).toEqual({
      ok: false,
      problems: [{ type: "invalid_public_key", reason, index: 1, message: expect.any(String) }],
    });
    expect(JSON.stringify(refused)).not.toMatch(/MII|BEGIN/);
  });

  test("refuses every Ed25519 key under which anybody can sign", () => {
    const points = [
      "00".repeat(32),
      `01${"00".repeat(31)}`,
      `ec${"ff".repeat(30)}7f`,
      `ed${"ff".repeat(30)}7f`,
      `ee${"ff".repeat(30)}7f`,
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ].map((hex) => Buffer.from(hex, "hex"));
    const withSign = points.map((point) =>
      Buffer.concat([point.subarray(0, 31), Buffer.from([point.readUInt8(31) | 0x80])]),
    );
    for (const point of [...points, ...withSign]) {
      expect(hasOrderBelowNine(point)).toBe(true);
      const pem = ed25519Point(point.toString("hex"));
      expect(registerPublicKeys([pem])).toMatchObject({ problems: [{ reason: "weak_curve_point" }] });
    }
    const key = ed25519.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    expect(hasOrderBelowNine(key)).toBe(false);
    expect(registerPublicKeys([ed25519.pem])).toHaveProperty("ok", true);
  });

  test("reports every problem", () => {
    const refused = registerPublicKeys(["", rsa.pem, shortRsa.pem]);
    expect(refused).toEqual({
      ok: false,
      problems: [
        {
          type: "invalid_public_key",
          reason: "not_pem",
          index: 0,
          message: "the public key at index 0 is not accepted: it has no PEM block, `PUBLIC KEY` or `CERTIFICATE`",
        },
        {
          type: "invalid_public_key",
          reason: "rsa_key_too_short",
          index: 2,
          message: "the public key at index 2 is not accepted: the RSA key has fewer than 2048 bits",
        },
      ],
    });
  });
});
