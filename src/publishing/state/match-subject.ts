import {
  isDeletedSubject,
  type Subject,
  subjectByEmail,
  subjectByExternalId,
  subjectCollection,
} from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import { messageByType, type ProjectContext } from "../../projects/index.ts";
import type { DeclaredSubject } from "./declared-subject.ts";
import type { Match } from "./record-plan.ts";
import type { StateProblem } from "./state-problem.ts";

/** The place of a declared member or user in the state, and its organization. */
export interface SubjectPlace {
  /** The member's organization; empty for a user. */
  readonly organizationId: string;
  readonly pointer: string;
  readonly idField: string;
  readonly emailField: string;
}

/** The member or user with the declared id if there is one; else that with its external id, else that with its address. */
export async function matchSubject(
  context: ProjectContext,
  { id, emailAddress, externalId }: DeclaredSubject,
  { organizationId, pointer, idField, emailField }: SubjectPlace,
): Promise<Match<Subject>> {
  const refuse = (code: string, field: string, message: string): Match<Subject> => ({
    kind: "refused",
    problem: { code, pointer: field === "" ? pointer : pointerTo(pointer, field), message },
  });
  const kind = context.vertical.subject;
  if (id !== undefined) {
    const subject = await context.scope.collection(subjectCollection).get(id);
    if (subject === undefined) return { kind: "none" };
    if (subject.organizationId !== organizationId) {
      return refuse("other_organization", idField, `the ${kind} with this id belongs to another organization`);
    }
    return subject.status === "deleted" ? { kind: "deleted" } : { kind: "found", record: subject };
  }
  if (typeof externalId !== "string" && emailAddress === undefined) {
    const message = `one of \`${idField}\`, \`external_id\` and \`${emailField}\` is needed to find the ${kind}`;
    return refuse("missing_field", "", message);
  }
  if (typeof externalId === "string") {
    const subject = await subjectByExternalId(context, organizationId, externalId);
    if (subject !== undefined) return { kind: "found", record: subject };
  }
  const byEmail = emailAddress === undefined ? undefined : await subjectByEmail(context, organizationId, emailAddress);
  if (byEmail === undefined) {
    const had = { email: emailAddress, externalId: externalId ?? undefined };
    return { kind: (await isDeletedSubject(context, organizationId, had)) ? "deleted" : "none" };
  }
  if (typeof externalId !== "string" || byEmail.externalId === null) return { kind: "found", record: byEmail };
  return refuse("other_external_id", "external_id", `the ${kind} with this e-mail address has another external id`);
}

const typesByKind = {
  member: { email: "duplicate_member_email", externalId: "duplicate_member_external_id" },
  user: { email: "duplicate_email", externalId: "duplicate_user_external_id" },
} as const;

/** The problems of a declared member or user whose external id or address another one has. */
export async function subjectsInTheWay(
  context: ProjectContext,
  { emailAddress, externalId }: DeclaredSubject,
  { organizationId, pointer, emailField, id }: SubjectPlace & { readonly id: string | undefined },
): Promise<readonly StateProblem[]> {
  const types = typesByKind[context.vertical.subject];
  const problems: StateProblem[] = [];
  const note = (holder: Subject | undefined, code: keyof typeof messageByType, field: string) => {
    if (holder === undefined || holder.id === id) return;
    problems.push({ code, pointer: pointerTo(pointer, field), message: messageByType[code] });
  };
  if (emailAddress !== undefined) {
    note(await subjectByEmail(context, organizationId, emailAddress), types.email, emailField);
  }
  if (typeof externalId === "string") {
    note(await subjectByExternalId(context, organizationId, externalId), types.externalId, "external_id");
  }
  return problems;
}
