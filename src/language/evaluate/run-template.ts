import type { Evaluation, EvaluationError, Rendering } from "../template.ts";
import type { TemplateProgram } from "./compile-template.ts";
import { EmitAllowance } from "./emit-allowance.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";

function newFrame(data: unknown): Frame {
  return {
    data,
    meter: new Meter(),
    allowance: new EmitAllowance(),
    variables: [],
    span: { start: 0, end: 0 },
    claim: "",
  };
}

function run<T>(data: unknown, action: (frame: Frame) => T): { value: T } | { error: EvaluationError } {
  const frame = newFrame(data);
  try {
    return { value: action(frame) };
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    return { error: { code: failure.code, message: failure.message, claim: frame.claim, span: frame.span } };
  }
}

/** The claims for some data, or why there are none. */
export function evaluateTemplate(program: TemplateProgram, data: unknown): Evaluation {
  const result = run(data, (frame) => program.make(frame));
  return "error" in result ? { ok: false, error: result.error } : { ok: true, claims: result.value };
}

/** The text of the claims for some data, or why there is none. */
export function renderTemplate(program: TemplateProgram, data: unknown): Rendering {
  const result = run(data, (frame) => program.write(frame));
  return "error" in result ? { ok: false, error: result.error } : { ok: true, text: result.value };
}
