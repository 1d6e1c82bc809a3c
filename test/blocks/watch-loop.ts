import { readFileSync } from "node:fs";

/** Watches the event loop of this process from inside, in processor time of the main thread: Linux only. */
export interface LoopWatch {
  /** The longest that one turn of the loop took since this was last asked for, in milliseconds. */
  readonly longestMilliseconds: () => number;
}

/** Begins to watch. It keeps the process busy, for good. */
export function watchLoop(): LoopWatch {
  let longest = 0;
  let before = usedNanoseconds();
  const look = () => {
    const now = usedNanoseconds();
    longest = Math.max(longest, now - before);
    before = now;
    setImmediate(look);
  };
  setImmediate(look);
  return {
    longestMilliseconds: () => {
      const told = longest / 1e6;
      longest = 0;
      return told;
    },
  };
}

function usedNanoseconds(): number {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]);
}
