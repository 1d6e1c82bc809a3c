import {
  canonicalEmail,
  changedSubject,
  checkedExternalId,
  checkRoleIds,
  isDeletedSubject,
  newSubject,
  type Organization,
  type Subject,
  subjectByEmail,
  subjectByExternalId,
} from "../directory/index.ts";
import { defaultRoleId } from "../language/vocabulary/default-policy.ts";
import { ApiError, type ProjectContext, type TrustedTokenProfile } from "../projects/index.ts";
import type { TrustedAttributes } from "../tokens/index.ts";
import { changed, created, type Draft, unchanged } from "./draft.ts";
import { requireCreation, requireLink } from "./link-by-email.ts";
import type { LiveSession } from "./live-session.ts";
import { namingAttribute } from "./naming-attribute.ts";
import { withTokenDetails } from "./with-token-details.ts";

/** The sources of the member or user of an attest: what names it. */
export interface SubjectSources {
  readonly profile: TrustedTokenProfile;
  readonly attributes: TrustedAttributes;
  /** The organization that it is a member of; none in consumer projects. */
  readonly organization: Draft<Organization> | undefined;
  /** The session that the token is to be attached to. */
  readonly attachTo: LiveSession | undefined;
  /** Is told how the subject was found, or that it would be made. */
  readonly tell?: ((way: SubjectWay) => void) | undefined;
}

/** The way in which a token leads to somebody. */
export type SubjectWay = "external_id" | "email" | "created";

/**
 * The member or user that a token speaks of: by external id, whatever its e-mail address; else by e-mail address, as the
 * profile links by it, and the record gets the external id if it has none. One that does not exist is made where the
 * profile allows it and would take the token's word for the address. The roles that the token maps become the assigned
 * ones, and what it says of name and trusted metadata is theirs.
 */
export async function attestSubject(context: ProjectContext, sources: SubjectSources): Promise<Draft<Subject>> {
  const { attributes, attachTo } = sources;
  const roles = assignableRoles(context, attributes.roleIds);
  const found = await existingSubject(context, sources);
  if (attachTo !== undefined) {
    const isSame = found?.id === attachTo.subject.id;
    const { subject } = context.vertical;
    if (!isSame) {
      throw new ApiError(subject === "member" ? "member_session_member_id_mismatch" : "session_user_id_mismatch");
    }
  }
  if (found !== undefined) {
    return updated(context, found, { attributes, roles, organization: sources.organization?.document });
  }
  return provisionedSubject(context, sources, roles);
}

/** The default role is everybody's: a token may name it, and it is not assigned. */
function assignableRoles(context: ProjectContext, roleIds: readonly string[] | undefined) {
  const always = defaultRoleId(context.vertical.id);
  const roles = roleIds?.filter((id) => id !== always);
  const { policy } = context.active;
  const known = new Set(policy.rolesInEffect(roles ?? []));
  const unknown = (roles ?? []).filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const shown = unknown.slice(0, maxShownRoleIds).map((id) => [...id].slice(0, maxShownCharacters).join(""));
    throw new ApiError("invalid_rbac_role_id", undefined, { attribute: "role_ids", unknown_role_ids: shown });
  }
  return roles && namingAttribute("role_ids", () => checkRoleIds(context, roles));
}

/** How many unknown role ids an answer tells, and how much of each. */
const maxShownRoleIds = 20;
const maxShownCharacters = 128;

async function existingSubject(
  context: ProjectContext,
  { profile, attributes, organization, tell }: SubjectSources,
): Promise<Subject | undefined> {
  // Nobody is in an organization that is only about to be made.
  if (organization?.write === "insert") return undefined;
  const { externalId, email } = attributes;
  const organizationId = organization?.document.id ?? "";
  const [named, reached] = await Promise.all([
    externalId === undefined ? undefined : subjectByExternalId(context, organizationId, externalId),
    subjectByEmail(context, organizationId, email),
  ]);
  // One that another attest has made between the two reads has just that external id, and was found by it.
  const found = named ?? (externalId !== undefined && reached?.externalId === externalId ? reached : undefined);
  if (found !== undefined) tell?.("external_id");
  if (found !== undefined || reached === undefined) return found;
  requireLink(profile, attributes);
  // To leave the claim out must not be weaker than to have a wrong one in it.
  const mapsExternalId = Object.hasOwn(profile.attributeMapping, context.vertical.externalIdAttribute);
  if (reached.externalId !== null && mapsExternalId) {
    const details = { attribute: context.vertical.externalIdAttribute };
    throw new ApiError("trusted_token_external_id_mismatch", undefined, details);
  }
  tell?.("email");
  return reached;
}

/** Whoever is attested has signed in: an invited or pending subject is active from then on. */
function updated(
  context: ProjectContext,
  subject: Subject,
  {
    attributes,
    roles,
    organization,
  }: {
    readonly attributes: TrustedAttributes;
    readonly roles: readonly string[] | undefined;
    readonly organization: Organization | undefined;
  },
): Draft<Subject> {
  const fill = subject.externalId === null ? attributes.externalId : undefined;
  const assign = roles === undefined || isSameList(roles, subject.roles) ? undefined : roles;
  if (assign !== undefined) {
    namingAttribute("role_ids", () => changedSubject(context, subject, { roles: assign }, organization));
  }
  const isSame = fill === undefined && assign === undefined && subject.status === "active";
  const settled = isSame
    ? subject
    : changedSubject(context, subject, { externalId: checkedFill(context, fill), roles: assign, status: "active" });
  const detailed = withTokenDetails(context, settled, attributes);
  return detailed === subject ? unchanged(subject) : changed(detailed);
}

/** An external id that a record may get, if there is one; what is wrong with it is told by its attribute. */
function checkedFill({ vertical }: ProjectContext, externalId: string | undefined): string | undefined {
  if (externalId === undefined) return undefined;
  return namingAttribute(vertical.externalIdAttribute, () => checkedExternalId(vertical.subject, externalId));
}

async function provisionedSubject(
  context: ProjectContext,
  { profile, attributes, organization, tell }: SubjectSources,
  roles: readonly string[] | undefined,
): Promise<Draft<Subject>> {
  const organizationId = organization?.document.id ?? "";
  const { email, externalId } = attributes;
  const { subject } = context.vertical;
  requireCreation(profile, attributes);
  if (organization?.write !== "insert" && (await isDeletedSubject(context, organizationId, { email, externalId }))) {
    throw new ApiError(subject === "member" ? "member_deleted" : "user_deleted");
  }
  if (!profile.canJitProvision) {
    throw new ApiError(
      subject === "member" ? "member_not_found" : "user_not_found",
      `the ${subject} that the token speaks of does not exist, and the profile does not allow to make it`,
    );
  }
  namingAttribute("email", () => canonicalEmail(email));
  const fields = { organizationId, emailAddress: email, externalId: checkedFill(context, externalId), roles };
  // All else was checked: what is left to refuse are the roles that it would have with those of the organization.
  const made = namingAttribute("role_ids", () => newSubject(context, fields, organization?.document));
  tell?.("created");
  return created(withTokenDetails(context, { ...made, revision: 0 }, attributes));
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
