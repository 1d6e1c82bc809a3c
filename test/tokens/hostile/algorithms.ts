import { p384, rsa } from "../support/keys.ts";
import { eddsa, es256, head } from "../support/trusted-tokens.ts";
import { editPart, type HostileToken, headerRow, row } from "./row.ts";

/** Tokens whose algorithm is none of the profile's, or not the one of a key. */
export const hostileAlgorithms: readonly HostileToken[] = [
  row({ name: "no signature", reason: "empty_part", hostile: { edit: editPart(2, () => "") } }),
  row({
    name: "none without a signature",
    reason: "empty_part",
    hostile: { header: head({ alg: "none" }), edit: editPart(2, () => "") },
  }),
  headerRow("none with a signature", "alg_not_allowed", { alg: "none" }),
  headerRow("none in capitals", "alg_not_allowed", { alg: "NONE" }),
  headerRow("an algorithm in lower case", "alg_not_allowed", { alg: "rs256" }),
  headerRow("an algorithm with a space", "alg_not_allowed", { alg: "RS256 " }),
  headerRow("an algorithm with a null character", "alg_not_allowed", { alg: "RS256\0" }),
  headerRow("an algorithm from a prototype", "alg_not_allowed", { alg: "constructor" }),
  headerRow("an algorithm that is not ours", "alg_not_allowed", { alg: "ES256K" }),
  row({
    name: "Ed448, which is no Ed25519",
    reason: "alg_not_allowed",
    hostile: { ...eddsa, header: head({ alg: "Ed448" }) },
    control: { ...eddsa, header: head({ alg: "Ed25519" }) },
  }),
  row({
    name: "Ed25519 in lower case",
    reason: "alg_not_allowed",
    hostile: { ...eddsa, header: head({ alg: "ed25519" }) },
    control: { ...eddsa, header: head({ alg: "Ed25519" }) },
  }),
  headerRow("an encryption algorithm", "alg_not_allowed", { alg: "RSA-OAEP" }),
  headerRow("an algorithm that is null", "alg_missing", { alg: null }),
  headerRow("a list of algorithms", "alg_missing", { alg: ["RS256"] }),
  row({ name: "no algorithm", reason: "alg_missing", hostile: { header: "{}" } }),
  row({
    name: "HMAC with the PEM as its secret",
    reason: "alg_not_allowed",
    hostile: { header: head({ alg: "HS256" }), algorithm: "HS256", signer: rsa.pem },
  }),
  row({
    name: "HMAC with the PEM without its last line feed as its secret",
    reason: "alg_not_allowed",
    hostile: { header: head({ alg: "HS384" }), algorithm: "HS384", signer: rsa.pem.trim() },
  }),
  row({
    name: "HMAC with the DER as its secret",
    reason: "alg_not_allowed",
    hostile: {
      header: head({ alg: "HS512" }),
      algorithm: "HS512",
      signer: rsa.publicKey.export({ format: "der", type: "spki" }),
    },
  }),
  row({
    name: "HMAC with an empty secret",
    reason: "alg_not_allowed",
    hostile: { header: head({ alg: "HS256" }), algorithm: "HS256", signer: "" },
  }),
  headerRow("an algorithm for another kind of key", "signature_invalid", { alg: "ES256" }),
  headerRow("an algorithm for keys that the profile has none of", "key_type_mismatch", { alg: "ES384" }),
  row({
    name: "an algorithm for another curve",
    reason: "key_type_mismatch",
    hostile: { ...es256, header: head({ alg: "ES512" }) },
    control: es256,
  }),
  row({
    name: "a good signature of a key that the profile does not have",
    reason: "key_type_mismatch",
    hostile: { header: head({ alg: "ES384" }), algorithm: "ES384", signer: p384.privateKey },
    control: es256,
  }),
];
