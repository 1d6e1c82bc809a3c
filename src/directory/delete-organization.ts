import type { ProjectContext } from "../projects/index.ts";
import type { Paged } from "../store/index.ts";
import { changeDocument } from "./change-document.ts";
import { deleteSubject } from "./delete-subject.ts";
import { type Organization, organizationCollection } from "./organization.ts";
import { type Subject, subjectCollection } from "./subject.ts";

/** So few that others are served between two such steps. */
const membersAtATime = 50;

/**
 * Marks an organization as deleted, ends every session in it, and deletes its members. Its slug is free for others; its id
 * and its external id are not. Deleting what is deleted goes on where it was left.
 *
 * The organization comes first: with it, no member is within reach any more, whenever the rest is done.
 */
export async function deleteOrganization(context: ProjectContext, organization: Organization): Promise<Organization> {
  const deleted = await changeDocument(context, {
    collection: context.scope.collection(organizationCollection),
    document: organization,
    change: (current) => ({
      ...current,
      slug: null,
      formerSlug: current.slug ?? current.formerSlug,
      isDeleted: true,
      sessionEpoch: current.sessionEpoch + 1,
      updatedAt: context.backend.clock(),
    }),
    notFound: "organization_not_found",
  });
  await deleteMembers(context, organization.id);
  return deleted;
}

/** Deletes the members of an organization, page by page; those who are deleted already are not written. */
export async function deleteMembers(context: ProjectContext, organizationId: string): Promise<void> {
  const members = context.scope.collection(subjectCollection);
  let page: Paged<Subject> | undefined;
  do {
    const after = page?.next;
    page = await members.find("organization", [organizationId], {
      limit: membersAtATime,
      ...(after !== undefined && { after }),
    });
    const left = page.items.filter(({ status }) => status !== "deleted");
    await Promise.all(left.map((member) => deleteSubject(context, member)));
  } while (page.next !== undefined);
}
