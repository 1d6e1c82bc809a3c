import { chainOf } from "../check/checked-chain.ts";
import type { CheckedCall, CheckedExpression, CheckedLink, CheckedMatches } from "../check/checked-tree.ts";
import { invariant } from "../invariant.ts";
import { compileMacro } from "./compile-macro.ts";
import type { LinkProgram, Program } from "./frame.ts";
import { listFunctions } from "./list-functions.ts";
import { requireString } from "./operand.ts";
import { selectFrom } from "./read-path.ts";
import { stringFunctions } from "./string-functions.ts";

type Compile = (node: CheckedExpression) => Program;

/** Compiles a chain: its links are run one after the other, however many there are. */
export function compileChain(node: CheckedLink, compile: Compile): Program {
  const { head, links } = chainOf(node);
  const start = compile(head);
  const programs = links.map((link) => compileLink(link, compile));
  return (frame) => {
    let value = start(frame);
    for (const program of programs) value = program(frame, value);
    return value;
  };
}

function compileLink(node: CheckedLink, compile: Compile): LinkProgram {
  switch (node.kind) {
    case "select":
      return (frame, value) => {
        frame.span = node.span;
        return selectFrom(value, node.name);
      };
    case "index": {
      const index = compile(node.index);
      return (frame, value) => {
        const member = index(frame);
        frame.span = node.span;
        return selectFrom(value, member);
      };
    }
    case "call":
      return compileCall(node, compile);
    case "matches":
      return compileMatches(node);
    case "macro":
      return compileMacro(node, compile(node.body));
  }
}

function compileCall(node: CheckedCall, compile: Compile): LinkProgram {
  const args = node.arguments.map(compile);
  // Only `size` is in both tables, and there it is the same function.
  const call = stringFunctions.get(node.name) ?? listFunctions.get(node.name);
  invariant(call !== undefined, "every method of the vocabulary has an implementation");
  return (frame, value) => {
    const operands = args.map((argument) => argument(frame));
    frame.span = node.span;
    if (value === null || operands.includes(null)) return null;
    return call(frame.meter, value, ...operands);
  };
}

function compileMatches(node: CheckedMatches): LinkProgram {
  return (frame, value) => {
    frame.span = node.span;
    if (value === null) return null;
    return node.pattern.test(frame.meter, requireString("matches", value, frame.meter));
  };
}
