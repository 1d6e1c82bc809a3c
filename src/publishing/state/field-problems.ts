import { MetadataMismatchError } from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import { ApiError } from "../../projects/index.ts";
import type { StateProblem } from "./state-problem.ts";

/**
 * The problems of a value whose check throws an `ApiError`, or rejects with one; none if it passes. What does not fit a
 * schema is told place by place.
 */
export async function problemsOf(pointer: string, check: () => unknown): Promise<readonly StateProblem[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof MetadataMismatchError) {
      return error.misfits.map((misfit) => ({
        ...misfit,
        code: error.type,
        pointer: `${pointer}${misfit.pointer}`,
        message: `does not fit the schema of the metadata: ${misfit.message}`,
      }));
    }
    if (error instanceof ApiError) return [{ code: error.type, pointer, message: error.message }];
    throw error;
  }
}

/** The problems of each field of a declared record, each checked as if it were alone. */
export async function fieldProblems<T extends object>(
  declared: T,
  pointer: string,
  check: (alone: Partial<T>) => unknown,
): Promise<readonly StateProblem[]> {
  const problems: StateProblem[] = [];
  for (const field of Object.keys(declared) as (keyof T & string)[]) {
    const alone: Partial<T> = {};
    alone[field] = declared[field];
    problems.push(...(await problemsOf(pointerTo(pointer, field), () => check(alone))));
  }
  return problems;
}
