import type { EvaluationCode } from "../evaluate/failure.ts";

/** One way in which an evaluation can fail: its code, and what can be wrong. */
export type Failure = readonly [code: EvaluationCode, message: string];
