import type { Trial } from "./try-template.ts";

/** The warning about how a template did: none, if it gives claims for everybody it was tried on. */
export function trialWarning({
  example: first,
  failed,
  evaluated,
}: Trial): { readonly code: string; readonly message: string } | undefined {
  if (first === undefined) return undefined;
  const example = `such as \`${first.subjectId}\`: ${first.message}`;
  return {
    code: first.code,
    message: `the template gives no claims for ${failed} of the ${evaluated} last, ${example}`,
  };
}
