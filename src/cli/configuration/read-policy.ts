import type { VerticalId } from "../../language/index.ts";
import type { PolicyOutline } from "../../language/vocabulary/policy-outline.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../json-file.ts";
import type { Source } from "../read-input.ts";

export type PolicyReading =
  | { readonly ok: true; readonly outline?: PolicyOutline }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Reads and validates a policy file; no file is no policy. */
export async function readPolicy(io: Io, source: Source | undefined, vertical: VerticalId): Promise<PolicyReading> {
  if (source === undefined) return { ok: true };
  const reading = await readJsonFile(io, source);
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const { validatePolicy } = await import("../../policy/validate-policy.ts");
  const validation = validatePolicy(reading.file.value, vertical);
  if (validation.ok) return { ok: true, outline: validation.policy };
  return { ok: false, problems: reading.file.problemsAt(validation.problems) };
}
