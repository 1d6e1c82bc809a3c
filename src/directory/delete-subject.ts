import { ApiError, type ProjectContext } from "../projects/index.ts";
import { subjectNotFound } from "./find-subject.ts";
import type { Subject } from "./subject.ts";
import { rewriteSubject } from "./update-subject.ts";

/**
 * Marks a member or user as deleted and ends its sessions. Its e-mail address and external id are free for others, and are
 * remembered. Deleting what is deleted changes nothing.
 */
export async function deleteSubject(context: ProjectContext, subject: Subject): Promise<Subject> {
  return rewriteSubject(context, subject, (current) =>
    current.status === "deleted"
      ? current
      : {
          ...current,
          status: "deleted",
          emailKey: null,
          externalIdKey: null,
          sessionEpoch: current.sessionEpoch + 1,
          updatedAt: context.backend.clock(),
        },
  );
}

/** Ends every session of a member or user that has begun. Rejects with `member_not_found` or `user_not_found` for one that is deleted. */
export function endSessions(context: ProjectContext, subject: Subject): Promise<Subject> {
  return rewriteSubject(context, subject, (current) => {
    if (current.status === "deleted") throw new ApiError(subjectNotFound[context.vertical.subject]);
    return { ...current, sessionEpoch: current.sessionEpoch + 1 };
  });
}
