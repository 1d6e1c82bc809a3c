import { ApiError, type ProjectContext } from "../projects/index.ts";
import { type Subject, subjectCollection } from "./subject.ts";
import { rewriteSubject } from "./update-subject.ts";

/**
 * Makes a deleted member active again, with its e-mail address, external id, roles and metadata; sessions that ended stay
 * so. The id is ours: an external id does not do. Rejects with `no_deleted_member_found_for_reactivation`, with
 * `reactivation_email_belongs_to_another_member`, and with `duplicate_member_external_id`.
 */
export async function reactivateSubject(
  context: ProjectContext,
  organizationId: string,
  memberId: string,
): Promise<Subject> {
  const member = await context.scope.collection(subjectCollection).get(memberId);
  if (member?.organizationId !== organizationId) throw new ApiError("no_deleted_member_found_for_reactivation");
  try {
    return await rewriteSubject(context, member, (current) => {
      if (current.status !== "deleted") throw new ApiError("no_deleted_member_found_for_reactivation");
      return {
        ...current,
        status: "active",
        emailKey: current.emailAddress,
        externalIdKey: current.externalId,
        updatedAt: context.backend.clock(),
      };
    });
  } catch (error) {
    const isTaken = error instanceof ApiError && error.type === "duplicate_member_email";
    throw isTaken ? new ApiError("reactivation_email_belongs_to_another_member") : error;
  }
}
