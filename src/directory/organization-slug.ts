import { maxIdCharacters } from "../language/vocabulary/limits.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { asciiLowerCase } from "./ascii-lower-case.ts";
import { organizationCollection } from "./organization.ts";
import { isDotSegment, looksLikeId } from "./record-ids.ts";

const slugPattern = /^[A-Za-z0-9._~-]{2,128}$/;
const suffixBytes = 4;

/** The slug, if it can be one; throws `invalid_organization_slug`, also for what looks like an organization id. */
export function checkedSlug(text: string): string {
  if (!slugPattern.test(text) || isDotSegment(text) || looksLikeId("organization", text))
    throw new ApiError("invalid_organization_slug");
  return text;
}

/**
 * A slug made of a text, for one who gives none: with a random end when another organization has it now, as its slug or as
 * its external id, which requests could not tell from it, or when it is reserved.
 */
export async function freeSlug(
  { scope, backend }: ProjectContext,
  text: string,
  isReserved: (slug: string) => boolean = () => false,
): Promise<string> {
  const organizations = scope.collection(organizationCollection);
  const slug = slugOf(text);
  const isTaken =
    isReserved(slug) ||
    (await organizations.findOne("slug", [slug])) !== undefined ||
    (await organizations.findOne("external_id", [slug])) !== undefined;
  if (!isTaken) return slug;
  const suffix = Buffer.from(backend.random(suffixBytes)).toString("hex");
  return `${slug.slice(0, maxIdCharacters - suffix.length - 1)}-${suffix}`;
}

/** A slug for any text: what a slug cannot hold becomes hyphens. */
function slugOf(text: string): string {
  const slug = asciiLowerCase(text)
    .replace(/[^a-z0-9._~-]+/g, "-")
    .slice(0, maxIdCharacters - 4)
    .replace(/^-/, "")
    .replace(/-$/, "");
  if (slug.length >= 2 && !isDotSegment(slug) && !looksLikeId("organization", slug)) return slug;
  return slug === "" ? "org" : `org-${slug}`;
}
