import type { Organization, Subject } from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import type { ProjectContext } from "../../projects/index.ts";
import type { ReadProject } from "./declared-configuration.ts";
import type { DeclaredOrganization } from "./declared-state.ts";
import { memberForm, userForm } from "./declared-subject.ts";
import { planOrganization } from "./plan-organization.ts";
import { type DeclaredMembership, planSubject } from "./plan-subject.ts";
import type { RecordPlan } from "./record-plan.ts";

/** One organization, member or user that a state declares. */
export type DeclaredRecord = {
  readonly pointer: string;
} & (
  | { readonly what: "organization"; readonly plan: (context: ProjectContext) => Promise<RecordPlan<Organization>> }
  | {
      readonly what: "member" | "user";
      /** The record of the organization whose member it is; nothing for a user. */
      readonly organization: string | undefined;
      readonly plan: (context: ProjectContext, membership: DeclaredMembership) => Promise<RecordPlan<Subject>>;
    }
);

/** The records that a project of a state declares, each organization before its members. */
export function declaredRecords({ declared, pointer }: ReadProject): readonly DeclaredRecord[] {
  const isReservedSlug = reservedSlugs(declared.organizations ?? []);
  const organizations = (declared.organizations ?? []).flatMap((organization, index): readonly DeclaredRecord[] => {
    const at = pointerTo(pointer, "organizations", index);
    const members = (organization.members ?? []).map((member, place): DeclaredRecord => {
      const below = pointerTo(at, "members", place);
      return {
        pointer: below,
        what: "member",
        organization: at,
        plan: (context, membership) =>
          planSubject(context, { declared: member, form: memberForm, pointer: below, membership }),
      };
    });
    const record: DeclaredRecord = {
      pointer: at,
      what: "organization",
      plan: (context) =>
        planOrganization(context, organization, {
          pointer: at,
          isReservedSlug: (slug) => isReservedSlug(slug, organization),
        }),
    };
    return [record, ...members];
  });
  const users = (declared.users ?? []).map((user, index): DeclaredRecord => {
    const at = pointerTo(pointer, "users", index);
    return {
      pointer: at,
      what: "user",
      organization: undefined,
      plan: (context, membership) => planSubject(context, { declared: user, form: userForm, pointer: at, membership }),
    };
  });
  return [...organizations, ...users];
}

/**
 * Tells whether a slug that is made for one organization of a state is kept for another, which is given it as its slug or
 * its external id: the other may come later, and would then be refused.
 */
function reservedSlugs(
  organizations: readonly DeclaredOrganization[],
): (slug: string, organization: DeclaredOrganization) => boolean {
  const slugs = new Set(organizations.map(({ organization_slug: slug }) => slug));
  const externalIds = new Set(organizations.map(({ organization_external_id: externalId }) => externalId));
  return (slug, { organization_external_id: own }) => slugs.has(slug) || (externalIds.has(slug) && slug !== own);
}
