import type { CheckedExpression, CheckedObject, CheckedTag } from "../check/checked-tree.ts";
import type { EvaluationCode } from "../evaluate/failure.ts";
import type { Span } from "../source/span.ts";
import type { FailurePlace } from "../template.ts";
import { maxDataDepth, maxEmittedBytes, maxEvaluationSteps } from "../vocabulary/limits.ts";
import { byteBounds } from "../vocabulary/types/index.ts";
import { greatestDepth } from "./depth.ts";
import { failuresAt, failuresInText } from "./failures.ts";
import { lengthFailures } from "./lengths.ts";
import { outputType } from "./output-type.ts";
import { stepsAt, stepsInText } from "./steps.ts";
import { expressionsOf, tagsOf } from "./walk.ts";

interface Totals {
  /** Steps of all tags so far. */
  steps: number;
  /** Bytes that the text around all tags and the tags so far emit. */
  emitted: number;
}

/** `true`, or the places where a template can fail for data that fits vocabulary, schemas and policy. */
export function totalityOf(object: CheckedObject): true | readonly FailurePlace[] {
  const places: FailurePlace[] = [];
  const totals: Totals = { steps: 0, emitted: writtenBytes(object) };
  for (const { tag, text } of tagsOf(object)) {
    const add: Add = (code, message, span) => places.push({ code, message, claim: tag.pointer, span });
    collect(tag.expression, add);
    const inText = text === undefined ? 0 : stepsInText(tag.expression);
    if (text !== undefined) {
      for (const [code, message] of failuresInText(tag, text)) add(code, message, tag.expression.span);
    }
    checkDepth(tag, add);
    checkTotals(totals, tag, stepsAt(tag.expression) + inText, add);
  }
  return places.length === 0 ? true : places.sort((a, b) => a.span.end - b.span.end || b.span.start - a.span.start);
}

type Add = (code: EvaluationCode, message: string, span: Span) => void;

function collect(expression: CheckedExpression, add: Add): void {
  for (const node of expressionsOf(expression)) {
    for (const [code, message, span = node.span] of [...failuresAt(node), ...lengthFailures(node)]) {
      add(code, message, span);
    }
  }
}

const tooDeepMessage = `the value can nest deeper than ${maxDataDepth}`;

/** Names what is compared or emitted and can be deeper than data may be. */
function checkDepth({ expression }: CheckedTag, add: Add): void {
  const depth = greatestDepth(expression, ({ span }) => add("not-json", tooDeepMessage, span));
  if (depth > maxDataDepth) add("not-json", tooDeepMessage, expression.span);
}

/** Names a tag with which, after all before it, the limits of the whole evaluation can be passed. */
function checkTotals(totals: Totals, { expression }: CheckedTag, steps: number, add: Add): void {
  const emitted = byteBounds(expression.type).greatest;
  totals.steps += steps;
  totals.emitted += emitted;
  if (steps > 0 && totals.steps > maxEvaluationSteps) {
    add("evaluation-limit", `it can take more than ${maxEvaluationSteps} steps`, expression.span);
  } else if (emitted > 0 && totals.emitted > maxEmittedBytes) {
    add("evaluation-limit", `the claims can take more than ${maxEmittedBytes} bytes of JSON text`, expression.span);
  }
}

/** The bytes that a template writes around its tags, where it is known how much these write. */
function writtenBytes(object: CheckedObject): number {
  const whole = byteBounds(outputType(object)).greatest;
  if (!Number.isFinite(whole)) return 0;
  let left = whole;
  for (const { tag } of tagsOf(object)) left -= byteBounds(tag.expression.type).greatest;
  return Math.max(0, left);
}
