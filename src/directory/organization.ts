import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";

/** An organization of a B2B project. */
export type Organization = Document & {
  readonly name: string;
  /** Null once it is deleted, so that another may take it. */
  readonly slug: string | null;
  /** The slug that it had when it was deleted; null until then. */
  readonly formerSlug: string | null;
  /** Kept when it is deleted: no other organization may ever have it. */
  readonly externalId: string | null;
  readonly logoUrl: string;
  /** JSON text. */
  readonly trustedMetadata: string;
  /** Roles that members have by the domain of their e-mail address. */
  readonly implicitRoles: readonly ImplicitRole[];
  /** The rest of the API's fields, as they were sent: stored and returned, and acted on by nothing here. JSON text. */
  readonly otherFields: string;
  readonly isDeleted: boolean;
  /** Raised to end every session in the organization. */
  readonly sessionEpoch: number;
  readonly createdAt: EpochMilliseconds;
  readonly updatedAt: EpochMilliseconds;
};

export interface ImplicitRole {
  readonly domain: string;
  readonly roleId: string;
}

/** The organizations of a project, deleted ones too. */
export const organizationCollection = declareCollection<Organization>()({
  name: "organizations",
  version: 1,
  indexes: {
    slug: { fields: ["slug"], unique: true, sparse: true },
    former_slug: { fields: ["formerSlug"], sparse: true },
    external_id: { fields: ["externalId"], unique: true, sparse: true },
  },
});
