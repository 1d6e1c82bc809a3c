import { type Issuer, refusedBy } from "./issuer.ts";

const elsewhere = "only the main branch deploys";

/** GitHub Actions: a workflow has no address, so that the profile makes one. */
export const githubActions: Issuer = {
  name: "GitHub Actions",
  claims: {
    jti: "g1",
    sub: "repo:acme/app:environment:production",
    repository: "acme/app",
    repository_id: "74",
    repository_owner: "acme",
    repository_owner_id: "65",
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
          email: "74@workflows.invalid",
          tokenId: "g1",
          externalId: "github|74",
          organizationId: "65",
          sessionCustomClaims: { run: "acme/app#1234" },
        },
      },
    ],
    [
      "a run without number, which the session does not tell then",
      { run_id: undefined },
      {
        gives: {
          email: "74@workflows.invalid",
          tokenId: "g1",
          externalId: "github|74",
          organizationId: "65",
          sessionCustomClaims: {},
        },
      },
    ],
    ["a run without environment", { environment: undefined }, refusedBy(1, elsewhere)],
    ["another owner", { repository_owner_id: "66" }, refusedBy(0, "")],
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
