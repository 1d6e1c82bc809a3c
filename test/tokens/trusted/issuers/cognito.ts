import { address, type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const access = "present the ID token";

/** Cognito: ID tokens, whose custom attributes begin with `custom:`, and flags that may be texts. */
export const cognito: Issuer = {
  name: "Cognito",
  claims: {
    sub: "11-22",
    jti: "c1",
    token_use: "id",
    email: "ada@example.com",
    email_verified: "true",
    "custom:tenant": "acme-1",
    "cognito:groups": ["editor"],
    "cognito:username": "ada",
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "c1",
          externalId: "11-22",
          organizationId: "acme-1",
          roleIds: ["editor"],
          isEmailVerified: true,
          sessionCustomClaims: { pool_user: "ada" },
        },
      },
    ],
    [
      "somebody in no group, whose address nobody verified",
      { "cognito:groups": undefined, email_verified: "false", "cognito:username": undefined },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "c1",
          externalId: "11-22",
          roleIds: [],
          organizationId: "acme-1",
          isEmailVerified: false,
          sessionCustomClaims: {},
        },
      },
    ],
    ["an access token", { token_use: "access" }, refusedBy(0, access)],
    ["no address", { email: undefined }, refusedPath("email_missing", ["email", "email"], [address, "nothing"])],
    [
      "a tenant that is no text",
      { "custom:tenant": 1 },
      refusedPath("organization_id_invalid", ["organization_id", "custom:tenant"], ["a string", "a number"]),
    ],
    [
      "no token id, as of a pool without revocation",
      { jti: undefined },
      refusedPath("token_id_missing", ["token_id", "jti"], ["a string of 1 to 256 characters", "nothing"]),
    ],
  ],
};
