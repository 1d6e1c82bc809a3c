import {
  changedSubject,
  insertSubject,
  newSubject,
  type Organization,
  type Subject,
  updateSubject,
} from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { ProjectContext } from "../../projects/index.ts";
import type { DeclaredSubject, SubjectForm } from "./declared-subject.ts";
import { fieldProblems, problemsOf } from "./field-problems.ts";
import { matchSubject, subjectsInTheWay } from "./match-subject.ts";
import { isSameRecord, type RecordPlan } from "./record-plan.ts";
import type { StateProblem } from "./state-problem.ts";

/** What a declared member has of its organization, as the state leaves that one; a user has nothing. */
export type DeclaredMembership = Pick<Organization, "id" | "implicitRoles">;

/** A declared member or user, with its form and its place. */
export interface SubjectDeclaration<T extends object> {
  readonly declared: T;
  readonly form: SubjectForm<T>;
  readonly pointer: string;
  /** The member's organization; that of a user is empty. */
  readonly membership: DeclaredMembership;
}

/** Finds the member or user that a declared one is, and what makes it so. Nothing is written. */
export async function planSubject<T extends object>(
  context: ProjectContext,
  { declared, form, pointer, membership }: SubjectDeclaration<T>,
): Promise<RecordPlan<Subject>> {
  const reading = form.read(declared);
  const { id: organizationId } = membership;
  const place = { organizationId, pointer, idField: form.idField, emailField: form.emailField };
  const match = await matchSubject(context, reading, place);
  if (match.kind === "deleted") return match;
  if (match.kind === "refused") return { kind: "refused", problems: [match.problem] };
  const existing = match.kind === "found" ? match.record : undefined;
  const probe = existing ?? { ...newSubject(context, { organizationId, emailAddress: "a@example.com" }), revision: 0 };
  const problems = [
    ...(existing === undefined ? newcomerProblems(context, reading, place) : []),
    ...(await fieldProblems(declared, pointer, (alone) => changedSubject(context, probe, form.read(alone).changes))),
    ...(await subjectsInTheWay(context, reading, { ...place, id: existing?.id })),
  ];
  if (problems.length > 0) return { kind: "refused", problems };
  const { changes, isPending, id } = reading;
  let prospect = existing;
  // What only all fields tell together, and the organization: the roles in effect.
  const rolesPointer = changes.roles === undefined ? pointer : pointerTo(pointer, "roles");
  const together = await problemsOf(rolesPointer, () => {
    if (existing !== undefined) prospect = changedSubject(context, existing, changes, membership);
    else prospect = { ...newSubject(context, { ...changes, organizationId, isPending }, membership), revision: 0 };
  });
  if (prospect === undefined || together.length > 0) return { kind: "refused", problems: together };
  if (existing === undefined) {
    const made = { ...prospect, id: id ?? prospect.id };
    return { kind: "write", isNew: true, prospect: made, write: () => insertSubject(context, made) };
  }
  if (isSameRecord(existing, prospect)) return { kind: "same", prospect: existing };
  const write = () => updateSubject(context, existing, changes, membership);
  return { kind: "write", isNew: false, prospect, write };
}

/** The problems that keep a declared member or user from being made. */
function newcomerProblems(
  { vertical, project }: ProjectContext,
  { id, emailAddress, phoneNumber = "" }: DeclaredSubject,
  { pointer, idField, emailField }: { readonly pointer: string; readonly idField: string; readonly emailField: string },
): readonly StateProblem[] {
  const kind = vertical.subject;
  const problems: StateProblem[] = [];
  const prefix = `${kind}-${project.environment}-`;
  if (id !== undefined && !(id.startsWith(prefix) && /^[a-z]+-[a-z]+-[A-Za-z0-9-]{1,100}$/.test(id))) {
    const message = `the id of a new ${kind} begins with \`${prefix}\` and has up to 100 letters, digits and hyphens more`;
    problems.push({ code: `invalid_${kind}_id`, pointer: pointerTo(pointer, idField), message });
  }
  if (emailAddress === undefined && (kind === "member" || phoneNumber === "")) {
    const message = `\`${emailField}\` is missing, and there is no such ${kind} yet`;
    problems.push({ code: "missing_field", pointer, message });
  }
  return problems;
}
