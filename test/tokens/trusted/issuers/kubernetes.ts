import { type Issuer, refusedBy, refusedPath } from "./issuer.ts";

/** Service accounts of Kubernetes: claims behind names with dots, and no address. */
export const kubernetes: Issuer = {
  name: "Kubernetes",
  claims: {
    jti: "k1",
    sub: "system:serviceaccount:shop:worker",
    "kubernetes.io": { namespace: "shop", serviceaccount: { name: "worker", uid: "u-1" }, pod: { name: "p" } },
  },
  rows: [
    [
      "a usual token",
      {},
      {
        gives: {
          email: "worker@shop.cluster.invalid",
          tokenId: "k1",
          externalId: "u-1",
          organizationId: "shop",
        },
      },
    ],
    [
      "a name that is closer than the longer key",
      { "kubernetes.io.namespace": "other" },
      {
        gives: {
          email: "worker@shop.cluster.invalid",
          tokenId: "k1",
          externalId: "u-1",
          organizationId: "other",
        },
      },
    ],
    ["a user's token", { sub: "ada" }, refusedBy(0, "")],
    ["a subject that is no text", { sub: 7 }, refusedBy(0, "")],
    [
      "a token of before projection, without names",
      { "kubernetes.io": undefined },
      {
        refused: "email_missing",
        naming: { attribute: "email", expected: "an e-mail address in ASCII", found: "nothing" },
      },
    ],
    [
      "an account without a proper id",
      { "kubernetes.io": { namespace: "shop", serviceaccount: { name: "worker", uid: { v: 1 } } } },
      refusedPath(
        "external_id_invalid",
        ["external_member_id", "kubernetes.io.serviceaccount.uid"],
        ["a string", "an object"],
      ),
    ],
  ],
};
