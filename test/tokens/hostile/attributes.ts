import { claims } from "../support/trusted-tokens.ts";
import { bodyWith, bodyWithout, claimRows, type HostileToken, row } from "./row.ts";

const attributeRow = claimRows("invalid_trusted_auth_token");
const organizationRow = claimRows("invalid_token_organization_id_claim");

/** Tokens that are verified, and whose claims are not what the attribute mapping needs. */
export const hostileAttributes: readonly HostileToken[] = [
  row({ name: "no e-mail address", reason: "email_missing", hostile: { payload: bodyWithout("email") } }),
  row({
    name: "an e-mail address in a prototype",
    reason: "email_missing",
    hostile: { payload: `${bodyWithout("email").slice(0, -1)},"__proto__":{"email":"${claims.email}"}}` },
    control: { payload: bodyWith('"__proto__":{"email":"eve@example.com"}') },
  }),
  attributeRow("an e-mail address that is null", "email_missing", { email: null }),
  attributeRow("a list of e-mail addresses", "email_invalid", { email: [claims.email] }),
  attributeRow("two e-mail addresses in one text", "email_invalid", { email: `${claims.email},eve@example.com` }),
  attributeRow("an e-mail address with a line feed", "email_invalid", { email: `${claims.email}\n` }),
  attributeRow("an e-mail address with a letter that lower-cases to ASCII", "email_invalid", {
    email: claims.email.replace("e", "\u212a"),
  }),
  row({ name: "no token id", reason: "token_id_missing", hostile: { payload: bodyWithout("jti") } }),
  attributeRow("an empty token id", "token_id_invalid", { jti: "" }),
  attributeRow("a token id of 257 characters", "token_id_invalid", { jti: "x".repeat(257) }, { jti: "x".repeat(256) }),
  attributeRow("an empty external id", "external_id_invalid", { sub: "" }),
  organizationRow("an organization that is a number", "organization_id_invalid", { org: 1 }),
  organizationRow("an empty organization", "organization_id_invalid", { org: "" }),
  organizationRow("a list of organizations", "organization_id_invalid", { org: [claims.org] }),
  attributeRow("one role in place of a list", "role_ids_invalid", { assignments: "editor" }),
  attributeRow("a number among the roles", "role_ids_invalid", { assignments: ["editor", 1] }),
];
