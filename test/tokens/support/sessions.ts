import { b2bTokens, type TokenProject } from "../../../src/tokens/index.ts";
import { projectId } from "./key-rings.ts";

export const startedAt = Date.UTC(2026, 0, 1, 0, 5, 0, 789);

export const project: TokenProject = {
  projectId,
  issuer: "stytch",
  publicUrl: "https://login.example.com",
  customAudience: "",
  namespace: "https://stytch.com/",
};

/** What is minted, but for the key. */
export const minting = {
  project,
  vertical: b2bTokens,
  session: {
    sessionId: "session-test-33333333-3333-4333-8333-333333333333",
    subjectId: "member-test-44444444-4444-4444-8444-444444444444",
    startedAt,
    lastAccessedAt: startedAt,
    expiresAt: startedAt + 3_600_000,
    userAgent: "",
    ipAddress: "",
    factors: [
      {
        type: "trusted_auth_token",
        deliveryMethod: "trusted_token_exchange",
        lastAuthenticatedAt: startedAt,
        details: { trusted_auth_token_factor: { token_id: "evt_8841" } },
      },
    ],
    roles: ["stytch_member", "editor"],
  },
  organization: { organizationId: "organization-test-22222222-2222-4222-8222-222222222222", slug: "acme" },
  claims: { tier: "gold", roles: ["stytch_member", "editor"] },
  now: startedAt,
};
