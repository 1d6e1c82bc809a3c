import { refusedFor, type Shape } from "./shape.ts";

const session = "https://stytch.com/session";
const email = `<< token["${session}"].authentication_factors[0].email_factor.email_address >>`;

/** Session JWTs of another project of Stytch's kind, whose claims are under URLs, and whose subjects are ids like ours. */
export const foreignSessions: Shape = {
  name: "session JWTs of another project",
  vertical: "b2b",
  profile: {
    issuer: "stytch.com/project-live-other",
    audience: "project-live-other",
    attributeMapping: {
      email,
      token_id: `${session}.id`,
      external_member_id: "other|<< token.sub >>",
      organization_id: "https://stytch.com/organization.slug",
      role_ids: `<< token["${session}"].roles.filter(r, r.startsWith("app_")).map(r, r.substring(4)) >>`,
    },
  },
  claims: {
    sub: "member-live-1",
    [session]: {
      id: "session-live-1",
      roles: ["stytch_member", "app_editor"],
      authentication_factors: [{ type: "magic_link", email_factor: { email_address: "ada@example.com" } }],
    },
    "https://stytch.com/organization": { organization_id: "organization-live-1", slug: "acme-1" },
  },
  usual: {
    email: "ada@example.com",
    tokenId: "session-live-1",
    externalId: "other|member-live-1",
    organizationId: "acme-1",
    roleIds: ["editor"],
  },
  rows: [
    ["a usual token", {}, { gives: {} }],
    [
      "no roles but those of the other project",
      {
        [session]: {
          id: "s",
          roles: ["stytch_member"],
          authentication_factors: [{ email_factor: { email_address: "ada@example.com" } }],
        },
      },
      { gives: { tokenId: "s", roleIds: [] } },
    ],
    [
      "a factor without an address",
      { [session]: { id: "s", roles: [], authentication_factors: [{ phone_number_factor: {} }] } },
      refusedFor("email_missing", {
        attribute: "email",
        span: { start: 0, end: email.length },
        expected: "an e-mail address in ASCII",
        found: "nothing",
      }),
    ],
    [
      "no factor",
      { [session]: { id: "s", roles: [], authentication_factors: [] } },
      refusedFor("email_missing", {
        attribute: "email",
        span: { start: 0, end: email.length },
        expected: "an e-mail address in ASCII",
        found: "nothing",
      }),
    ],
    [
      "factors by name",
      { [session]: { id: "s", roles: [], authentication_factors: { email_factor: {} } } },
      refusedFor("email_missing", {
        attribute: "email",
        span: { start: 0, end: email.length },
        expected: "an e-mail address in ASCII",
        found: "nothing",
      }),
    ],
    [
      "an address with a list in its place",
      { [session]: { id: "s", roles: [], authentication_factors: [{ email_factor: { email_address: [] } }] } },
      refusedFor("email_invalid", {
        attribute: "email",
        span: { start: 3, end: email.length - 3 },
        expected: "a string",
        found: "a list",
      }),
    ],
    [
      "roles that are one text",
      {
        [session]: {
          id: "s",
          roles: "app_editor",
          authentication_factors: [{ email_factor: { email_address: "ada@example.com" } }],
        },
      },
      refusedFor("attribute_not_evaluated", {
        attribute: "role_ids",
        span: { start: 3, end: 76 },
        code: "wrong-kind",
        message: "`filter` needs a list or an object but got a string",
      }),
    ],
    [
      "a session without an id",
      { [session]: { roles: [], authentication_factors: [{ email_factor: { email_address: "ada@example.com" } }] } },
      refusedFor("token_id_missing", {
        attribute: "token_id",
        path: `${session}.id`,
        expected: "a string of 1 to 256 characters",
        found: "nothing",
      }),
    ],
    [
      "an organization that this project does not have",
      { "https://stytch.com/organization": { slug: "acme-2" } },
      { refused: "organization_not_found" },
    ],
    [
      "an organization that is no text",
      { "https://stytch.com/organization": { slug: 7 } },
      {
        refused: "invalid_token_organization_id_claim",
        naming: {
          reason: "organization_id_invalid",
          attribute: "organization_id",
          path: "https://stytch.com/organization.slug",
          expected: "a string",
          found: "a number",
        },
      },
    ],
  ],
};
