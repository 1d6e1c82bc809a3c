import type { ServerProcess } from "./server-process.ts";

/** Which of the writes that wait go on: all of them, or one. */
export type Passage = "all" | "one";

/**
 * Forces how requests to several processes interleave: each goes on until it is about to write, and none writes before
 * all have come so far or are answered.
 */
export class WriteGate {
  readonly #waiting: (() => void)[] = [];
  #passage: Passage = "all";
  /** Requests that are not answered yet; nothing waits where there are none. */
  #underWay = 0;
  #turns = 0;
  /** The greatest number of writes that waited at the same time. */
  mostWaiting = 0;

  constructor(processes: readonly ServerProcess[]) {
    for (const process of processes) {
      process.onWrite = (goOn) => {
        this.#waiting.push(goOn);
        this.#passIfAllWait();
      };
    }
  }

  /** Makes requests, all at once; where one passes at a time, a different one is first each time. */
  async force<T>(passage: Passage, requests: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
    this.#passage = passage;
    this.#underWay = requests.length;
    return Promise.all(
      requests.map(async (request) => {
        try {
          return await request();
        } finally {
          this.#underWay--;
          this.#passIfAllWait();
        }
      }),
    );
  }

  #passIfAllWait(): void {
    if (this.#waiting.length < this.#underWay || this.#waiting.length === 0) return;
    this.mostWaiting = Math.max(this.mostWaiting, this.#waiting.length);
    const first = this.#turns++ % this.#waiting.length;
    const passing = this.#passage === "all" ? this.#waiting.splice(0) : this.#waiting.splice(first, 1);
    for (const goOn of passing) goOn();
  }
}
