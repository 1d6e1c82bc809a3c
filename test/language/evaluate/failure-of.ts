import { EvaluationFailure } from "../../../src/language/evaluate/failure.ts";

/** The failure as `code: message`; anything else that is thrown goes on, and no failure at all is an error. */
export function failureOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EvaluationFailure) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("nothing failed");
}

/** The result, or the code of the failure; anything else that is thrown goes on. */
export function resultOrCode(run: () => unknown): { readonly result: unknown } | { readonly code: string } {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof EvaluationFailure) return { code: error.code };
    throw error;
  }
}
