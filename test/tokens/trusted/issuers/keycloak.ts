import type { TrustedAttributes } from "../../../../src/tokens/index.ts";
import { type Issuer, refusedPath, texts } from "./issuer.ts";

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
      "a client without a dot that leads to the same place",
      { resource_access: { my: { app: { roles: ["reader"] } } } },
      { gives: { ...usual, roleIds: ["reader"] } },
    ],
    [
      "a client whose id begins as the other's does: the longer key goes first",
      { resource_access: { my: { app: { roles: ["reader"] } }, "my.app": { roles: ["editor"] } } },
      { gives: { ...usual, roleIds: ["editor"] } },
    ],
    [
      "and gives way where it leads nowhere",
      { resource_access: { my: { app: { roles: ["reader"] } }, "my.app": { other: true } } },
      { gives: { ...usual, roleIds: ["reader"] } },
    ],
    [
      "no roles of the client",
      { resource_access: { account: { roles: ["x"] } } },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "trrtcc:1",
          externalId: "f:1",
          organizationId: "acme",
          isEmailVerified: true,
        },
      },
    ],
    ["a role twice", { resource_access: { "my.app": { roles: ["editor", "editor", "reader"] } } }, { gives: usual }],
    [
      "roles in an object",
      { resource_access: { "my.app": { roles: { editor: true } } } },
      refusedPath("role_ids_invalid", ["role_ids", "resource_access.my.app.roles"], [texts, "an object"]),
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
