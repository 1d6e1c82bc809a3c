import type { TrustedAttributes } from "../../../../src/tokens/index.ts";
import { type Issuer, refusedPath } from "./issuer.ts";

const usual: Partial<TrustedAttributes> = {
  email: "ada@example.com",
  tokenId: "trrtcc:1",
  externalId: "f:1",
  organizationId: "acme",
  roleIds: ["editor", "reader"],
  isEmailVerified: true,
};

/** Keycloak: roles of a client whose id has dots, and organizations by name. */
export const keycloak: Issuer = {
  name: "Keycloak",
  claims: {
    sub: "f:1",
    jti: "trrtcc:1",
    azp: "my.app",
    email: "ada@example.com",
    email_verified: true,
    realm_access: { roles: ["offline_access"] },
    resource_access: { "my.app": { roles: ["editor", "reader"] }, my: { other: true }, account: { roles: [] } },
    organization: { acme: { id: "1" } },
  },
  rows: [
    ["a usual token", {}, { gives: usual }],
    ["organizations as a list", { organization: ["acme"] }, { gives: usual }],
    [
      "a client without a dot, whose roles are another's",
      { resource_access: { my: { app: { roles: ["reader"] } } } },
      { gives: { ...usual, roleIds: [] } },
    ],
    [
      "a client whose id begins as the other's does",
      { resource_access: { my: { app: { roles: ["reader"] } }, "my.app": { roles: ["editor"] } } },
      { gives: { ...usual, roleIds: ["editor"] } },
    ],
    [
      "a client without a list of roles",
      { resource_access: { my: { app: { roles: ["reader"] } }, "my.app": { other: true } } },
      { gives: { ...usual, roleIds: [] } },
    ],
    [
      "no roles of the client",
      { resource_access: { account: { roles: ["x"] } } },
      { gives: { ...usual, roleIds: [] } },
    ],
    ["no roles at all", { resource_access: undefined }, { gives: { ...usual, roleIds: [] } }],
    [
      "a role that is none of those that are taken",
      { resource_access: { "my.app": { roles: ["stytch_admin", "reader"] } } },
      { gives: { ...usual, roleIds: ["reader"] } },
    ],
    ["a role twice", { resource_access: { "my.app": { roles: ["editor", "editor", "reader"] } } }, { gives: usual }],
    [
      "roles in an object, whose keys they are",
      { resource_access: { "my.app": { roles: { editor: true } } } },
      { gives: { ...usual, roleIds: ["editor"] } },
    ],
    [
      "an empty subject",
      { sub: "" },
      refusedPath(
        "external_id_invalid",
        ["external_member_id", "sub"],
        ["a string that is not empty", "an empty string"],
      ),
    ],
    [
      "an organization that is a number",
      { organization: 7 },
      {
        refused: "attribute_not_evaluated",
        naming: {
          attribute: "organization_id",
          span: { start: 3, end: 37 },
          code: "wrong-kind",
          message: "`map` needs a list or an object but got a number",
        },
      },
    ],
  ],
};
