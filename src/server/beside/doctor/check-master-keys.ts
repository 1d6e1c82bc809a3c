import {
  type Backend,
  inspectEncryption,
  type MasterKeyStanding,
  masterKeyStanding,
  type Reencryption,
} from "../../../projects/index.ts";
import type { Finding } from "./finding.ts";

/** The findings about the master keys, and the projects whose keys do not open under them. */
export interface MasterKeyFindings {
  readonly findings: readonly Finding[];
  /** The ids of the projects; or `all`, where the master keys are those of another store. */
  readonly unopened: ReadonlySet<string> | "all";
}

/** Finds whether everything that is encrypted in the store opens, and under which master key it is. */
export async function checkMasterKeys(backend: Backend): Promise<MasterKeyFindings> {
  const standing = await masterKeyStanding(backend);
  if (standing === "wrong") {
    const message = "the store was written under a master key that is not among those given";
    const help = "give it the master keys that its servers have";
    return { findings: [{ check, status: "failed", message, help }], unopened: "all" };
  }
  const encryption = await inspectEncryption(backend);
  const { unopened } = encryption;
  if (unopened.length === 0) return { findings: [ageOf(backend, standing, encryption)], unopened: new Set() };
  const help = "give it every master key that its servers have had; what still does not open was changed, and is lost";
  return {
    findings: unopened.map((key) => ({ check, status: "failed", ...key, help })),
    unopened: new Set(unopened.flatMap(({ projectId }) => projectId ?? [])),
  };
}

const check = "master key";

/** The finding of which master key everything is under. */
function ageOf(
  { masterKeys }: Backend,
  standing: MasterKeyStanding,
  { secretKeys, signingKeys }: Pick<Reencryption, "secretKeys" | "signingKeys">,
): Finding {
  const { id } = masterKeys.first;
  const found = secretKeys.found + signingKeys.found;
  const older = secretKeys.changed + signingKeys.changed;
  if (older > 0) {
    const message = `${older} of ${counted(found)} in the store ${older === 1 ? "is" : "are"} not under \`${id}\`, the first master key, but under an older one`;
    const help = "run `claimsmith keys reencrypt` when every server has that one first";
    return { check, status: "warning", message, help };
  }
  if (standing === "new") {
    const message = `no server has started with \`${id}\` as the first master key yet`;
    return { check, status: "warning", message, help: "start every server with these master keys" };
  }
  return { check, status: "ok", message: `everything in the store is under \`${id}\`, and opens: ${counted(found)}` };
}

function counted(keys: number): string {
  return `${keys} ${keys === 1 ? "key" : "keys"}`;
}
