import { createSign } from "node:crypto";
import type { Json, JsonObject } from "../../../src/language/json.ts";
import { ed25519, otherRsa, p256 } from "../support/keys.ts";
import { base64url } from "../support/sign.ts";
import { body, eddsa, es256, head } from "../support/trusted-tokens.ts";
import { editPart, type HostileToken, headerRow, row } from "./row.ts";

const orderOfP256 = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

/** The public key's own bytes, as the first half of a signature. */
const pointOfKey = ed25519.publicKey.export({ format: "der", type: "spki" }).subarray(-32);

function withSignature(bytes: Uint8Array): (token: string) => string {
  return editPart(2, () => base64url(bytes));
}

/** An ES256 signature in DER, as most libraries make it, in place of the raw one. */
function withDerSignature(token: string): string {
  const input = token.slice(0, token.lastIndexOf("."));
  return `${input}.${createSign("sha256").update(input).sign(p256.privateKey).toString("base64url")}`;
}

/** One byte more at the end of a signature. */
function lengthened(part: string): string {
  return base64url(Buffer.concat([Buffer.from(part, "base64url"), Buffer.alloc(1)]));
}

/** A header that offers a key of the attacker's: it decides nothing, so that it passes where our key signed. */
function offeredKey(field: string, value: Json): HostileToken {
  const header = head({ [field]: value });
  return row({
    name: `a key offered as ${field}`,
    reason: "signature_invalid",
    hostile: { header, signer: otherRsa.privateKey },
    control: { header },
  });
}

const { n = "", e = "" } = otherRsa.publicKey.export({ format: "jwk" });
const attackersJwk: JsonObject = { kty: "RSA", n, e };
const attackersDer = otherRsa.publicKey.export({ format: "der", type: "spki" });

/** Tokens whose signature is by no key of the profile, whatever they say of keys. */
export const hostileSignatures: readonly HostileToken[] = [
  row({ name: "another key's signature", reason: "signature_invalid", hostile: { signer: otherRsa.privateKey } }),
  headerRow("a signature for another hash", "signature_invalid", { alg: "RS512" }),
  headerRow("a signature with other padding", "signature_invalid", { alg: "PS256" }),
  row({
    name: "a changed payload",
    reason: "signature_invalid",
    hostile: { edit: editPart(1, () => base64url(body({ sub: "u2" }))) },
  }),
  row({
    name: "a changed header",
    reason: "signature_invalid",
    hostile: { edit: editPart(0, () => base64url(head({ x: 1 }))) },
  }),
  row({
    name: "a truncated signature",
    reason: "signature_invalid",
    hostile: { edit: editPart(2, (part) => part.slice(0, -6)) },
  }),
  row({
    name: "a signature of a byte more",
    reason: "signature_invalid",
    hostile: { edit: editPart(2, lengthened) },
  }),
  row({
    name: "a signature of one byte",
    reason: "signature_invalid",
    hostile: { edit: withSignature(Buffer.alloc(1)) },
  }),
  row({
    name: "a signature of zeros",
    reason: "signature_invalid",
    hostile: { edit: withSignature(Buffer.alloc(256)) },
  }),
  row({
    name: "an ES256 signature of zeros",
    reason: "signature_invalid",
    hostile: { ...es256, edit: withSignature(Buffer.alloc(64)) },
    control: es256,
  }),
  row({
    name: "an ES256 signature of the curve's order",
    reason: "signature_invalid",
    hostile: { ...es256, edit: withSignature(Buffer.from(orderOfP256 + orderOfP256, "hex")) },
    control: es256,
  }),
  row({
    name: "an ES256 signature of no length that fits",
    reason: "signature_invalid",
    hostile: { ...es256, edit: withSignature(Buffer.alloc(63)) },
    control: es256,
  }),
  row({
    name: "an ES256 signature in DER",
    reason: "signature_invalid",
    hostile: { ...es256, edit: withDerSignature },
    control: es256,
  }),
  row({
    name: "an EdDSA signature of zeros",
    reason: "signature_invalid",
    hostile: { ...eddsa, edit: withSignature(Buffer.alloc(64)) },
    control: eddsa,
  }),
  row({
    name: "an EdDSA signature of the key itself",
    reason: "signature_invalid",
    hostile: { ...eddsa, edit: withSignature(Buffer.concat([pointOfKey, Buffer.alloc(32)])) },
    control: eddsa,
  }),
  row({
    name: "an EdDSA signature of a byte more",
    reason: "signature_invalid",
    hostile: { ...eddsa, edit: editPart(2, lengthened) },
    control: eddsa,
  }),
  offeredKey("jwk", attackersJwk),
  offeredKey("jku", "https://attacker.example/jwks.json"),
  offeredKey("x5u", "https://attacker.example/chain.pem"),
  offeredKey("x5c", [attackersDer.toString("base64")]),
  offeredKey("kid", "../../../../dev/null"),
];
