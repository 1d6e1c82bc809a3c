import type { Choices } from "./choices.ts";

/** What means something to the language, so that putting it anywhere makes a mistake that is near to sense. */
const fragments = [
  ..."{}[]()<>\"'\\,:.?!+-=&|/*$0 \n\t",
  "{{",
  "}}",
  "<<",
  ">>",
  "??",
  "||",
  "//",
  "/*",
  "*/",
  "\\u00",
  "\ud800",
  "\u0000",
  "é",
  "null",
  " in ",
  "member",
  ".rbac.",
  "]]",
  '"a":',
  "1e999",
];

/** The text after a few changes: something left out, doubled, swapped, put in. */
export function mutateText(text: string, choices: Choices): string {
  let changed = text;
  for (let count = 1 + choices.below(3); count > 0; count -= 1) changed = mutateOnce(changed, choices);
  return changed;
}

function mutateOnce(text: string, choices: Choices): string {
  const start = choices.below(text.length + 1);
  const end = Math.min(text.length, start + 1 + (choices.once(4) ? choices.below(20) : choices.below(2)));
  const part = text.slice(start, end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  switch (choices.below(5)) {
    case 0:
      return before + after;
    case 1:
      return before + part + part + after;
    case 2:
      return before + after.slice(0, 1) + part + after.slice(1);
    case 3:
      return before + (choices.pick(fragments) ?? "") + after;
    default:
      return before + (choices.pick(fragments) ?? "") + part + after;
  }
}

/** Nothing but fragments, one behind the other. */
export function fragmentText(choices: Choices): string {
  return choices.several(0, 60, () => choices.pick(fragments) ?? "").join("");
}
