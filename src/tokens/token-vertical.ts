/** The differences between B2B and consumer projects where tokens are concerned. */
export interface TokenVertical {
  readonly id: "b2b" | "consumer";
  /** Whether a session is in an organization, which its JWT then names. */
  readonly hasOrganization: boolean;
  /** The attribute of a trusted token that is the subject's external id. */
  readonly externalIdAttribute: "external_member_id" | "external_user_id";
}

/** Sessions of members of an organization. */
export const b2bTokens: TokenVertical = {
  id: "b2b",
  hasOrganization: true,
  externalIdAttribute: "external_member_id",
};

/** Sessions of users. */
export const consumerTokens: TokenVertical = {
  id: "consumer",
  hasOrganization: false,
  externalIdAttribute: "external_user_id",
};
