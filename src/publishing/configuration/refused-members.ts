import type { JsonObject } from "../../language/json.ts";
import type { Configuration, ConfigurationProblem } from "../../projects/index.ts";
import { placeView } from "./template-error.ts";
import type { Trial, TrialFailure } from "./try-template.ts";

/** The problem of a configuration that leaves members or users without the claims that they get now; none if it does not. */
export function refusedMembers(
  { evaluated, isPart, refused, refusals }: Trial,
  { template }: Pick<Configuration, "template">,
  pointer: string,
): readonly ConfigurationProblem[] {
  const [first] = refusals;
  if (first === undefined) return [];
  const ids = refusals.map(({ subjectId }) => `\`${subjectId}\``).join(", ");
  const at = placeOf(first, template);
  const count = `${isPart ? "at least " : ""}${refused} of ${isPart ? `the first ${evaluated}` : evaluated} tried`;
  const message = `${count} get claims now and would get none: ${ids}; the first for ${first.code}${at}: ${first.message}`;
  const help = "mend the template, the policy or the records; or publish it all the same with `force`";
  const members = refusals.map((refusal) => refusalView(refusal, template));
  const details = { tried: evaluated, is_part: isPart, refused, members };
  return [{ code: "publication_would_refuse_members", pointer, message, help, details }];
}

function placeOf({ claim, span }: TrialFailure, template: string): string {
  if (span === undefined || claim === undefined) return "";
  const { line, column } = placeView({ span }, template);
  return ` at \`${claim}\`, line ${line}, column ${column} of the template`;
}

function refusalView({ subjectId, code, claim, span }: TrialFailure, template: string): JsonObject {
  return {
    id: subjectId,
    code,
    ...(claim !== undefined && { claim }),
    ...(span !== undefined && { place: placeView({ span }, template) }),
  };
}
