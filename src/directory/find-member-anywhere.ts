import { ApiError, type ProjectContext } from "../projects/index.ts";
import { type Organization, organizationCollection } from "./organization.ts";
import { type Subject, subjectCollection } from "./subject.ts";

/**
 * The member of an id, of whatever organization, and that organization; an external id does not do, for several
 * organizations may have it. Rejects with `member_not_found` when there is none, and unless deleted ones are included also
 * when the member or its organization is deleted.
 */
export async function findMemberAnywhere(
  { scope }: ProjectContext,
  memberId: string,
  { includeDeleted }: { readonly includeDeleted: boolean },
): Promise<{ readonly member: Subject; readonly organization: Organization }> {
  const member = await scope.collection(subjectCollection).get(memberId);
  const organization = member && (await scope.collection(organizationCollection).get(member.organizationId));
  if (member === undefined || organization === undefined) throw new ApiError("member_not_found");
  const isDeleted = member.status === "deleted" || organization.isDeleted;
  if (isDeleted && !includeDeleted) throw new ApiError("member_not_found");
  return { member, organization };
}
