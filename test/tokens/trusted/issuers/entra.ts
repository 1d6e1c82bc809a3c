import type { TrustedAttributes } from "../../../../src/tokens/index.ts";
import { type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const usual: Partial<TrustedAttributes> = {
  email: "ada@contoso.com",
  tokenId: "uti-1",
  externalId: "72f988bf|aa-oid",
  organizationId: "72f988bf",
  roleIds: ["Editor"],
  isEmailVerified: true,
  name: "Ada Lovelace",
};
const overage = "you are in too many groups";

/** Entra ID: verified addresses in `xms_edov`, objects by tenant and `oid`, group overage in `_claim_names`. */
export const entra: Issuer = {
  name: "Entra ID",
  profile: {
    vertical: "b2b",
    attributeMapping: {
      email: "<< token.email ?? token.preferred_username >>",
      email_verified: '<< token.xms_edov == true || token.xms_edov == "1" || token.xms_edov == 1 >>',
      token_id: "uti",
      external_member_id: "<< token.tid >>|<< token.oid >>",
      organization_id: "tid",
      role_ids: "roles",
      name: "name",
    },
    conditions: [
      { expression: "!has(token._claim_names)", message: overage },
      { expression: 'token.ver == "2.0"', message: "" },
    ],
  },
  claims: {
    tid: "72f988bf",
    oid: "aa-oid",
    sub: "pairwise",
    uti: "uti-1",
    ver: "2.0",
    email: "Ada@contoso.com",
    preferred_username: "ada.l@contoso.com",
    name: "Ada Lovelace",
    roles: ["Editor"],
    xms_edov: true,
  },
  rows: [
    ["a usual token", {}, { gives: usual }],
    ["the text `1` of older endpoints", { xms_edov: "1" }, { gives: usual }],
    ["the number 1", { xms_edov: 1 }, { gives: usual }],
    ["an address that nobody verified", { xms_edov: false }, { gives: { ...usual, isEmailVerified: false } }],
    ["no word on the address", { xms_edov: undefined }, { gives: { ...usual, isEmailVerified: false } }],
    ["a user name for want of an address", { email: undefined }, { gives: { ...usual, email: "ada.l@contoso.com" } }],
    ["an account without roles", { roles: undefined }, { gives: without(usual, "roleIds") }],
    ["an account without object id", { oid: undefined }, { gives: without(usual, "externalId") }],
    ["more groups than fit", { _claim_names: { groups: "src1" } }, refusedBy(0, overage)],
    ["a token of the old endpoint", { ver: "1.0" }, refusedBy(1, "")],
    [
      "a tenant that is no text",
      { tid: ["72f988bf"] },
      {
        refused: "attribute_not_evaluated",
        naming: {
          attribute: "external_member_id",
          span: { start: 3, end: 12 },
          code: "wrong-kind",
          message: "`string` needs a string, a number or a boolean but got a list",
        },
      },
    ],
    [
      "a guest's user name that is no address",
      { email: "ada_contoso.com#EXT#" },
      {
        refused: "email_invalid",
        naming: { attribute: "email", expected: "an e-mail address in ASCII", found: "a string of another form" },
      },
    ],
    [
      "roles that are no texts",
      { roles: [{ id: "Editor" }] },
      refusedPath("role_ids_invalid", ["role_ids", "roles"], ["a list of strings", "a list with an object in it"]),
    ],
  ],
};

function without(attributes: Partial<TrustedAttributes>, name: keyof TrustedAttributes): Partial<TrustedAttributes> {
  const { [name]: _, ...rest } = attributes;
  return rest;
}
