import { readFileSync } from "node:fs";

/** How long a clock tick of `/proc` is on Linux, in milliseconds. */
const tickMilliseconds = 10;

/** The processor time that a process has used, in milliseconds; `undefined` when it has ended, or where there is no `/proc`. */
export function usedMilliseconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return undefined;
    return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
  } catch {
    return undefined;
  }
}

/** A process and those that it has started; empty when it has ended, or where there is no `/proc`. */
export function processTree(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return [pid, ...children.split(" ").filter(Boolean).map(Number)];
  } catch {
    return [];
  }
}

/** The processor time of some processes since it was made, also of those that end meanwhile. */
export class Usage {
  readonly #before: ReadonlyMap<number, number>;
  readonly #used = new Map<number, number>();

  constructor(processes: readonly number[]) {
    this.#before = new Map(processes.map((pid) => [pid, usedMilliseconds(pid) ?? 0]));
  }

  /** How much it is now, in milliseconds; of a process that has ended, what it was when this was last asked for. */
  measure(): number {
    for (const [pid, before] of this.#before) {
      const now = usedMilliseconds(pid);
      if (now !== undefined) this.#used.set(pid, now - before);
    }
    return [...this.#used.values()].reduce((sum, part) => sum + part, 0);
  }
}
