import { type Organization, organizationCollection } from "../../directory/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import { messageByType, type ProjectContext } from "../../projects/index.ts";
import type { DeclaredOrganization } from "./declared-state.ts";
import type { Match } from "./record-plan.ts";
import type { StateProblem } from "./state-problem.ts";

/** The organization with the declared id if it has one; else that with its external id, else that with its slug. */
export async function matchOrganization(
  { scope }: ProjectContext,
  declared: DeclaredOrganization,
  pointer: string,
): Promise<Match<Organization>> {
  const organizations = scope.collection(organizationCollection);
  const { organization_id: id, organization_external_id: externalId, organization_slug: slug } = declared;
  if (id !== undefined) return matchOf(await organizations.get(id));
  if (typeof externalId !== "string" && slug === undefined) {
    const message = "one of `organization_id`, `organization_external_id` and `organization_slug` is needed to find it";
    return { kind: "refused", problem: { code: "missing_field", pointer, message } };
  }
  if (typeof externalId === "string") {
    const match = matchOf(await organizations.findOne("external_id", [externalId]));
    if (match.kind !== "none") return match;
  }
  const match = slug === undefined ? matchOf(undefined) : matchOf(await organizations.findOne("slug", [slug]));
  // Nothing else says which organization it is, and one that was deleted stays so.
  const isNamedBySlugAlone = match.kind === "none" && slug !== undefined && typeof externalId !== "string";
  if (isNamedBySlugAlone) return matchOf(await organizations.findOne("former_slug", [slug]));
  if (match.kind !== "found" || typeof externalId !== "string" || match.record.externalId === null) return match;
  const message = "the organization with this slug has another external id";
  const at = pointerTo(pointer, "organization_external_id");
  return { kind: "refused", problem: { code: "other_external_id", pointer: at, message } };
}

/** The problems of a declared organization whose slug or external id another one has. */
export async function organizationsInTheWay(
  { scope }: ProjectContext,
  declared: DeclaredOrganization,
  { id, pointer }: { readonly id: string | undefined; readonly pointer: string },
): Promise<readonly StateProblem[]> {
  const organizations = scope.collection(organizationCollection);
  const { organization_slug: slug, organization_external_id: externalId } = declared;
  const problems: StateProblem[] = [];
  const bySlug = slug === undefined ? undefined : await organizations.findOne("slug", [slug]);
  if (bySlug !== undefined && bySlug.id !== id) {
    const code = "organization_slug_already_used";
    problems.push({ code, pointer: pointerTo(pointer, "organization_slug"), message: messageByType[code] });
  }
  const byExternalId =
    typeof externalId === "string" ? await organizations.findOne("external_id", [externalId]) : undefined;
  if (byExternalId !== undefined && byExternalId.id !== id) {
    const code = "organization_external_id_already_used";
    problems.push({ code, pointer: pointerTo(pointer, "organization_external_id"), message: messageByType[code] });
  }
  return problems;
}

function matchOf(organization: Organization | undefined): Match<Organization> {
  if (organization === undefined) return { kind: "none" };
  return organization.isDeleted ? { kind: "deleted" } : { kind: "found", record: organization };
}
