import {
  changedOrganization,
  createOrganization,
  type ImplicitRole,
  newOrganization,
  type Organization,
  type OrganizationChanges,
  type OrganizationFields,
  type OrganizationSettings,
  updateOrganization,
} from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { Exactly, NothingLeft, ProjectContext } from "../../projects/index.ts";
import type { DeclaredAssignment, DeclaredOrganization } from "./declared-state.ts";
import { fieldProblems, problemsOf } from "./field-problems.ts";
import { matchOrganization, organizationsInTheWay } from "./match-organization.ts";
import { isSameRecord, type RecordPlan } from "./record-plan.ts";
import type { StateProblem } from "./state-problem.ts";

/** Finds the organization that a declared one is, and what makes it so. Nothing is written. */
export async function planOrganization(
  context: ProjectContext,
  declared: DeclaredOrganization,
  {
    pointer,
    isReservedSlug,
  }: {
    readonly pointer: string;
    /** What a slug that is made for it must not be. */
    readonly isReservedSlug: (slug: string) => boolean;
  },
): Promise<RecordPlan<Organization>> {
  const match = await matchOrganization(context, declared, pointer);
  if (match.kind === "deleted") return match;
  if (match.kind === "refused") return { kind: "refused", problems: [match.problem] };
  const existing = match.kind === "found" ? match.record : undefined;
  const probe = existing ?? (await prospectOf(context, { name: "name", slug: "slug" }));
  const problems = [
    ...(existing === undefined ? await newcomerProblems(context, declared, pointer) : []),
    ...(await fieldProblems(declared, pointer, (alone) => changedOrganization(context, probe, changesOf(alone)))),
    ...(await organizationsInTheWay(context, declared, { id: existing?.id, pointer })),
  ];
  if (problems.length > 0) return { kind: "refused", problems };
  const changes = changesOf(declared);
  if (existing === undefined) {
    const { organization_id: id, organization_name: name = "" } = declared;
    const fields = { ...changes, id, name, isReservedSlug };
    const prospect = await prospectOf(context, fields);
    return { kind: "write", isNew: true, prospect, write: () => createOrganization(context, fields) };
  }
  const prospect = changedOrganization(context, existing, changes);
  if (isSameRecord(existing, prospect)) return { kind: "same", prospect: existing };
  return { kind: "write", isNew: false, prospect, write: () => updateOrganization(context, existing, changes) };
}

async function prospectOf(context: ProjectContext, fields: OrganizationFields): Promise<Organization> {
  return { ...(await newOrganization(context, fields)), revision: 0 };
}

/** The problems that keep a declared organization from being made. */
async function newcomerProblems(
  context: ProjectContext,
  { organization_id: id, organization_name: name }: DeclaredOrganization,
  pointer: string,
): Promise<readonly StateProblem[]> {
  const fields = { id, name: "name", slug: "slug" };
  const problems = await problemsOf(pointerTo(pointer, "organization_id"), () => newOrganization(context, fields));
  if (name !== undefined) return problems;
  const message = "`organization_name` is missing, and there is no such organization yet";
  return [...problems, { code: "missing_field", pointer, message }];
}

function changesOf(declared: DeclaredOrganization): Required<OrganizationChanges> {
  const {
    organization_id: _id,
    members: _members,
    organization_name: name,
    organization_slug: slug,
    organization_external_id: externalId,
    organization_logo_url: logoUrl,
    trusted_metadata: trustedMetadata,
    rbac_email_implicit_role_assignments: assignments,
    ...settings
  } = declared;
  settings satisfies Exactly<OrganizationSettings, typeof settings>;
  return {
    name,
    slug,
    externalId,
    logoUrl,
    trustedMetadata,
    implicitRoles: assignments?.map(readAssignment),
    settings,
  };
}

function readAssignment(declared: DeclaredAssignment): ImplicitRole {
  const { domain, role_id: roleId, ...rest } = declared;
  rest satisfies NothingLeft;
  return { domain, roleId };
}
