import { type Issuer, refusedBy } from "./issuer.ts";

const elsewhere = "only the main branch deploys";

/** GitHub Actions: a workflow has no address, so that the profile makes one. */
export const githubActions: Issuer = {
  name: "GitHub Actions",
  profile: {
    vertical: "b2b",
    attributeMapping: {
      email: "<< token.repository_id >>@workflows.example.com",
      token_id: "jti",
      external_member_id: "<< token.sub >>",
      organization_id: "repository_owner",
      role_ids: '<< token.environment == "production" ? ["editor"] : ["reader"] >>',
      session_custom_claims: '{ "run": "<< token.repository >>#<< token.run_id >>" }',
    },
    conditions: [
      { expression: 'token.repository_owner in ["acme"]', message: "" },
      { expression: 'token.ref == "refs/heads/main"', message: elsewhere },
    ],
  },
  claims: {
    jti: "g1",
    sub: "repo:acme/app:ref:refs/heads/main",
    repository: "acme/app",
    repository_id: "74",
    repository_owner: "acme",
    ref: "refs/heads/main",
    run_id: "1234",
    environment: "production",
  },
  rows: [
    [
      "a deployment",
      {},
      {
        gives: {
          email: "74@workflows.example.com",
          tokenId: "g1",
          externalId: "repo:acme/app:ref:refs/heads/main",
          organizationId: "acme",
          roleIds: ["editor"],
          sessionCustomClaims: { run: "acme/app#1234" },
        },
      },
    ],
    [
      "a run without environment",
      { environment: "", run_id: undefined },
      {
        gives: {
          email: "74@workflows.example.com",
          tokenId: "g1",
          externalId: "repo:acme/app:ref:refs/heads/main",
          organizationId: "acme",
          roleIds: ["reader"],
          sessionCustomClaims: {},
        },
      },
    ],
    ["another owner", { repository_owner: "evil" }, refusedBy(0, "")],
    ["another branch", { ref: "refs/heads/x" }, refusedBy(1, elsewhere)],
    [
      "a repository without id, which leaves no address",
      { repository_id: undefined },
      {
        refused: "email_missing",
        naming: { attribute: "email", expected: "an e-mail address in ASCII", found: "nothing" },
      },
    ],
    [
      "a repository whose id would make two addresses of one",
      { repository_id: "a@b" },
      {
        refused: "email_invalid",
        naming: { attribute: "email", expected: "an e-mail address in ASCII", found: "a string of another form" },
      },
    ],
  ],
};
