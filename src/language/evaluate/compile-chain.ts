import { chainOf } from "../check/checked-chain.ts";
import type { CheckedCall, CheckedExpression, CheckedLink, CheckedMatches } from "../check/checked-tree.ts";
import { invariant } from "../invariant.ts";
import { compileMacro } from "./compile-macro.ts";
import type { LinkProgram, Program } from "./frame.ts";
import { listFunctions } from "./list-functions.ts";
import { requireString } from "./operand.ts";
import { selectFrom } from "./read-path.ts";
import { stringFunctions } from "./string-functions.ts";

/** Compiles an expression that is inside another. */
export type Compile = (node: CheckedExpression) => Program;

/** The ways of compiling what is in a chain. */
export interface ChainCompile {
  /** Its head and its arguments. */
  readonly compile: Compile;
  /** The bodies of its macros. */
  readonly compileBody: Compile;
}

/** Compiles a chain: its links are run one after the other, however many there are. */
export function compileChain(node: CheckedLink, ways: ChainCompile): Program {
  const { head, links } = chainOf(node);
  const start = ways.compile(head);
  const programs = links.map((link) => compileLink(link, ways));
  return (frame) => {
    let value = start(frame);
    for (const program of programs) value = program(frame, value);
    return value;
  };
}

function compileLink(node: CheckedLink, { compile, compileBody }: ChainCompile): LinkProgram {
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
      return compileMacro(node, compileBody(node.body));
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
