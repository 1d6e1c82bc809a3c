import { createRequire } from "node:module";
import { codePointLength } from "../code-points.ts";
import { invariant } from "../invariant.ts";
import { maxPatternCharacters, maxPatternWeight } from "./limits.ts";
import { patternWeight } from "./pattern-weight.ts";

/** The counter of an evaluation: the part of it that matching needs. */
export interface StepCounter {
  charge(steps: number): void;
  checkLength(length: number): void;
}

/** The pattern of a `matches`, compiled. */
export interface Pattern {
  /** Instructions of the compiled program. */
  readonly size: number;
  /**
   * Whether the pattern matches anywhere in the text. `.` and the like take one code point, a lone surrogate is one.
   * Cost: (code units of the text + 1) × size, charged first; the time is linear in that. Fails with
   * `evaluation-limit` only.
   */
  test(meter: StepCounter, text: string): boolean;
}

/** A pattern that can be matched with, or why there is none, as the rest of a sentence. */
export type PatternCompilation =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly error: string };

/**
 * Compiles a pattern in RE2's syntax, or tells why that cannot be: it is invalid, longer than 256 code points, or
 * would take too much to compile.
 */
export function compilePattern(source: string): PatternCompilation {
  if (codePointLength(source) > maxPatternCharacters) {
    return { ok: false, error: `the pattern is longer than ${maxPatternCharacters} characters` };
  }
  if (patternWeight(source) > maxPatternWeight)
    return { ok: false, error: "the pattern is too large when it is compiled" };
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    return { ok: true, pattern: new CompiledPattern(RE2JS.compile(source)) };
  } catch (error) {
    invariant(error instanceof RE2JSException, "the pattern compiler throws its own exceptions only");
    return { ok: false, error: error.message.replace(/^error parsing regexp: /, "") };
  }
}

type Re2 = typeof import("re2js");

class CompiledPattern implements Pattern {
  readonly size: number;
  readonly #program: InstanceType<Re2["RE2JS"]>;

  constructor(program: InstanceType<Re2["RE2JS"]>) {
    this.#program = program;
    this.size = program.programSize();
  }

  test(meter: StepCounter, text: string): boolean {
    meter.checkLength(text.length);
    meter.charge((text.length + 1) * this.size);
    // The library's own `test` builds an automaton that keeps up to 8 MiB a pattern from one evaluation to the next.
    return this.#program.matcher(text).find();
  }
}

/** Only templates with `matches` pay for loading the library: a command should start fast. */
function loadRe2(): Re2 {
  return createRequire(import.meta.url)("re2js") as Re2;
}
