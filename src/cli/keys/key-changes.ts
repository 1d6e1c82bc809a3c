import { visible } from "../../language/diagnostics/index.ts";
import type { SigningKeysOutcome } from "../../server/beside/manage-keys.ts";
import type { InputProblem } from "../input-problem.ts";
import { timeOf } from "./key-table.ts";

type Changed = SigningKeysOutcome & { readonly ok: true };

/** The text of what a rotation came to. */
export function rotationText({ projectId, keys }: Changed): string {
  const linesOf = (wanted: string, textOf: (key: Changed["keys"][number]) => string) =>
    keys.filter(({ state }) => state === wanted).map((key) => `  ${key.kid} ${textOf(key)}\n`);
  const next = linesOf(
    "next",
    (key) => `(${key.algorithm}) is published from now on, and signs from ${timeOf(key.signsFrom)}`,
  );
  const signing = linesOf("signing", (key) =>
    next.length === 0
      ? `(${key.algorithm}) is the first key, and signs from now on`
      : `signs until then, and is published until ${timeOf(key.publishedUntil)}`,
  );
  return [`${visible(projectId)}\n`, ...next, ...signing].join("");
}

/** The text of what a revocation came to, and what it means for tokens that are out. */
export function revocationText({ projectId, keys }: Changed, revoked: string): string {
  const signing = keys.filter(({ state }) => state === "signing");
  return [
    `revoked ${revoked} of ${visible(projectId)}`,
    ...signing.map(({ kid, algorithm }) => `  ${kid} (${algorithm}) signs now`),
    "  Session JWTs that the revoked key has signed are refused by every server from now on. Programs that",
    "  verify on their own go on accepting them until they read the key set again: the SDKs keep it for up",
    "  to 10 minutes. Restart those programs if the key is in the wrong hands.",
    "  Sessions live on: authenticating with the session token gives a new JWT.",
    "",
  ].join("\n");
}

/** The reason why keys stay as they are. */
export function keyProblem({ projectId, error }: SigningKeysOutcome & { readonly ok: false }): InputProblem {
  return { path: projectId, message: error.message };
}
