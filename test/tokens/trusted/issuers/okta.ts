import { address, type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const outsiders = "only staff may sign in here";

/** An authorization server of one's own, with a claim of groups. */
export const okta: Issuer = {
  name: "Okta",
  claims: {
    sub: "00u1a2b3",
    email: "ada@example.com",
    email_verified: true,
    preferred_username: "ada@corp.example.com",
    jti: "ID.x",
    groups: ["Everyone", "Staff", "app-editor"],
    organization: "acme-1",
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "ID.x",
          externalId: "okta|00u1a2b3",
          organizationId: "acme-1",
          roleIds: ["editor"],
          isEmailVerified: true,
        },
      },
    ],
    [
      "one without address, for which a user name does not stand in",
      { email: null },
      refusedPath("email_missing", ["email", "email"], [address, "nothing"]),
    ],
    [
      "one without the groups of the application, which clears the roles",
      { groups: ["Staff"] },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "ID.x",
          externalId: "okta|00u1a2b3",
          organizationId: "acme-1",
          roleIds: [],
          isEmailVerified: true,
        },
      },
    ],
    [
      "one without subject, which has no external id",
      { sub: undefined },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "ID.x",
          organizationId: "acme-1",
          roleIds: ["editor"],
          isEmailVerified: true,
        },
      },
    ],
    ["somebody who is in no group", { groups: [] }, refusedBy(0, outsiders)],
    ["no groups at all", { groups: undefined }, refusedBy(0, outsiders)],
    ["one group as a text", { groups: "Staff" }, refusedBy(0, outsiders)],
    [
      "groups that are no texts",
      { groups: ["Staff", 7] },
      {
        refused: "attribute_not_evaluated",
        naming: {
          attribute: "role_ids",
          span: { start: 26, end: 46 },
          code: "wrong-kind",
          message: "`startsWith` needs a string but got a number",
        },
      },
    ],
    [
      "a token id that is a number",
      { jti: 4 },
      refusedPath("token_id_invalid", ["token_id", "jti"], ["a string", "a number"]),
    ],
  ],
};
