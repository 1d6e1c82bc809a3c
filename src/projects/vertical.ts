import type { TokenVertical } from "../tokens/index.ts";

/**
 * The differences between B2B and consumer projects: what a session's subject is, and whether there is an organization
 * around it.
 */
export interface Vertical extends TokenVertical {
  /** The kind of subject, as ids begin with it and as errors name it. */
  readonly subject: "member" | "user";
}

/** Members in organizations. */
const b2b: Vertical = {
  id: "b2b",
  hasOrganization: true,
  externalIdAttribute: "external_member_id",
  subject: "member",
};

/** Users of the project itself. */
const consumer: Vertical = {
  id: "consumer",
  hasOrganization: false,
  externalIdAttribute: "external_user_id",
  subject: "user",
};

/** The verticals of projects by id. */
export const verticals = { b2b, consumer } as const;

/** The id of a project's vertical. */
export type ProjectVerticalId = keyof typeof verticals;
