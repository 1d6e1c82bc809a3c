import type { Backend } from "./backend.ts";

/** By backend, that is by server: the end of the last work on each document that something is being done to. */
const endsByBackend = new WeakMap<Backend, Map<string, Promise<void>>>();

/** The waiting of work for its turn. */
export interface TurnWait {
  readonly maxMilliseconds: number;
  /** Gives what is thrown when that time is over, in the place of doing the work; unless given it is done then. */
  readonly late?: () => unknown;
}

/** As long as a request may take, for nobody waits for the answer any more. */
const usualWait: TurnWait = { maxMilliseconds: 30_000 };

/**
 * Does work that changes a document of a project when all that this server was asked to do to it before is done, so that
 * its changes do not race each other and none waits longer than those before it take. Work that hangs holds up the others
 * for a time, and then no more: what races is settled by compare-and-set, as changes of other servers are. The work must
 * not wait for other work on the same document.
 */
export async function inTurn<T>(
  backend: Backend,
  document: `${"configuration" | "key ring" | "secrets" | `session ${string}`} of ${string}`,
  work: () => Promise<T>,
  wait: TurnWait = usualWait,
): Promise<T> {
  const ends = endsByBackend.get(backend) ?? new Map<string, Promise<void>>();
  endsByBackend.set(backend, ends);
  const result = turnAfter(ends.get(document), backend, wait).then(work);
  const end = result.then(
    () => {},
    () => {},
  );
  ends.set(document, end);
  try {
    return await result;
  } finally {
    if (ends.get(document) === end) ends.delete(document);
  }
}

/** Resolves when the work before is done, or has taken too long; rejects in the latter case where that is not waited for. */
function turnAfter(
  before: Promise<void> | undefined,
  { pacing }: Backend,
  { maxMilliseconds, late }: TurnWait,
): Promise<void> {
  if (before === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const callOff = pacing.after(maxMilliseconds, () => (late === undefined ? resolve() : reject(late())));
    before.then(() => {
      callOff();
      resolve();
    });
  });
}
