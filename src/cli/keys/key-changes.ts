import { visible } from "../../language/diagnostics/visible-text.ts";
import type { InputProblem } from "../input-problem.ts";
import { timeOf } from "./key-table.ts";

/** What came of a change of signing keys, as the server tells it. */
export type SigningKeysOutcome = Awaited<ReturnType<typeof import("../../server/manage-keys.ts")["revokeKey"]>>;

type Changed = SigningKeysOutcome & { readonly ok: true };

/** What a rotation came to. */
export function rotationText({ projectId, keys }: Changed): string {
  const next = keys.find(({ state }) => state === "next");
  const present = keys.find(({ state }) => state === "signing");
  return [
    visible(projectId),
    `  ${next?.kid} (${next?.algorithm}) is published from now on, and signs from ${timeOf(next?.signsFrom ?? 0)}`,
    `  ${present?.kid} signs until then, and is published until ${timeOf(present?.publishedUntil ?? 0)}`,
    "",
  ].join("\n");
}

/** What a revocation came to, and what it means for tokens that are out. */
export function revocationText({ projectId, keys }: Changed, revoked: string): string {
  const signing = keys.find(({ state }) => state === "signing");
  return [
    `revoked ${revoked} of ${visible(projectId)}`,
    `  ${signing?.kid} (${signing?.algorithm}) signs now`,
    "  Session JWTs that the revoked key has signed are refused by every server from now on. Programs that",
    "  verify on their own go on accepting them until they read the key set again: the SDKs keep it for up",
    "  to 10 minutes. Restart those programs if the key is in the wrong hands.",
    "  Sessions live on: authenticating with the session token gives a new JWT.",
    "",
  ].join("\n");
}

/** Why keys stay as they are. */
export function keyProblem({ projectId, keys, error }: SigningKeysOutcome & { readonly ok: false }): InputProblem {
  const { code, message } = error;
  const next = keys.find(({ state }) => state === "next");
  if (code !== "rotation_pending" || next === undefined) return { path: projectId, message };
  return {
    path: projectId,
    message,
    help: `\`${next.kid}\` signs from ${timeOf(next.signsFrom ?? 0)}: rotate again after that`,
  };
}
