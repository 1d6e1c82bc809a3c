import type { ProjectContext, Vertical } from "../projects/index.ts";
import type { NewDocument } from "../store/index.ts";
import { type DuplicateTypes, namingDuplicates } from "./duplicates.ts";
import { type Subject, subjectCollection } from "./subject.ts";

/** The errors of a subject one of whose keys another one has, by kind of subject and by index. */
export const subjectDuplicates = {
  member: { email: "duplicate_member_email", external_id: "duplicate_member_external_id" },
  user: { email: "duplicate_email", external_id: "duplicate_user_external_id" },
} as const satisfies Record<Vertical["subject"], DuplicateTypes>;

/**
 * Writes a new member or user. Rejects with `duplicate_member_email` or `duplicate_member_external_id`, for users
 * `duplicate_email` or `duplicate_user_external_id`, when one of the organization that is not deleted has the same.
 */
export function insertSubject(context: ProjectContext, subject: NewDocument<Subject>): Promise<Subject> {
  const subjects = context.scope.collection(subjectCollection);
  return namingDuplicates(subjectDuplicates[context.vertical.subject], () => subjects.insert(subject));
}
