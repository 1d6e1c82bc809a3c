import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";

/** Whom sessions are for: a member of an organization, or a user of a consumer project. */
export type Subject = Document & {
  /** The member's organization; empty for a user. */
  readonly organizationId: string;
  readonly status: SubjectStatus;
  /** In lower case; null for a user without one. */
  readonly emailAddress: string | null;
  readonly externalId: string | null;
  /** The e-mail address and the external id again while the subject is not deleted, then null: what uniqueness goes by. */
  readonly emailKey: string | null;
  readonly externalIdKey: string | null;
  /** A member's name; empty if unset. A user has the parts instead. */
  readonly name: string;
  readonly nameParts: NameParts;
  /** A user's phone number in E.164 form, or a member's for MFA; empty if unset. */
  readonly phoneNumber: string;
  /** The roles that were assigned directly. */
  readonly roles: readonly string[];
  /** JSON text, as the untrusted metadata. */
  readonly trustedMetadata: string;
  readonly untrustedMetadata: string;
  /** The rest of the API's fields, as they were sent: stored and returned, and acted on by nothing here. JSON text. */
  readonly otherFields: string;
  /** Raised to end every session of the subject. */
  readonly sessionEpoch: number;
  readonly createdAt: EpochMilliseconds;
  readonly updatedAt: EpochMilliseconds;
  /** `-createdAt`: the latest come first. */
  readonly recency: number;
};

export type SubjectStatus = "active" | "pending" | "invited" | "deleted";

export interface NameParts {
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
}

/** The members or users of a project, deleted ones too. */
export const subjectCollection = declareCollection<Subject>()({
  name: "subjects",
  version: 1,
  indexes: {
    email: { fields: ["organizationId", "emailKey"], unique: true, sparse: true },
    external_id: { fields: ["organizationId", "externalIdKey"], unique: true, sparse: true },
    email_by_status: { fields: ["organizationId", "emailAddress", "status"], sparse: true },
    external_id_by_status: { fields: ["organizationId", "externalId", "status"], sparse: true },
    organization: { fields: ["organizationId", "recency"] },
    recent: { fields: ["recency"] },
  },
});
