import type { JsonObject } from "../../../src/language/json.ts";
import {
  type AttributeMapping,
  type RegisteredKey,
  registerPublicKeys,
  type TrustedTokenRules,
} from "../../../src/tokens/index.ts";
import { ed25519, p256, rsa } from "./keys.ts";
import { compactJws, type Signer } from "./sign.ts";

/** The time at which all tokens of tests are presented. */
export const now = Date.UTC(2026, 0, 1);

/** The same time in seconds, as tokens have it. */
export const nowSeconds = now / 1000;

/** A profile of trusted tokens as it is registered: a B2B project's, with keys of three kinds. */
export const profile = {
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  pems: [rsa.pem, p256.pem, ed25519.pem],
  attributeMapping: {
    email: "email",
    token_id: "jti",
    external_member_id: "sub",
    role_ids: "assignments",
    organization_id: "org",
  } satisfies AttributeMapping,
} as const;

function registered(pems: readonly string[]): readonly RegisteredKey[] {
  const registration = registerPublicKeys(pems);
  if (!registration.ok) throw new Error(registration.problems[0]?.message);
  return registration.keys;
}

/** What the profile demands of a token. */
export const rules: TrustedTokenRules = {
  issuers: [profile.issuer],
  audiences: [profile.audience],
  keys: registered(profile.pems),
};

/** The claims of a token that passes. */
export const claims = {
  iss: profile.issuer,
  aud: profile.audience,
  sub: "u1",
  jti: "t1",
  iat: nowSeconds - 10,
  exp: nowSeconds + 290,
  email: "ada@example.com",
  org: "acme-1",
  assignments: ["editor"],
} satisfies JsonObject;

/** How a token is made; what is left out is as in the plain good one, signed with RS256. */
export interface Recipe {
  readonly header?: string | Uint8Array;
  readonly payload?: string | Uint8Array;
  /** How it is signed, whatever the header says. */
  readonly algorithm?: string;
  readonly signer?: Signer;
  /** What is done to the finished token. */
  readonly edit?: (token: string) => string;
}

/** Makes a token; without a recipe, one that passes. */
export function makeToken({
  header = head(),
  payload = body(),
  algorithm = "RS256",
  signer = rsa.privateKey,
  edit = (token) => token,
}: Recipe = {}): string {
  return edit(compactJws({ header, payload, algorithm, signer }));
}

/** A header that names RS256, with these fields. */
export function head(fields: JsonObject = {}): string {
  return JSON.stringify({ alg: "RS256", ...fields });
}

/** The good claims, with these changed. */
export function body(fields: JsonObject = {}): string {
  return JSON.stringify({ ...claims, ...fields });
}

/** A good token that is signed with ES256. */
export const es256: Recipe = { header: head({ alg: "ES256" }), algorithm: "ES256", signer: p256.privateKey };

/** A good token that is signed with EdDSA. */
export const eddsa: Recipe = { header: head({ alg: "EdDSA" }), algorithm: "EdDSA", signer: ed25519.privateKey };
