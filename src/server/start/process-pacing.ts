import { setTimeout } from "node:timers/promises";
import type { Pacing } from "../../store/index.ts";

/** The pacing of a process: it waits in earnest. */
export const processPacing: Pacing = {
  elapsedMilliseconds: () => performance.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
  random: Math.random,
};
