import type { AskForTurn } from "../../store/index.ts";

/** The longest that one work goes on between two turns of the event loop, in milliseconds. */
const maxShareMilliseconds = 10;

/**
 * The turns of the event loop, for works that would keep it: each asks often, and gets nothing as long as it has lasted at
 * most 10 ms since it began or had its last turn, else what resolves after a turn. Those that wait go on in the order in
 * which they asked, one in each turn, so the loop is kept by one of them at a time.
 *
 * @param now milliseconds, by a clock that only goes forward
 * @param nextTurn does something in the next turn of the loop, after what has arrived was read
 */
export function loopTurns(
  now: () => number = () => performance.now(),
  nextTurn: (act: () => void) => void = setImmediate,
): () => AskForTurn {
  const waiting: (() => void)[] = [];
  const give = () => {
    waiting.shift()?.();
    if (waiting.length > 0) nextTurn(give);
  };
  return () => {
    let sharedAt = now();
    return () => {
      if (now() - sharedAt <= maxShareMilliseconds) return undefined;
      return new Promise((resolve) => {
        const goOn = () => {
          sharedAt = now();
          resolve();
        };
        if (waiting.push(goOn) === 1) nextTurn(give);
      });
    };
  };
}
