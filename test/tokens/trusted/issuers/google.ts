import { address, type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const foreign = "sign in with your account of example.com";

/** Google: users of one Workspace, with names in parts. */
export const google: Issuer = {
  name: "Google",
  claims: {
    sub: "1137",
    iat: 1767225600,
    hd: "example.com",
    email: "ada@example.com",
    email_verified: true,
    given_name: "Ada",
    family_name: "Lovelace",
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "1137:1767225600",
          externalId: "google|1137",
          isEmailVerified: true,
          name: { first_name: "Ada", last_name: "Lovelace" },
        },
      },
    ],
    [
      "somebody with one name",
      { family_name: undefined },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "1137:1767225600",
          externalId: "google|1137",
          isEmailVerified: true,
          name: { first_name: "Ada" },
        },
      },
    ],
    ["a private account", { hd: undefined }, refusedBy(0, foreign)],
    ["an account of another domain", { hd: "evil.example" }, refusedBy(0, foreign)],
    ["an address that is not verified", { email_verified: false }, refusedBy(0, foreign)],
    [
      "an address with letters beyond ASCII",
      { email: "ada@exämple.com" },
      refusedPath("email_invalid", ["email", "email"], [address, "a string of another form"]),
    ],
    [
      "a name that is no text",
      { given_name: 7 },
      {
        refused: "name_invalid",
        naming: { attribute: "name", expected: "an object", found: "an object of another form" },
      },
    ],
  ],
};
