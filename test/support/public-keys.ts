import { createPublicKey } from "node:crypto";
import { fixedKeys } from "./signing-keys.ts";

/** Public keys in PEM, always the same. */
export const publicKeys = {
  rsa: pemOf(createPublicKey(await fixedKeys("RS256"))),
  p256: pemOf(createPublicKey(await fixedKeys("ES256"))),
};

function pemOf(key: ReturnType<typeof createPublicKey>): string {
  return key.export({ format: "pem", type: "spki" }).toString();
}
