import { join } from "node:path";
import { judgeExposure } from "./judge-exposure.ts";
import type { LastingLocation } from "./place-store.ts";
import type { StartProblem } from "./start-error.ts";

/**
 * Judges the file that an embedded store may keep its master key in, used or not: one that others can read is refused in
 * production with a `StartError`, and elsewhere is worth a warning.
 */
export async function judgeKeyFile(
  location: LastingLocation,
  { isProduction }: { readonly isProduction: boolean },
): Promise<readonly StartProblem[]> {
  if (location.kind !== "embedded") return [];
  return judgeExposure(join(location.directory, "master.key"), { option: "store", isProduction });
}
