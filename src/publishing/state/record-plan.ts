import type { StateProblem } from "./state-problem.ts";

/** The plan of a declared record. */
export type RecordPlan<T> =
  | {
      readonly kind: "write";
      readonly isNew: boolean;
      /** The record as it would be. */
      readonly prospect: T;
      readonly write: () => Promise<T>;
    }
  /** It is as declared already. */
  | { readonly kind: "same"; readonly prospect: T }
  /** It has been deleted, and stays so. */
  | { readonly kind: "deleted" }
  | { readonly kind: "refused"; readonly problems: readonly StateProblem[] };

/** The record that a declared one is. */
export type Match<T> =
  | { readonly kind: "none" }
  | { readonly kind: "found"; readonly record: T }
  | { readonly kind: "deleted" }
  /** What is declared contradicts itself or what is there. */
  | { readonly kind: "refused"; readonly problem: StateProblem };

/** Tells whether a change left a record as it was, but for the time of the change. */
export function isSameRecord<T extends { readonly updatedAt: number }>(before: T, after: T): boolean {
  return JSON.stringify({ ...before, updatedAt: 0 }) === JSON.stringify({ ...after, updatedAt: 0 });
}
