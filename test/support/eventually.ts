import { setImmediate as nextTurn } from "node:timers/promises";

/** Asks again and again until something holds that comes to hold by itself, however long that takes. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await nextTurn();
}
