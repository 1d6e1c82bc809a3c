import type { ImplicitRole } from "./organization.ts";
import type { GivenOrganizationSettings } from "./organization-settings.ts";

/** The details of an organization that can be given, be it new or there already; what is undefined is not said. */
export interface OrganizationDetails {
  /** A new one has a slug that is made of its name, unless given. */
  readonly slug?: string | undefined;
  /** Null is none. */
  readonly externalId?: string | null | undefined;
  readonly logoUrl?: string | undefined;
  /** Merged into what is there, as `changedTrustedMetadata` does. */
  readonly trustedMetadata?: unknown;
  /** These in the place of those before. */
  readonly implicitRoles?: readonly ImplicitRole[] | undefined;
  readonly settings?: GivenOrganizationSettings | undefined;
}
