import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import { type TrustedTokenReason, type TrustedTokenRules, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { ed25519, otherRsa, p256, p384, rsa } from "../support/keys.ts";
import {
  body,
  claims,
  eddsa,
  es256,
  head,
  makeToken,
  now,
  nowSeconds,
  profile,
  type Recipe,
  rules,
} from "../support/trusted-tokens.ts";

/** Rules and a token, by what is changed of the plain ones. */
interface Presentation {
  readonly recipe?: Recipe;
  readonly changed?: Partial<TrustedTokenRules>;
}

const key = { publicKey: rsa.publicKey };
const edKey = { publicKey: ed25519.publicKey };
const ed25519Named: Recipe = { ...eddsa, header: head({ alg: "Ed25519" }) };
const large: Recipe = {
  payload: body({ groups: Array.from({ length: 500 }, (_, index) => `${index}`.padStart(36, "0")) }),
};
const named: Presentation = { recipe: { header: head({ kid: "a" }) }, changed: { keys: [{ ...key, kid: "a" }] } };

/** The payload of a good token, but for its audience, with these fields. */
function withoutAudience(fields: JsonObject): string {
  const { aud: _, ...rest } = claims;
  return JSON.stringify({ ...rest, ...fields });
}

type Row = readonly [string, TrustedTokenReason, Presentation, Presentation];

/** The reason, what is refused, and what passes and differs from it in one property. */
const rows: readonly Row[] = [
  [
    "an algorithm that the profile leaves out",
    "alg_not_allowed",
    { changed: { algorithms: ["PS256"] } },
    { changed: { algorithms: ["PS256", "RS256"] } },
  ],
  [
    "EdDSA by its other name, where the profile leaves it out",
    "alg_not_allowed",
    { recipe: ed25519Named, changed: { algorithms: ["ES256"] } },
    { recipe: ed25519Named, changed: { algorithms: ["EdDSA"] } },
  ],
  [
    "EdDSA by its other name, where the JWK leaves it out",
    "key_type_mismatch",
    { recipe: ed25519Named, changed: { keys: [{ ...edKey, algorithm: "ES256" }] } },
    { recipe: ed25519Named, changed: { keys: [{ ...edKey, algorithm: "EdDSA" }] } },
  ],
  ["a profile that allows no algorithm", "alg_not_allowed", { changed: { algorithms: [] } }, {}],
  [
    "an algorithm that the JWK leaves out",
    "key_type_mismatch",
    { changed: { keys: [{ ...key, algorithm: "PS256" }] } },
    { changed: { keys: [{ ...key, algorithm: "RS256" }] } },
  ],
  [
    "an elliptic-curve algorithm where the only key is RSA",
    "key_type_mismatch",
    { recipe: es256, changed: { keys: [key] } },
    { recipe: es256, changed: { keys: [{ publicKey: p256.publicKey }] } },
  ],
  [
    "a key on another curve",
    "key_type_mismatch",
    { recipe: es256, changed: { keys: [{ publicKey: p384.publicKey }] } },
    { recipe: es256, changed: { keys: [{ publicKey: p256.publicKey }] } },
  ],
  ["a key id that is not known", "unknown_kid", { ...named, recipe: { header: head({ kid: "b" }) } }, named],
  ["a key id in other case", "unknown_kid", { ...named, recipe: { header: head({ kid: "A" }) } }, named],
  ["an empty key id", "unknown_kid", { ...named, recipe: { header: head({ kid: "" }) } }, named],
  [
    "a key id of another key",
    "signature_invalid",
    {
      ...named,
      changed: {
        keys: [
          { publicKey: otherRsa.publicKey, kid: "a" },
          { ...key, kid: "b" },
        ],
      },
    },
    named,
  ],
  ["a profile without keys", "unknown_kid", { changed: { keys: [] } }, {}],
  ["an issuer without its slash", "iss_not_accepted", { changed: { issuers: [`${profile.issuer}/`] } }, {}],
  ["an audience without its slash", "aud_not_accepted", { changed: { audiences: [`${profile.audience}/`] } }, {}],
  [
    "an issuer that is none of several",
    "iss_not_accepted",
    { changed: { issuers: ["https://other.example.com", `${profile.issuer}.evil.example`] } },
    { changed: { issuers: ["https://other.example.com", profile.issuer] } },
  ],
  [
    "an issuer that is not what its claims make it",
    "iss_not_accepted",
    { changed: { issuers: [], issuerOf: ({ org }) => `https://auth.example.com/${org}` } },
    { changed: { issuers: [], issuerOf: ({ org }) => `https://auth.example.com${org === "acme-1" ? "" : "/"}` } },
  ],
  [
    "an issuer where its claims make none",
    "iss_not_accepted",
    { changed: { issuers: ["https://other.example.com"], issuerOf: () => undefined } },
    { changed: { issuers: [profile.issuer], issuerOf: () => undefined } },
  ],
  [
    "an audience that is none of several",
    "aud_not_accepted",
    { changed: { audiences: ["https://a.example.com", "https://b.example.com"] } },
    { changed: { audiences: ["https://a.example.com", profile.audience] } },
  ],
  ...[profile.audience, [], null, ""].map(
    (aud): Row => [
      `the audience ${JSON.stringify(aud)} where none must be there`,
      "aud_not_absent",
      { recipe: { payload: body({ aud, azp: "app" }) }, changed: { audiences: [], clients: ["app"] } },
      { recipe: { payload: withoutAudience({ azp: "app" }) }, changed: { audiences: [], clients: ["app"] } },
    ],
  ),
  ["no audience where one must be there", "aud_invalid", { recipe: { payload: withoutAudience({}) } }, {}],
  ...[{}, { azp: "other" }, { client_id: "other", azp: "app" }, { client_id: null, azp: "app" }, { azp: ["app"] }].map(
    (named): Row => [
      `the client of ${JSON.stringify(named)}`,
      "client_not_accepted",
      { recipe: { payload: body(named) }, changed: { clients: ["app"] } },
      { recipe: { payload: body({ appid: "app" }) }, changed: { clients: ["else", "app"] } },
    ],
  ),
  [
    "more life than the profile allows",
    "lifetime_too_long",
    { changed: { maxLifetimeSeconds: 299 } },
    { changed: { maxLifetimeSeconds: 300 } },
  ],
  [
    "more characters than the profile allows",
    "token_too_large",
    { recipe: large, changed: { maxTokenCharacters: makeToken(large).length - 1 } },
    { recipe: large, changed: { maxTokenCharacters: makeToken(large).length } },
  ],
  [
    "more characters than a profile allows that does not say",
    "token_too_large",
    { recipe: large },
    { recipe: large, changed: { maxTokenCharacters: 65_536 } },
  ],
  [
    "a clock beyond the leeway of the profile",
    "expired",
    { recipe: { payload: body({ exp: nowSeconds }) }, changed: { leewaySeconds: 0 } },
    { recipe: { payload: body({ exp: nowSeconds + 1 }) }, changed: { leewaySeconds: 0 } },
  ],
];

function verify({ recipe, changed }: Presentation) {
  return verifyTrustedToken({ token: makeToken(recipe), rules: { ...rules, ...changed }, now });
}

describe("the rules of a profile", () => {
  test.each(rows)("refuse %s", async (_, reason, hostile, control) => {
    expect(await verify(control)).toMatchObject({ ok: true });
    expect(await verify(hostile)).toMatchObject({ ok: false, error: { reason } });
  });

  test.each([
    [{ leewaySeconds: Number.NaN }],
    [{ leewaySeconds: Number.POSITIVE_INFINITY }],
    [{ leewaySeconds: -1 }],
    [{ maxLifetimeSeconds: Number.NaN }],
    [{ maxLifetimeSeconds: 0 }],
    [{ maxTokenCharacters: Number.NaN }],
    [{ maxTokenCharacters: 0 }],
    [{ issuers: [""] }],
    [{ issuers: [] }],
    [{ audiences: [""] }],
    [{ audiences: [] }],
  ])("are never so broken that every token passes: %j", async (changed) => {
    const payload = body({ iss: "", aud: "" });
    await expect(
      verify({ changed, recipe: "issuers" in changed || "audiences" in changed ? { payload } : {} }),
    ).rejects.toThrow("invariant");
  });
});
