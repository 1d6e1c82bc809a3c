import { type Backend, inspectEncryption, masterKeyStanding } from "../../../projects/index.ts";
import type { Finding } from "./finding.ts";

/** Whether everything that is encrypted in the store opens, and under which master key it is. */
export async function checkMasterKeys(backend: Backend): Promise<readonly Finding[]> {
  const check = "master key";
  const { id } = backend.masterKeys.first;
  const standing = await masterKeyStanding(backend);
  if (standing === "wrong") {
    const message = "the store was written under a master key that is not among those given";
    return [{ check, status: "failed", message, help: "give it the master keys that its servers have" }];
  }
  const { secretKeys, signingKeys, unopened } = await inspectEncryption(backend);
  if (unopened.length > 0) {
    return unopened.map((key) => ({ check, status: "failed", ...key }));
  }
  const found = secretKeys.found + signingKeys.found;
  const older = secretKeys.changed + signingKeys.changed;
  if (older > 0) {
    const message = `${older} of ${counted(found)} in the store ${older === 1 ? "is" : "are"} not under \`${id}\`, the first master key, but under an older one`;
    const help = "run `claimsmith keys reencrypt` when every server has that one first";
    return [{ check, status: "warning", message, help }];
  }
  if (standing === "new") {
    const message = `no server has started with \`${id}\` as the first master key yet`;
    return [{ check, status: "warning", message, help: "start every server with these master keys" }];
  }
  return [{ check, status: "ok", message: `everything in the store is under \`${id}\`, and opens: ${counted(found)}` }];
}

function counted(keys: number): string {
  return `${keys} ${keys === 1 ? "key" : "keys"}`;
}
