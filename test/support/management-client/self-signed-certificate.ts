import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key and a certificate that it has signed itself, in PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly certificate: string;
}

/** Makes a certificate (RFC 5280) for `127.0.0.1` that is good for a day, and its own authority. */
export function selfSignedCertificate(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = derOf(privateKey, publicKey).toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

const DAY = 86_400_000;
const SEQUENCE = 0x30;
const OCTETS = 0x04;
const ecdsaWithSha256 = der(SEQUENCE, hex("06082a8648ce3d040302"));
const critical = hex("0101ff");

function derOf(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ format: "der", type: "spki" });
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, hex("0603550403"), der(0x0c, Buffer.from("claimsmith tests")))));
  const keyId = createHash("sha1").update(spki).digest();
  const now = Date.now();
  const extensions = [
    extension("0603551d0e", der(OCTETS, keyId)),
    extension("0603551d13", der(SEQUENCE, hex("0101ff")), critical),
    // digitalSignature and keyCertSign
    extension("0603551d0f", hex("03020284"), critical),
    // An address: 127.0.0.1
    extension("0603551d11", der(SEQUENCE, hex("87047f000001"))),
  ];
  const toBeSigned = der(
    SEQUENCE,
    der(0xa0, hex("020102")),
    der(0x02, Buffer.concat([hex("01"), keyId])),
    ecdsaWithSha256,
    name,
    der(SEQUENCE, utcTime(now - DAY), utcTime(now + DAY)),
    name,
    spki,
    der(0xa3, der(SEQUENCE, ...extensions)),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  return der(SEQUENCE, toBeSigned, ecdsaWithSha256, der(0x03, hex("00"), signature));
}

function extension(id: string, value: Buffer, flag = hex("")): Buffer {
  return der(SEQUENCE, hex(id), flag, der(OCTETS, value));
}

function utcTime(time: number): Buffer {
  const digits = new Date(time)
    .toISOString()
    .replace(/[-:T]|\..*/g, "")
    .slice(2);
  return der(0x17, Buffer.from(`${digits}Z`));
}

/** A tag, the length and what it is of (ITU-T X.690 §8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}
