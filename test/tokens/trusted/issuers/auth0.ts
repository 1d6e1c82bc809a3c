import { address, type Issuer, refusedBy, refusedPath, texts } from "./issuer.ts";

const verified = "confirm your address first";

/** Custom claims under a URL of one's own, as actions add them. */
export const auth0: Issuer = {
  name: "Auth0",
  claims: {
    sub: "auth0|6543",
    email: "Ada@Example.com",
    email_verified: true,
    name: "Ada Lovelace",
    iat: 1767225600,
    org_id: "org_abc",
    "https://acme.example.com/claims": { roles: ["editor"], plan: "pro" },
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "auth0|6543:1767225600",
          externalId: "auth0|6543",
          organizationId: "org_abc",
          roleIds: ["editor"],
          isEmailVerified: true,
          name: "Ada Lovelace",
          trustedMetadata: { plan: "pro" },
        },
      },
    ],
    [
      "one without custom claims, which deletes what is no longer said",
      { "https://acme.example.com/claims": undefined },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "auth0|6543:1767225600",
          externalId: "auth0|6543",
          organizationId: "org_abc",
          isEmailVerified: true,
          name: "Ada Lovelace",
          trustedMetadata: { plan: null },
        },
      },
    ],
    ["an address that is not confirmed", { email_verified: false }, refusedBy(0, verified)],
    ["the text `true` in its place", { email_verified: "true" }, refusedBy(0, verified)],
    ["no word on the address", { email_verified: undefined }, refusedBy(0, verified)],
    [
      "no address, as with a login by phone",
      { email: undefined },
      refusedPath("email_missing", ["email", "email"], [address, "nothing"]),
    ],
    [
      "one role instead of a list",
      { "https://acme.example.com/claims": { roles: "editor" } },
      refusedPath("role_ids_invalid", ["role_ids", "https://acme.example.com/claims.roles"], [texts, "a string"]),
    ],
    [
      "a name in parts",
      { name: { given: "Ada" } },
      refusedPath("name_invalid", ["name", "name"], ["a string", "an object"]),
    ],
  ],
};
