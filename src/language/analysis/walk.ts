import { childrenOf } from "../check/checked-chain.ts";
import type { CheckedExpression, CheckedTag, CheckedText, CheckedValue } from "../check/checked-tree.ts";

/** The tags of a value in the order of the text, each with the text around it if there is one. */
export function* tagsOf(value: CheckedValue): Generator<{ readonly tag: CheckedTag; readonly text?: CheckedText }> {
  switch (value.kind) {
    case "object":
      for (const claim of value.claims) yield* tagsOf(claim.value);
      break;
    case "array":
      for (const element of value.elements) yield* tagsOf(element);
      break;
    case "text":
      for (const part of value.parts) if (typeof part !== "string") yield { tag: part, text: value };
      break;
    case "tag":
      yield { tag: value };
      break;
    case "scalar":
      break;
  }
}

/** An expression and all that is inside it, outermost first; a chain of calls may be longer than any stack. */
export function* expressionsOf(node: CheckedExpression): Generator<CheckedExpression> {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...childrenOf(next).toReversed());
  }
}
