import { type Issuer, refusedPath, texts } from "./issuer.ts";

/** Tokens that a program of one's own signs, as Stytch's guide has them. */
export const ownTokens: Issuer = {
  name: "Tokens of your own",
  claims: {
    sub: "user_123456",
    jti: "o1",
    email: "ada.lovelace@example.com",
    assignments: ["editor", "reader"],
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "ada.lovelace@example.com",
          tokenId: "o1",
          externalId: "user_123456",
          roleIds: ["editor", "reader"],
        },
      },
    ],
    [
      "one that says nothing of roles, which are left alone",
      { assignments: undefined },
      { gives: { email: "ada.lovelace@example.com", tokenId: "o1", externalId: "user_123456" } },
    ],
    [
      "roles in one text",
      { assignments: "editor reader" },
      refusedPath("role_ids_invalid", ["role_ids", "assignments"], [texts, "a string"]),
    ],
  ],
};
