import { invariant } from "../language/invariant.ts";
import type { JsonObject } from "../language/json.ts";
import { rbacOf } from "../policy/index.ts";
import type { ProjectContext } from "../projects/index.ts";
import type { NewDocument } from "../store/index.ts";
import { readMetadata } from "./metadata.ts";
import type { Organization } from "./organization.ts";
import { assignedRoles } from "./roles.ts";
import type { Subject } from "./subject.ts";

/**
 * The data that a session template reads of a member and its organization, or of a user, in the shape of the
 * vocabulary. What is unset is null. The records need not be stored yet.
 */
export function templateData(
  context: ProjectContext,
  subject: NewDocument<Subject>,
  organization: NewDocument<Organization> | undefined,
): JsonObject {
  const rbac = { ...rbacOf(context.active.policy, assignedRoles(context, subject, organization)) };
  const common = {
    external_id: subject.externalId,
    email_address: subject.emailAddress,
    rbac,
    trusted_metadata: readMetadata(subject.trustedMetadata),
  };
  if (context.vertical.subject === "user") {
    const { firstName, middleName, lastName } = subject.nameParts;
    const name = { first_name: set(firstName), middle_name: set(middleName), last_name: set(lastName) };
    return { user: { user_id: subject.id, ...common, name, phone_number: set(subject.phoneNumber) } };
  }
  invariant(organization !== undefined, "a member has an organization");
  return {
    member: { member_id: subject.id, ...common, name: set(subject.name) },
    organization: {
      organization_id: organization.id,
      external_id: organization.externalId,
      organization_name: organization.name,
      organization_slug: organization.slug,
      trusted_metadata: readMetadata(organization.trustedMetadata),
    },
  };
}

/** The text, or null where the API's empty string says that there is none. */
function set(text: string): string | null {
  return text === "" ? null : text;
}
