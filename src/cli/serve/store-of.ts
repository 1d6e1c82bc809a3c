import { resolve } from "node:path";
import type { Io } from "../io.ts";

const embeddedPrefix = "embedded:";

/**
 * The store that is meant, as the server takes it: an embedded one with its directory as seen from the folder that the
 * command runs in; that in `.claimsmith` unless another is named.
 */
export function storeOf({ cwd }: Pick<Io, "cwd">, store: string | undefined): string {
  if (store === undefined) return `${embeddedPrefix}${resolve(cwd, ".claimsmith")}`;
  const directory = store.startsWith(embeddedPrefix) ? store.slice(embeddedPrefix.length) : "";
  return directory === "" ? store : `${embeddedPrefix}${resolve(cwd, directory)}`;
}
