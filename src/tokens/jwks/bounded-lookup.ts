import type { LookupAddress } from "node:dns";

/** Looks up the addresses of a host name; rejects if there are none. */
export type LookUpHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * The same look-up, of which at most so many run at once; the others wait for their turn. The system's look-up holds a
 * thread of few, for as long as a name server pleases.
 */
export function boundedLookup(lookUp: LookUpHost, limit: number): LookUpHost {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (hostname) => {
    if (running < limit) running += 1;
    else await new Promise<void>((proceed) => waiting.push(proceed));
    try {
      return await lookUp(hostname);
    } finally {
      const proceed = waiting.shift();
      if (proceed === undefined) running -= 1;
      else proceed();
    }
  };
}
