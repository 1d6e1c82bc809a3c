import { type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const outsiders = "only staff may sign in here";

/** An authorization server of one's own, with a claim of groups. */
export const okta: Issuer = {
  name: "Okta",
  profile: {
    vertical: "b2b",
    attributeMapping: {
      email: "<< token.email ?? token.preferred_username >>",
      token_id: "jti",
      external_member_id: "okta|<< token.sub >>",
      organization_id: "acme-1",
      role_ids: '<< token.groups.filter(g, g.startsWith("app-")).map(g, g.substring(4)) >>',
    },
    conditions: [{ expression: '"Staff" in token.groups', message: outsiders }],
  },
  claims: {
    sub: "00u1a2b3",
    email: "ada@example.com",
    preferred_username: "ada@corp.example.com",
    jti: "ID.x",
    groups: ["Everyone", "Staff", "app-editor"],
    "acme-1": "acme-1",
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
        },
      },
    ],
    [
      "one without address, whose user name stands in",
      { email: null },
      {
        gives: {
          email: "ada@corp.example.com",
          tokenId: "ID.x",
          externalId: "okta|00u1a2b3",
          organizationId: "acme-1",
          roleIds: ["editor"],
        },
      },
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
        },
      },
    ],
    [
      "one without subject, which has no external id",
      { sub: undefined },
      {
        gives: { email: "ada@example.com", tokenId: "ID.x", organizationId: "acme-1", roleIds: ["editor"] },
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
