/** The lane of this run, see `vitest.config.ts`. */
const lane = process.env.CLAIMSMITH_LANE;

/** How much is tried: the first in usual runs, the second in the long lane. */
export function effort<T = number>(usual: T, long: T): T {
  return lane === "long" ? long : usual;
}
