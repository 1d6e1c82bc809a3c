import { setTimeout as sleep } from "node:timers/promises";
import type { Pacing } from "../../store/index.ts";
import { loopTurns } from "./loop-turns.ts";

/** The pacing of a process: it waits in earnest. */
export const processPacing: Pacing = {
  elapsedMilliseconds: () => performance.now(),
  wait: (milliseconds) => sleep(milliseconds),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  turns: loopTurns(),
  random: Math.random,
};
