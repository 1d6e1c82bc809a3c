import type { JsonObject } from "../../language/json.ts";
import type { Configuration, ConfigurationProblem, ProjectVerticalId } from "../../projects/index.ts";
import { placeView } from "./template-error.ts";
import type { Trial, TrialFailure } from "./try-template.ts";

/** The problem of a configuration that leaves members or users without the claims that they get now; none if it does not. */
export function refusedMembers(
  { evaluated, isPart, refused, refusals }: Trial,
  {
    vertical,
    template,
    pointer,
  }: Pick<Configuration, "template"> & { readonly vertical: ProjectVerticalId; readonly pointer: string },
): readonly ConfigurationProblem[] {
  if (refusals.length === 0) return [];
  const subject = vertical === "b2b" ? "member" : "user";
  const counted = (count: number) => `${count} ${subject}${count === 1 ? "" : "s"}`;
  const those = isPart
    ? `at least ${counted(refused)}, found among the first ${evaluated} that were tried,`
    : `${refused} of the ${counted(evaluated)} tried`;
  const message = `${those} would get no claims any more: ${reasonsOf(refusals, template).join("; ")}`;
  const help =
    'mend the template, the policy or the records; or publish it all the same with `?force=true`, in a state with `"force": true` or `--force`';
  const members = refusals.map((refusal) => refusalView(refusal, template));
  const details = { tried: evaluated, is_part: isPart, refused, members };
  return [{ code: "publication_would_refuse_members", pointer, message, help, details }];
}

/** Why claims fail and where, each with the ids of all for whom they do. */
function reasonsOf(refusals: readonly TrialFailure[], template: string): readonly string[] {
  const idsByReason = new Map<string, string[]>();
  for (const { subjectId, ...failure } of refusals) {
    const reason = `${failure.code}${placeOf(failure, template)} (${failure.message})`;
    const ids = idsByReason.get(reason) ?? [];
    idsByReason.set(reason, [...ids, `\`${subjectId}\``]);
  }
  return [...idsByReason].map(([reason, ids]) => `${ids.join(", ")} for ${reason}`);
}

function placeOf({ claim, span }: Pick<TrialFailure, "claim" | "span">, template: string): string {
  const at = claim === undefined ? "" : ` at \`${claim}\``;
  if (span === undefined) return at;
  const { line, column } = placeView({ span }, template);
  return `${at}, line ${line}, column ${column} of the template`;
}

function refusalView({ subjectId, code, claim, span }: TrialFailure, template: string): JsonObject {
  return {
    id: subjectId,
    code,
    ...(claim !== undefined && { claim }),
    ...(span !== undefined && { place: placeView({ span }, template) }),
  };
}
