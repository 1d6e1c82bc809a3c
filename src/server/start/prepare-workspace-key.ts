import { type Backend, ensureWorkspaceKey } from "../../projects/index.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { MadeSecrets } from "./made-secrets.ts";

/** Puts the given workspace key in the place of the one before; without one, sees to it that there is one, and notes it. */
export async function prepareWorkspaceKey(
  checked: Pick<CheckedOptions, "workspaceKey" | "seed">,
  backend: Backend,
  made: MadeSecrets,
): Promise<void> {
  const random = bytesFor(checked, "workspace key");
  made.workspaceKey = await ensureWorkspaceKey({ ...backend, random }, checked.workspaceKey);
}
