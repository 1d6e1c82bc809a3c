import type { Evaluation, EvaluationError, Rendering } from "../template.ts";
import type { TemplateProgram } from "./compile-template.ts";
import { EmitAllowance } from "./emit-allowance.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";

function newFrame(data: unknown, meter: Meter): Frame {
  return {
    data,
    meter,
    allowance: new EmitAllowance(),
    variables: [],
    span: { start: 0, end: 0 },
    claim: "",
  };
}

type Run<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: EvaluationError };

function run<T>(data: unknown, meter: Meter, action: (frame: Frame) => T): Run<T> {
  const frame = newFrame(data, meter);
  try {
    return { ok: true, value: action(frame) };
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    const { code, message } = failure;
    return { ok: false, error: { code, message, claim: frame.claim, span: frame.span } };
  }
}

/** The claims for some data, or why there are none. What several evaluations cost together, one meter counts. */
export function evaluateTemplate(program: TemplateProgram, data: unknown, meter: Meter = new Meter()): Evaluation {
  const result = run(data, meter, (frame) => program.make(frame));
  return result.ok ? { ok: true, claims: result.value } : result;
}

/** The text of the claims for some data, or why there is none. */
export function renderTemplate(program: TemplateProgram, data: unknown): Rendering {
  const result = run(data, new Meter(), (frame) => program.write(frame));
  return result.ok ? { ok: true, text: result.value } : result;
}
