import { ApiError, type Backend, settling } from "../../projects/index.ts";
import { retryUntilSettled } from "../../store/index.ts";
import type { DeclaredRecord } from "./declared-records.ts";
import type { RecordWalk } from "./record-walk.ts";

/**
 * Makes a record as declared, unless it is so already. Another process may apply the same state at the same time: what it
 * made first keeps this one from being made, and is found the next time. Returns whether the record is new, and its id, if it was written.
 */
export function applyRecord(
  backend: Backend,
  { walk, record }: { readonly walk: RecordWalk; readonly record: DeclaredRecord },
): Promise<{ readonly isNew: boolean; readonly id: string } | undefined> {
  const applyOnce = async () => {
    const plan = await walk.plan(record);
    if (plan.kind === "refused") throw new Error(plan.problems.map(({ message }) => message).join("; "));
    if (plan.kind !== "write") return undefined;
    const { id } = await plan.write();
    walk.note(record, { id });
    return { isNew: plan.isNew, id };
  };
  return retryUntilSettled(applyOnce, {
    ...settling(backend),
    // A plan that could be made and cannot be written is out of date, in whatever way that is told.
    isLostRace: (error) => error instanceof ApiError && error.type !== "service_unavailable",
    unsettled: (last) => last,
  });
}
