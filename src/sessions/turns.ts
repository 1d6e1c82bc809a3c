import { setImmediate } from "node:timers/promises";
import type { Backend } from "../projects/index.ts";

/** The work of its own after which whatever goes over many records lets others have a turn. */
const maxOwnMilliseconds = 10;

/** Gives a function to call between two records: it lets the event loop have a turn whenever one is due. */
export function turns({ pacing }: Backend): () => Promise<void> {
  let since = pacing.elapsedMilliseconds();
  return async () => {
    if (pacing.elapsedMilliseconds() - since < maxOwnMilliseconds) return;
    await setImmediate();
    since = pacing.elapsedMilliseconds();
  };
}
