import { type Organization, organizationCollection, type Subject, subjectCollection } from "../../directory/index.ts";
import { outlinePolicy, type PolicyOutline } from "../../language/vocabulary/policy-outline.ts";
import type { ConfigurationProblem, ProjectContext, ProjectVerticalId } from "../../projects/index.ts";
import { everyDocument, type StoreScope } from "../../store/index.ts";
import type { Prospects } from "./prospects.ts";

/** The policy that a project has, and the one that is to take its place. */
export interface PolicyChange {
  readonly before: PolicyOutline;
  readonly after: PolicyOutline;
  readonly vertical: ProjectVerticalId;
  readonly prospects: Prospects;
}

/**
 * The problems of taking roles out of a policy: each that is still assigned to a member or user who is not deleted, or
 * by an organization to the members of a domain. A member whose organization is deleted counts as deleted: a deletion
 * that was interrupted may have left some, and nobody can take a role from them. Nothing is read if no role goes.
 */
export async function orphanedRoles(
  { scope, backend: { pacing } }: Pick<ProjectContext, "scope" | "backend">,
  change: PolicyChange,
): Promise<readonly ConfigurationProblem[]> {
  const kept = outlinePolicy(change.after, change.vertical).roleIds;
  const gone = [...outlinePolicy(change.before, change.vertical).roleIds].filter((role) => !kept.has(role));
  if (gone.length === 0) return [];
  const holdersByRole = new Map<string, string[]>(gone.map((role) => [role, []]));
  const ofGone = (roles: readonly string[]) => [...new Set(roles)].filter((role) => holdersByRole.has(role));
  const note = (holder: string, roles: readonly string[]) => {
    for (const role of roles) holdersByRole.get(role)?.push(holder);
  };
  const isInDeleted = deletedOrganizations(scope);
  const { subjects, organizations } = change.prospects;
  for await (const subject of everyDocument(scope.collection(subjectCollection), "recent", pacing)) {
    if (subject.status === "deleted") continue;
    const roles = ofGone((subjects.get(subject.id) ?? subject).roles);
    if (roles.length > 0 && !(await isInDeleted(subject))) note(subject.id, roles);
  }
  // A deleted organization has no slug, and so is not in this index.
  for await (const organization of everyDocument(scope.collection(organizationCollection), "slug", pacing)) {
    note(organization.id, ofGone(implicitRoles(organizations.get(organization.id) ?? organization)));
  }
  return [...holdersByRole].flatMap(([role, holders]) => problemOf(role, holders));
}

/** Tells whether somebody is a member of a deleted organization; each organization is read once. */
function deletedOrganizations(scope: StoreScope): (subject: Subject) => Promise<boolean> {
  const organizations = scope.collection(organizationCollection);
  const isDeletedById = new Map<string, boolean>();
  return async ({ organizationId: id }) => {
    const known = isDeletedById.get(id);
    if (known !== undefined) return known;
    const isDeleted = (await organizations.get(id))?.isDeleted ?? false;
    isDeletedById.set(id, isDeleted);
    return isDeleted;
  };
}

function implicitRoles(organization: Organization): readonly string[] {
  return organization.implicitRoles.map(({ roleId }) => roleId);
}

function problemOf(role: string, [first, ...others]: readonly string[]): readonly ConfigurationProblem[] {
  if (first === undefined) return [];
  const who = others.length === 0 ? `\`${first}\` has` : `\`${first}\` and ${others.length} more have`;
  const message = `the policy cannot do without the role \`${role}\`: ${who} it assigned`;
  const help = "take it from them first, or keep it in the policy";
  return [{ code: "rbac_role_assigned", pointer: "/policy/roles", message, help }];
}
