/** A source of cryptographically strong random bytes; `randomBytes` of `node:crypto` is one. */
export type RandomBytes = (count: number) => Uint8Array;

/** A random UUID (RFC 9562 §5.4, version 4) from 16 bytes of the source. */
export function randomUuid(random: RandomBytes): string {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
