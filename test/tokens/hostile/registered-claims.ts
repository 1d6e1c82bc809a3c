import { profile } from "../support/trusted-tokens.ts";
import { bodyWithout, claimRows, type HostileToken, row } from "./row.ts";

const issuerRow = claimRows("jwt_invalid_issuer");
const audienceRow = claimRows("jwt_invalid_audience");
const idRow = claimRows("jwt_invalid_claims");

/** Tokens of another issuer, for somebody else, or with ids that are no strings. */
export const hostileRegisteredClaims: readonly HostileToken[] = [
  row({
    name: "no issuer",
    reason: "iss_not_accepted",
    errorType: "jwt_invalid_issuer",
    hostile: { payload: bodyWithout("iss") },
  }),
  issuerRow("another issuer", "iss_not_accepted", { iss: "https://attacker.example" }),
  issuerRow("an issuer with a slash more", "iss_not_accepted", { iss: `${profile.issuer}/` }),
  issuerRow("an issuer with a space more", "iss_not_accepted", { iss: `${profile.issuer} ` }),
  issuerRow("an issuer in other case", "iss_not_accepted", { iss: "https://AUTH.example.com" }),
  issuerRow("a list of issuers", "iss_not_accepted", { iss: [profile.issuer] }),
  row({
    name: "no audience",
    reason: "aud_invalid",
    errorType: "jwt_invalid_audience",
    hostile: { payload: bodyWithout("aud") },
  }),
  audienceRow("another audience", "aud_not_accepted", { aud: "https://other.example.com" }),
  audienceRow("an audience that begins like ours", "aud_not_accepted", { aud: `${profile.audience}.attacker.example` }),
  audienceRow("two audiences in one text", "aud_not_accepted", { aud: `${profile.audience} x` }),
  audienceRow("no audience in the list", "aud_not_accepted", { aud: [] }, { aud: ["x", profile.audience] }),
  audienceRow("an audience that is a number", "aud_invalid", { aud: 1 }),
  audienceRow(
    "a number among the audiences",
    "aud_invalid",
    { aud: [profile.audience, 1] },
    { aud: [profile.audience, "1"] },
  ),
  audienceRow("audiences in a list in the list", "aud_invalid", { aud: [[profile.audience]] }),
  audienceRow("audiences by key", "aud_invalid", { aud: { [profile.audience]: true } }),
  idRow("a subject that is a number", "sub_not_a_string", { sub: 1 }),
  idRow("a subject that is null", "sub_not_a_string", { sub: null }),
  idRow("a subject in a list", "sub_not_a_string", { sub: ["u1"] }),
  idRow("a token id that is a number", "jti_not_a_string", { jti: 1 }, { jti: "1" }),
  idRow("a token id that is an object", "jti_not_a_string", { jti: { toString: "t1" } }),
];
