import { type Backend, listSigningKeys } from "../../../projects/index.ts";
import { rfc3339Seconds } from "../../../tokens/index.ts";
import type { Finding } from "./finding.ts";

/** The time for which a private key may sign: of the one to three years of NIST SP 800-57 part 1 §5.3.6, the least. */
const maxUseDays = 365;

const dayMilliseconds = 86_400_000;

/** The difference that the clocks of servers may have before keys seem to be made in the future. */
const clockToleranceMilliseconds = 5000;

/** The finding about a project's signing keys where something of the project does not open under the master keys. */
export function unjudgedSigningKeys(projectId: string): Finding {
  return {
    check: "signing keys",
    projectId,
    status: "failed",
    message: "cannot be judged: not all that is encrypted opens under the master keys given",
    help: "see to the master key first, and look again",
  };
}

/** Finds whether a project has a key that signs, and which one is next. */
export async function checkSigningKeys(backend: Pick<Backend, "store" | "clock">, projectId: string): Promise<Finding> {
  const about = { check: "signing keys", projectId } as const;
  const keys = (await listSigningKeys(backend, projectId)).filter((key) => key.state !== "revoked");
  const signing = keys.find(({ state }) => state === "signing");
  if (signing === undefined)
    return { ...about, status: "ok", message: "none yet: one is made when it is first needed" };
  const now = backend.clock();
  const early = keys.find(({ createdAt }) => createdAt > now + clockToleranceMilliseconds);
  if (early !== undefined) {
    const message = `\`${early.kid}\` was made at ${rfc3339Seconds(early.createdAt)}, which is still to come by this machine's clock`;
    return {
      ...about,
      status: "failed",
      message,
      help: "have all machines of servers synchronize their clocks, by NTP",
    };
  }
  const since = signing.signsFrom;
  const present = `\`${signing.kid}\` (${signing.algorithm}) signs since ${rfc3339Seconds(since)}`;
  const next = keys.find(({ state }) => state === "next");
  if (next !== undefined) {
    const follows = `\`${next.kid}\` (${next.algorithm}) from ${rfc3339Seconds(next.signsFrom)} on`;
    return { ...about, status: "ok", message: `${present}, ${follows}` };
  }
  const days = Math.floor((now - since) / dayMilliseconds);
  if (days < maxUseDays) return { ...about, status: "ok", message: `${present}, no other is to follow yet` };
  const help = `\`claimsmith keys rotate --project ${projectId}\``;
  return { ...about, status: "warning", message: `${present}, for ${days} days`, help };
}
