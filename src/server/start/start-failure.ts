import { StoreUnavailableError } from "../../store/index.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { CleanUp } from "./clean-up.ts";
import type { MadeSecrets } from "./made-secrets.ts";
import { StartError } from "./start-error.ts";
import { storeProblem } from "./store-problem.ts";

/**
 * Lets go of what a start took, and returns why it failed: a `StartError` that has the secrets that were made, or else, as
 * it is, what nobody expected.
 */
export async function startFailure(
  error: unknown,
  {
    checked,
    cleanUp,
    made,
  }: { readonly checked: CheckedOptions; readonly cleanUp: CleanUp; readonly made: MadeSecrets },
): Promise<unknown> {
  // What cannot be cleaned up matters less than why.
  await cleanUp.run().catch(() => undefined);
  if (error instanceof StoreUnavailableError) return storeProblem(error, checked.store, made);
  if (!(error instanceof StartError)) return error;
  return new StartError(error.problems, { ...made, cause: error, isTemporary: error.isTemporary });
}
