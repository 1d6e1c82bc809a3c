import type { NameParts } from "./subject.ts";
import type { GivenMemberSettings } from "./subject-settings.ts";

/** The details of a member or user that can be given, be it new or there already; what is undefined is not said. */
export interface SubjectDetails {
  /** Null is none. */
  readonly externalId?: string | null | undefined;
  /** A member's name. */
  readonly name?: string | undefined;
  /** A user's name. */
  readonly nameParts?: GivenNameParts | undefined;
  /** A member that has another one keeps it: the change is refused. */
  readonly phoneNumber?: string | undefined;
  /** The roles that are assigned directly, in the place of those before. */
  readonly roles?: readonly string[] | undefined;
  /** Merged into what is there, as `changedTrustedMetadata` does. */
  readonly trustedMetadata?: unknown;
  /** Merged into what is there, as `mergeMetadata` does. */
  readonly untrustedMetadata?: unknown;
  /** A member's. */
  readonly settings?: GivenMemberSettings | undefined;
}

/** Parts of a user's name; what is undefined is not said. */
export type GivenNameParts = { readonly [part in keyof NameParts]?: string | undefined };

/** The details of a member. */
export type MemberDetails = Omit<SubjectDetails, "nameParts">;

/** The details of a user. */
export type UserDetails = Omit<SubjectDetails, "name" | "settings">;
