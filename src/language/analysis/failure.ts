import type { EvaluationCode } from "../evaluate/failure.ts";
import type { Span } from "../source/span.ts";

/** One way in which an evaluation can fail: its code, what can be wrong, and where, unless that is the whole expression. */
export type Failure = readonly [code: EvaluationCode, message: string, at?: Span];
