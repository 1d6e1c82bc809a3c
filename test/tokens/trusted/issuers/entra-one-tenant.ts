import type { TrustedAttributes } from "../../../../src/tokens/index.ts";
import { type Issuer, refusedBy } from "./issuer.ts";

const tenant = "3d5af1c2-0b8e-4a57-9c11-5f0e8c1b7a90";
const editors = "b7a1f0de-5a3c-4c0e-8d2f-9e6b1a4c7d35";
const usual: Partial<TrustedAttributes> = {
  email: "ada@contoso.com",
  tokenId: "uti-1",
  externalId: `${tenant}|aa-oid`,
  organizationId: tenant,
  roleIds: ["editor"],
  isEmailVerified: true,
  name: "Ada Lovelace",
};
const overage = "you are in too many groups";
const noGroups = "the application does not send groups";

/** Entra ID: roles by groups, of which a token has another claim where they do not fit. */
export const entraOneTenant: Issuer = {
  name: "Entra ID, one tenant",
  claims: {
    tid: tenant,
    oid: "aa-oid",
    sub: "pairwise",
    uti: "uti-1",
    ver: "2.0",
    email: "Ada@contoso.com",
    name: "Ada Lovelace",
    groups: ["0c5e2a91-7d34-4f6b-8a10-3b9d6e2f4c58", editors],
    xms_edov: true,
  },
  rows: [
    ["a usual token", {}, { gives: usual }],
    ["somebody who is in another group", { groups: ["other"] }, { gives: { ...usual, roleIds: ["reader"] } }],
    ["the text `1` of older endpoints", { xms_edov: "1" }, { gives: usual }],
    ["an address that nobody verified", { xms_edov: false }, { gives: { ...usual, isEmailVerified: false } }],
    [
      "more groups than fit",
      { groups: undefined, _claim_names: { groups: "src1" }, _claim_sources: { src1: {} } },
      refusedBy(0, overage),
    ],
    ["more groups than fit into an address", { groups: undefined, hasgroups: true }, refusedBy(0, overage)],
    ["no groups", { groups: undefined }, refusedBy(1, noGroups)],
  ],
};
