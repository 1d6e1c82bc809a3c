import type { Trial } from "./try-template.ts";

/** A warning about what a trial came to. */
interface TrialWarning {
  readonly code: string;
  readonly message: string;
}

/**
 * The warning about how a template did: none, if it gives claims for everybody it was to be tried on. Where there was no time
 * for all of them, it says so.
 */
export function trialWarning({ example: first, failed, evaluated, isPart }: Trial): TrialWarning | undefined {
  if (first !== undefined) {
    const count = `${isPart ? "at least " : ""}${failed} of the ${evaluated} tried`;
    const example = `such as \`${first.subjectId}\`: ${first.message}`;
    const rest = isPart ? "; there was no time to try the others" : "";
    return { code: first.code, message: `the template gives no claims for ${count}, ${example}${rest}` };
  }
  if (!isPart) return undefined;
  return {
    code: "trial_in_part",
    message: `the template gives claims for the ${evaluated} tried; there was no time to try the others`,
  };
}
