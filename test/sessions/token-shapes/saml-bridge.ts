import { refusedFor, type Shape } from "./shape.ts";

const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
const role = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

/** What a bridge to SAML makes of assertions: attributes under their URLs and OIDs, one value alone where there is one. */
export const samlBridge: Shape = {
  name: "a SAML bridge",
  vertical: "b2b",
  profile: {
    attributeMapping: {
      email: `${claims}emailaddress`,
      token_id: "saml.session.index",
      external_member_id: "sub",
      organization_id: "saml.issuer.tenant",
      role_ids: role,
      name: "attributes.urn:oid:2.16.840.1.113730.3.1.241",
      email_verified: "saml.verified",
    },
  },
  claims: {
    sub: "samlp|acme|ada@example.com",
    [`${claims}emailaddress`]: "Ada@Example.com",
    [role]: ["editor", "reader"],
    saml: { session: { index: "_1" }, "issuer.tenant": "acme-1" },
    attributes: { "urn:oid:2.16.840.1.113730.3.1.241": "Ada Lovelace" },
  },
  usual: {
    email: "ada@example.com",
    tokenId: "_1",
    externalId: "samlp|acme|ada@example.com",
    organizationId: "acme-1",
    roleIds: ["editor", "reader"],
    name: "Ada Lovelace",
  },
  rows: [
    ["a usual token", {}, { gives: {} }],
    ["no role", { [role]: undefined }, { gives: { roleIds: undefined } }],
    ["roles that are null, which are left alone", { [role]: null }, { gives: { roleIds: undefined } }],
    ["roles that are empty, which are cleared", { [role]: [] }, { gives: { roleIds: [] } }],
    [
      "one role alone, as bridges write one value",
      { [role]: "editor" },
      refusedFor("role_ids_invalid", {
        attribute: "role_ids",
        path: role,
        expected: "a list of strings",
        found: "a string",
      }),
    ],
    [
      "a role in a role",
      { [role]: [["editor"]] },
      refusedFor("role_ids_invalid", {
        attribute: "role_ids",
        path: role,
        expected: "a list of strings",
        found: "a list with a list in it",
      }),
    ],
    [
      "roles that the project does not have",
      { [role]: ["editor", "Domain Users", "CN=Admins"] },
      {
        refused: "invalid_rbac_role_id",
        naming: { attribute: "role_ids", unknown_role_ids: ["Domain Users", "CN=Admins"] },
      },
    ],
    [
      "an address as a list, as of an attribute with several values",
      { [`${claims}emailaddress`]: ["ada@example.com"] },
      refusedFor("email_invalid", {
        attribute: "email",
        path: `${claims}emailaddress`,
        expected: "a string",
        found: "a list",
      }),
    ],
    [
      "a subject with a space, as a distinguished name is",
      { sub: "CN=Ada, OU=It" },
      { refused: "invalid_external_id", naming: { attribute: "external_member_id", characters: [" "] } },
    ],
    [
      "a subject in Cyrillic letters that look like Latin ones",
      { sub: "samlp|acme|\u0430da@example.com" },
      { refused: "invalid_external_id", naming: { attribute: "external_member_id", characters: ["\u0430"] } },
    ],
    ["a tenant by a shorter key", { saml: { session: { index: "_1" }, issuer: { tenant: "acme-1" } } }, { gives: {} }],
    [
      "a longer key that leads nowhere",
      { saml: { session: { index: "_1" }, "issuer.tenant": "acme-1" }, "saml.session": {} },
      { gives: { tokenId: "_1" } },
    ],
    [
      "a longer key that has an object there",
      { "saml.session": { index: { v: 1 } } },
      refusedFor("token_id_invalid", {
        attribute: "token_id",
        path: "saml.session.index",
        expected: "a string",
        found: "an object",
      }),
    ],
    [
      "a longer key that has null there, which is absent",
      { "saml.session": { index: null } },
      refusedFor("token_id_missing", {
        attribute: "token_id",
        path: "saml.session.index",
        expected: "a string of 1 to 256 characters",
        found: "nothing",
      }),
    ],
    [
      "whether the address is verified, as a text",
      { saml: { session: { index: "_1" }, "issuer.tenant": "acme-1", verified: "true" } },
      { gives: { isEmailVerified: false } },
    ],
    ["that the address is verified", { "saml.verified": true }, { gives: { isEmailVerified: true } }],
    ["null in its place", { "saml.verified": null }, { gives: { isEmailVerified: false } }],
    ["a list in its place", { "saml.verified": [true] }, { gives: { isEmailVerified: false } }],
    [
      "a name that is a list",
      { attributes: { "urn:oid:2.16.840.1.113730.3.1.241": ["Ada"] } },
      refusedFor("name_invalid", {
        attribute: "name",
        path: "attributes.urn:oid:2.16.840.1.113730.3.1.241",
        expected: "a string",
        found: "a list",
      }),
    ],
  ],
};
