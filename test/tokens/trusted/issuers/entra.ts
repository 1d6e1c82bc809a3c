import type { TrustedAttributes } from "../../../../src/tokens/index.ts";
import { type Issuer, refusedBy } from "./issuer.ts";

const usual: Partial<TrustedAttributes> = {
  email: "ada@contoso.com",
  tokenId: "uti-1",
  externalId: "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90|aa-oid",
  organizationId: "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90",
  roleIds: ["Editor"],
  isEmailVerified: true,
  name: "Ada Lovelace",
};
const stranger = "your organization is not a customer";

/** Entra ID: verified addresses in `xms_edov`, and objects by tenant and `oid`. */
export const entra: Issuer = {
  name: "Entra ID, many tenants",
  claims: {
    iss: "https://login.microsoftonline.com/3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90/v2.0",
    tid: "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90",
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
    [
      "a user name for want of an address, which is not verified by what is said of addresses",
      { email: undefined },
      { gives: { ...usual, email: "ada.l@contoso.com", isEmailVerified: false } },
    ],
    [
      "the same where the address is null",
      { email: null },
      { gives: { ...usual, email: "ada.l@contoso.com", isEmailVerified: false } },
    ],
    ["an account without roles", { roles: undefined }, { gives: { ...usual, roleIds: [] } }],
    ["an account without object id", { oid: undefined }, { gives: without(usual, "externalId") }],
    ["a tenant that is no customer", { tid: "11111111-2222-4333-8444-555555555555" }, refusedBy(0, stranger)],
    ["a token without tenant", { tid: undefined }, refusedBy(0, stranger)],
    ["a token of the old endpoint", { ver: "1.0" }, refusedBy(1, "")],
    ["a tenant that is no text", { tid: ["3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90"] }, refusedBy(0, stranger)],
    [
      "a guest's user name that is no address",
      { email: "ada_contoso.com#EXT#" },
      {
        refused: "email_invalid",
        naming: { attribute: "email", expected: "an e-mail address in ASCII", found: "a string of another form" },
      },
    ],
    [
      "roles that are no texts, and so none of those that are taken",
      { roles: [{ id: "Editor" }] },
      { gives: { ...usual, roleIds: [] } },
    ],
  ],
};

function without(attributes: Partial<TrustedAttributes>, name: keyof TrustedAttributes): Partial<TrustedAttributes> {
  const { [name]: _, ...rest } = attributes;
  return rest;
}
