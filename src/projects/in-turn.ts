import type { Backend } from "./backend.ts";

/** By backend, that is by server: the end of the last work on each document that something is being done to. */
const endsByBackend = new WeakMap<Backend, Map<string, Promise<void>>>();

/**
 * Does work that changes a document of a project when all that this server was asked to do to it before is done, so that
 * its changes do not race each other and none waits longer than those before it take. Changes of other servers are settled
 * by compare-and-set. The work must not wait for other work on the same document.
 */
export async function inTurn<T>(
  backend: Backend,
  document: `${"configuration" | "key ring" | "secrets"} of ${string}`,
  work: () => Promise<T>,
): Promise<T> {
  const ends = endsByBackend.get(backend) ?? new Map<string, Promise<void>>();
  endsByBackend.set(backend, ends);
  const result = (ends.get(document) ?? Promise.resolve()).then(work);
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
