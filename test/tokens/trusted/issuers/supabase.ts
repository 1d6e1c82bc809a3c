import { type Issuer, refusedBy, refusedPath, texts } from "./issuer.ts";

const anonymous = "anonymous users have no account here";

/** Supabase Auth: what the user may write is in `user_metadata`, what the project wrote in `app_metadata`. */
export const supabase: Issuer = {
  name: "Supabase",
  claims: {
    sub: "9d1f",
    session_id: "s1",
    email: "ada@example.com",
    role: "authenticated",
    aal: "aal1",
    is_anonymous: false,
    app_metadata: { provider: "email", roles: ["reader"] },
    user_metadata: { roles: ["stytch_admin"], email_verified: true },
  },
  rows: [
    [
      "a usual token, and nothing of what the user wrote",
      {},
      {
        gives: {
          email: "ada@example.com",
          tokenId: "s1",
          externalId: "9d1f",
          roleIds: ["reader"],
          trustedMetadata: { provider: "email", aal: "aal1" },
        },
      },
    ],
    [
      "a project without roles",
      { app_metadata: { provider: "github" } },
      {
        gives: {
          email: "ada@example.com",
          tokenId: "s1",
          externalId: "9d1f",
          trustedMetadata: { provider: "github", aal: "aal1" },
        },
      },
    ],
    ["a service key", { role: "service_role" }, refusedBy(0, "")],
    ["an anonymous user", { is_anonymous: true }, refusedBy(1, anonymous)],
    ["an older token that does not say", { is_anonymous: undefined }, refusedBy(1, anonymous)],
    [
      "no address, as with a login by phone",
      { email: "" },
      refusedPath("email_invalid", ["email", "email"], ["an e-mail address in ASCII", "an empty string"]),
    ],
    [
      "roles by name",
      { app_metadata: { roles: { reader: true } } },
      refusedPath("role_ids_invalid", ["role_ids", "app_metadata.roles"], [texts, "an object"]),
    ],
  ],
};
