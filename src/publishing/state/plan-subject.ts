import { changedSubject, insertSubject, newSubject, type Subject, updateSubject } from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { ProjectContext } from "../../projects/index.ts";
import type { DeclaredSubject, SubjectForm } from "./declared-subject.ts";
import { fieldProblems } from "./field-problems.ts";
import { matchSubject, subjectsInTheWay } from "./match-subject.ts";
import { isSameRecord, type RecordPlan } from "./record-plan.ts";
import type { StateProblem } from "./state-problem.ts";

/** A declared member or user, with its form and its place. */
export interface SubjectDeclaration<T extends object> {
  readonly declared: T;
  readonly form: SubjectForm<T>;
  readonly pointer: string;
  /** The member's organization; empty for a user. */
  readonly organizationId: string;
}

/** Finds the member or user that a declared one is, and what makes it so. Nothing is written. */
export async function planSubject<T extends object>(
  context: ProjectContext,
  { declared, form, pointer, organizationId }: SubjectDeclaration<T>,
): Promise<RecordPlan<Subject>> {
  const reading = form.read(declared);
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
  if (existing === undefined) {
    const made = newSubject(context, { ...changes, organizationId, isPending });
    const document = { ...made, id: id ?? made.id };
    const prospect = { ...document, revision: 0 };
    return { kind: "write", isNew: true, prospect, write: () => insertSubject(context, document) };
  }
  const prospect = changedSubject(context, existing, changes);
  if (isSameRecord(existing, prospect)) return { kind: "same", prospect: existing };
  return { kind: "write", isNew: false, prospect, write: () => updateSubject(context, existing, changes) };
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
