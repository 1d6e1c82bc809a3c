import { refusedAs, refusedFor, type Shape } from "./shape.ts";

const tenant = "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90";
const other = "11111111-2222-4333-8444-555555555555";
const issuerOf = (id: string) => `https://sts.windows.net/${id}/`;

/** Access tokens of Entra ID's older endpoint: an issuer for each tenant, and the client in `appid`, elsewhere in `azp`. */
export const entraAccessTokens: Shape = {
  name: "access tokens of Entra ID",
  vertical: "b2b",
  profile: {
    issuer: "https://sts.windows.net/<< token.tid >>/",
    audience: "api://shop",
    acceptedAudiences: ["6f1c8a44-92d3-4be0-a7a5-1de0c3b2f715"],
    acceptedClients: ["client-1", "client-2"],
    linkByEmail: "verified",
    attributeMapping: {
      email: "<< token.email ?? token.upn >>",
      email_verified: '<< token.xms_edov == true || token.xms_edov == "1" >>',
      token_id: "uti",
      external_member_id: "<< token.tid >>|<< token.oid >>",
      organization_id: '<< token.tid == "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90" ? "acme-1" : null >>',
      role_ids: '<< token.scp.split(" ").filter(s, s in ["editor", "reader"]) >>',
    },
    conditions: [
      { expression: "!has(token._claim_names) && token.hasgroups != true", message: "too many groups" },
      { expression: 'token.ver == "1.0"', message: "another endpoint" },
    ],
  },
  claims: {
    iss: issuerOf(tenant),
    aud: "api://shop",
    tid: tenant,
    oid: "oid-1",
    uti: "u1",
    ver: "1.0",
    appid: "client-1",
    upn: "ada@example.com",
    xms_edov: true,
    scp: "editor openid reader",
    hasgroups: false,
  },
  usual: {
    email: "ada@example.com",
    tokenId: "u1",
    externalId: `${tenant}|oid-1`,
    organizationId: "acme-1",
    roleIds: ["editor", "reader"],
    isEmailVerified: true,
  },
  rows: [
    ["a usual token", {}, { gives: {} }],
    ["the other audience", { aud: "6f1c8a44-92d3-4be0-a7a5-1de0c3b2f715" }, { gives: {} }],
    ["an audience among others", { aud: ["x", "api://shop"] }, { gives: {} }],
    ["the other client", { appid: "client-2" }, { gives: {} }],
    ["the client in `azp`, whatever `appid` says", { azp: "client-1", appid: "evil" }, { gives: {} }],
    [
      "the client in `client_id`, whatever else says",
      { client_id: "client-2", azp: "evil", appid: "evil" },
      { gives: {} },
    ],
    ["no scope, which leaves the roles alone", { scp: undefined }, { gives: { roleIds: undefined } }],
    ["an empty scope, which clears them", { scp: "" }, { gives: { roleIds: [] } }],
    ["the text `1`", { xms_edov: "1" }, { gives: {} }],
    [
      "another tenant with its own issuer",
      { iss: issuerOf(other), tid: other },
      { refused: "token_missing_organization_id_claim" },
    ],
    [
      "a `tid` that does not agree with `iss`",
      { tid: other },
      refusedAs("issuer", "iss_not_accepted", { issuer: issuerOf(tenant) }),
    ],
    [
      "an `iss` that does not agree with `tid`",
      { iss: issuerOf(other) },
      refusedAs("issuer", "iss_not_accepted", { issuer: issuerOf(other) }),
    ],
    [
      "no `tid`",
      { tid: undefined, iss: "https://sts.windows.net//" },
      refusedAs("issuer", "iss_not_accepted", { issuer: "https://sts.windows.net//" }),
    ],
    [
      "a `tid` that is null",
      { tid: null, iss: issuerOf("null") },
      refusedAs("issuer", "iss_not_accepted", { issuer: issuerOf("null") }),
    ],
    [
      "a `tid` that is a list",
      { tid: [tenant] },
      refusedAs("issuer", "iss_not_accepted", { issuer: issuerOf(tenant) }),
    ],
    [
      "a `tid` in other letters",
      { tid: tenant.toUpperCase() },
      refusedAs("issuer", "iss_not_accepted", { issuer: issuerOf(tenant) }),
    ],
    ["no issuer", { iss: undefined }, refusedAs("issuer", "iss_not_accepted")],
    ["issuers in a list", { iss: [issuerOf(tenant)] }, refusedAs("issuer", "iss_not_accepted")],
    [
      "another audience",
      { aud: "api://other" },
      refusedAs("audience", "aud_not_accepted", { audience: ["api://other"] }),
    ],
    [
      "an audience that only begins so",
      { aud: "api://shop/x" },
      refusedAs("audience", "aud_not_accepted", { audience: ["api://shop/x"] }),
    ],
    ["an audience of no character", { aud: "" }, refusedAs("audience", "aud_not_accepted", { audience: [""] })],
    ["no audience in the list", { aud: [] }, refusedAs("audience", "aud_not_accepted", { audience: [] })],
    ["no audience", { aud: undefined }, refusedAs("audience", "aud_invalid")],
    ["an audience that is null", { aud: null }, refusedAs("audience", "aud_invalid")],
    ["an audience that is a number among good ones", { aud: ["api://shop", 1] }, refusedAs("audience", "aud_invalid")],
    ["another client", { appid: "evil" }, refusedAs("audience", "client_not_accepted")],
    ["another client in `azp`, beside a good `appid`", { azp: "evil" }, refusedAs("audience", "client_not_accepted")],
    [
      "another client in `client_id`, beside good ones",
      { client_id: "evil", azp: "client-1" },
      refusedAs("audience", "client_not_accepted"),
    ],
    [
      "a `client_id` that is null, beside good ones",
      { client_id: null, azp: "client-1" },
      refusedAs("audience", "client_not_accepted"),
    ],
    ["clients in a list", { appid: ["client-1"] }, refusedAs("audience", "client_not_accepted")],
    ["no client", { appid: undefined }, refusedAs("audience", "client_not_accepted")],
    [
      "more groups than fit",
      { _claim_names: { groups: "src1" } },
      refusedFor("condition_failed", { condition: 0, message: "too many groups" }),
    ],
    [
      "more groups than fit, and nothing of where they are",
      { _claim_names: {} },
      refusedFor("condition_failed", { condition: 0, message: "too many groups" }),
    ],
    [
      "that there are groups elsewhere",
      { hasgroups: true },
      refusedFor("condition_failed", { condition: 0, message: "too many groups" }),
    ],
    [
      "a version that is a number",
      { ver: 1 },
      refusedFor("condition_failed", { condition: 1, message: "another endpoint" }),
    ],
    [
      "a version that is null",
      { ver: null },
      refusedFor("condition_failed", { condition: 1, message: "another endpoint" }),
    ],
    [
      "an address that its tenant wrote in",
      { xms_edov: false },
      {
        refused: "trusted_token_email_not_verified",
        naming: { attribute: "email_verified", email_verified: "false", link_by_email: "verified" },
      },
    ],
    [
      "an address of which nothing is said",
      { xms_edov: undefined },
      {
        refused: "trusted_token_email_not_verified",
        naming: { attribute: "email_verified", email_verified: "false", link_by_email: "verified" },
      },
    ],
    [
      "a scope that is a list",
      { scp: ["editor"] },
      refusedFor("attribute_not_evaluated", {
        attribute: "role_ids",
        span: { start: 3, end: 23 },
        code: "wrong-kind",
        message: "`split` needs a string but got a list",
      }),
    ],
  ],
};
