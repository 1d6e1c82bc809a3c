import { type Document, declareCollection, type EpochMilliseconds } from "../store/index.ts";

/** A session of a member or a user. */
export type Session = Document & {
  readonly subjectId: string;
  /** Empty in consumer projects. */
  readonly organizationId: string;
  /** SHA-256 of the session token, which is kept nowhere. */
  readonly tokenHash: string;
  readonly startedAt: EpochMilliseconds;
  readonly lastAccessedAt: EpochMilliseconds;
  /** The session is over when `now >= expiresAt`. */
  readonly expiresAt: EpochMilliseconds;
  readonly factors: readonly Factor[];
  /** All custom claims that the session was sent, composed: a `SessionPatch` as JSON text. */
  readonly patch: string;
  /** The epochs of subject and organization when it began: it has been revoked with all others once they differ. */
  readonly subjectEpoch: number;
  readonly organizationEpoch: number;
};

/** A trusted token that the session's subject was attested with. */
export interface Factor {
  readonly profileId: string;
  readonly tokenId: string;
  readonly createdAt: EpochMilliseconds;
  readonly lastAuthenticatedAt: EpochMilliseconds;
  /** Whether the token itself named the organization. */
  readonly namesOrganization: boolean;
}

/** The sessions of a project. Those that are over are absent. */
export const sessionCollection = declareCollection<Session>()({
  name: "sessions",
  version: 1,
  indexes: {
    token: { fields: ["tokenHash"], unique: true },
    subject: { fields: ["subjectId", "startedAt"] },
  },
  expiresAt: "expiresAt",
});
