import { resolve } from "node:path";
import type { StartOptions } from "../../server/index.ts";
import type { Io } from "../io.ts";
import { storeOf } from "./store-of.ts";

/**
 * The store that a command works on, and the secrets that it needs for that, as the server takes them: from the
 * environment, which may name a file of each. A store that the command line names goes before a file.
 */
export function storeOptions(
  { cwd, env }: Io,
  store: string | undefined,
): Pick<StartOptions, "store" | "storeFile" | "masterKey" | "masterKeyFile" | "isProduction"> {
  const isOfCommandLine = store !== undefined && store !== env.CLAIMSMITH_STORE;
  const storeFile = isOfCommandLine ? undefined : fileOf(cwd, env.CLAIMSMITH_STORE_FILE);
  return {
    store: store === undefined && storeFile !== undefined ? undefined : storeOf({ cwd }, store),
    storeFile,
    masterKey: env.CLAIMSMITH_MASTER_KEY,
    masterKeyFile: fileOf(cwd, env.CLAIMSMITH_MASTER_KEY_FILE),
    isProduction: env.NODE_ENV === "production",
  };
}

/** The key of the management API, as the environment gives it. */
export function workspaceKeyOptions({
  cwd,
  env,
}: Io): Pick<StartOptions, "workspaceKeyId" | "workspaceKeyIdFile" | "workspaceKeySecret" | "workspaceKeySecretFile"> {
  return {
    workspaceKeyId: env.CLAIMSMITH_WORKSPACE_KEY_ID,
    workspaceKeyIdFile: fileOf(cwd, env.CLAIMSMITH_WORKSPACE_KEY_ID_FILE),
    workspaceKeySecret: env.CLAIMSMITH_WORKSPACE_KEY_SECRET,
    workspaceKeySecretFile: fileOf(cwd, env.CLAIMSMITH_WORKSPACE_KEY_SECRET_FILE),
  };
}

function fileOf(cwd: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(cwd, path);
}
