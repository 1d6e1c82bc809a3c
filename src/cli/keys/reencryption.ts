import type { StoreReencryption } from "../../server/beside/manage-keys.ts";
import type { InputProblem } from "../input-problem.ts";

/** The text of what encrypting a store anew came to. */
export function reencryptionText({ masterKeyId, secretKeys, signingKeys, ...result }: StoreReencryption): string {
  const lines = [
    `encrypted anew under the master key ${masterKeyId}:`,
    `  ${signingKeys.changed} of ${counted(signingKeys.found, "signing key")}`,
    `  ${secretKeys.changed} of ${counted(secretKeys.found, "key")} that secrets are hashed with`,
  ];
  if (result.forgottenMasterKeys > 0) lines.push(forgottenText);
  else if (result.unopened.length === 0) lines.push("The store wants no other master key.");
  return `${lines.join("\n")}\n`;
}

const forgottenText = "The store wants no other master key any more: start every server with this one alone.";

/** That a server has gone on encrypting under an older master key, if one has. */
export function lateProblems({ late }: StoreReencryption): readonly InputProblem[] {
  if (late === 0) return [];
  const message = `${counted(late, "key")} came under an older master key meanwhile: a server has that one first`;
  const help = "start every server with the new one first, and do this again";
  return [{ path: "CLAIMSMITH_MASTER_KEY", message, help }];
}

/** That a key does not open. */
export function unopenedProblem({ projectId, message }: StoreReencryption["unopened"][number]): InputProblem {
  return {
    path: projectId ?? "workspace",
    message,
    help: "the store wants the older master keys until every key opens",
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
