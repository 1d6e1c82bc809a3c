import { type Issuer, refusedBy, refusedPath } from "./issuer.ts";

const anonymous = "sign in with an address";

/** Firebase Authentication: what the user signed in with, and claims that the project set. */
export const firebase: Issuer = {
  name: "Firebase",
  claims: {
    user_id: "uid1",
    sub: "uid1",
    auth_time: 1767225600,
    email: "ada@example.com",
    email_verified: true,
    firebase: { sign_in_provider: "password", identities: { email: ["ada@example.com"] } },
    admin: true,
  },
  rows: [
    [
      "an administrator",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "uid1:1767225600",
          externalId: "uid1",
          roleIds: ["editor"],
          isEmailVerified: true,
        },
      },
    ],
    [
      "one who is none",
      { admin: false },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "uid1:1767225600",
          externalId: "uid1",
          roleIds: ["reader"],
          isEmailVerified: true,
        },
      },
    ],
    [
      "one of whom nothing is said, whose roles are left alone",
      { admin: undefined },
      {
        gives: { email: "ada@example.com", tokenId: "uid1:1767225600", externalId: "uid1", isEmailVerified: true },
      },
    ],
    ["somebody who signed in with nothing", { firebase: { sign_in_provider: "anonymous" } }, refusedBy(0, anonymous)],
    ["a token that does not say with what", { firebase: {} }, refusedBy(0, anonymous)],
    [
      "a login without a time",
      { auth_time: undefined },
      {
        refused: "token_id_missing",
        naming: { attribute: "token_id", expected: "a string of 1 to 256 characters", found: "nothing" },
      },
    ],
    [
      "a list for an address",
      { email: ["ada@example.com"] },
      refusedPath("email_invalid", ["email", "email"], ["a string", "a list"]),
    ],
  ],
};
