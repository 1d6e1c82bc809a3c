import { inTurn, type ProjectContext, settling } from "../projects/index.ts";
import { retryUntilSettled } from "../store/index.ts";
import type { SessionName } from "./find-session.ts";

/**
 * Does something that changes a session, from the read to the write, after all that this server was asked before to do to
 * it; and all of it again where another server came first. Rejects with the `ApiError` `service_unavailable` when the time
 * for that is over, waiting included.
 */
export function inSessionTurn<T>(context: ProjectContext, name: SessionName, attempt: () => Promise<T>): Promise<T> {
  const { backend, project } = context;
  const { pacing } = backend;
  const retrying = settling(backend);
  const startedAt = pacing.elapsedMilliseconds();
  const inTurnOnce = () =>
    inTurn(backend, `session ${queueOf(name)} of ${project.id}`, attempt, {
      maxMilliseconds: Math.max(0, retrying.maxMilliseconds - (pacing.elapsedMilliseconds() - startedAt)),
      late: () => retrying.unsettled(undefined),
    });
  return retryUntilSettled(inTurnOnce, retrying);
}

/** By what names the session: its id is not known before it is read. Where both names are in use, there are two queues. */
function queueOf(name: SessionName): string {
  return name.kind === "token" ? name.tokenHash : name.sessionId;
}
