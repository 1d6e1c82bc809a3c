import { ApiError } from "../../projects/index.ts";
import type { DeclaredRecord } from "./declared-records.ts";
import type { RecordWalk } from "./record-walk.ts";

const mostAttempts = 10;

/**
 * Makes a record as declared, unless it is so already. Another process may apply the same state at the same time: what it
 * made first keeps this one from being made, and is found the next time. Returns whether the record is new, and its id, if it was written.
 */
export async function applyRecord(
  walk: RecordWalk,
  record: DeclaredRecord,
): Promise<{ readonly isNew: boolean; readonly id: string } | undefined> {
  for (let attempt = 1; ; attempt++) {
    const plan = await walk.plan(record);
    if (plan.kind === "refused") throw new Error(plan.problems.map(({ message }) => message).join("; "));
    if (plan.kind !== "write") return undefined;
    try {
      const { id } = await plan.write();
      walk.note(record, { id });
      return { isNew: plan.isNew, id };
    } catch (error) {
      if (!(error instanceof ApiError) || attempt === mostAttempts) throw error;
    }
  }
}
