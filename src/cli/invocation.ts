import { basename, delimiter, dirname, resolve } from "node:path";

/**
 * The words that run this command again: `npx claimsmith` if npm started it, `claimsmith` if it was found on the
 * `PATH`, else `node` with the path of the script. `script` is the absolute path that Node.js was started with.
 */
export function invocationOf(script: string, env: Readonly<Record<string, string | undefined>>): string {
  if (env.npm_command) return "npx claimsmith";
  const searched = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = searched.some((folder) => resolve(folder) === dirname(script));
  return basename(script) === "claimsmith" && onPath ? "claimsmith" : `node ${shellQuoted(script)}`;
}

/** A word that a POSIX shell reads as the text itself. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
