import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/language/json.ts";
import { applyTokenPolicy, b2bTokens, compileTokenPolicy, consumerTokens } from "../../../src/tokens/index.ts";
import { auth0 } from "./issuers/auth0.ts";
import { cognito } from "./issuers/cognito.ts";
import { entra } from "./issuers/entra.ts";
import { firebase } from "./issuers/firebase.ts";
import { githubActions } from "./issuers/github-actions.ts";
import { google } from "./issuers/google.ts";
import type { Issuer, IssuerRow } from "./issuers/issuer.ts";
import { keycloak } from "./issuers/keycloak.ts";
import { kubernetes } from "./issuers/kubernetes.ts";
import { okta } from "./issuers/okta.ts";
import { supabase } from "./issuers/supabase.ts";

const issuers = [auth0, okta, entra, google, keycloak, cognito, firebase, supabase, githubActions, kubernetes];

function compiled({ profile }: Issuer) {
  const { vertical, attributeMapping, conditions = [], tokenSchema = null } = profile;
  const tokenVertical = vertical === "b2b" ? b2bTokens : consumerTokens;
  const written = { attributeMapping, conditions, issuer: "", tokenSchema };
  return { ...compileTokenPolicy(written, { vertical: tokenVertical, namespace: "" }), vertical: tokenVertical };
}

function claimsOf({ claims }: Issuer, changes: IssuerRow[1]): JsonObject {
  const entries = Object.entries({ ...claims, ...changes });
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, Json][] => (value === undefined ? [] : [[key, value]])),
  );
}

describe.each(issuers.map((issuer) => [issuer.name, issuer] as const))("a profile for %s", (_, issuer) => {
  test("compiles, and nothing is said of it", () => {
    expect(compiled(issuer).problems).toEqual([]);
  });

  test.each(issuer.rows.map(([what, ...rest]) => [what, rest] as const))("%s", (__, [changes, answer]) => {
    const { policy, vertical } = compiled(issuer);
    const mapped = applyTokenPolicy(claimsOf(issuer, changes), policy, vertical);
    if ("gives" in answer) return expect(mapped).toEqual({ ok: true, attributes: answer.gives });
    const { reason, details } = mapped.ok ? { reason: "none", details: mapped.attributes } : mapped.error;
    const { naming } = answer;
    const written = issuer.profile.attributeMapping[String(naming.attribute)] ?? "";
    // What is wrong with the value of a whole expression is told of the whole of it.
    const place = "path" in naming || "condition" in naming ? {} : { span: { start: 0, end: written.length } };
    expect({ reason, details }).toEqual({ reason: answer.refused, details: { ...place, ...naming } });
  });
});

test("there are sixty tokens and more, a third of them refused", () => {
  const rows = issuers.flatMap((issuer) => issuer.rows);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rows.filter(([, , answer]) => "refused" in answer).length).toBeGreaterThanOrEqual(20);
});
