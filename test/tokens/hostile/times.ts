import type { TrustedTokenReason } from "../../../src/tokens/index.ts";
import { body, claims, nowSeconds } from "../support/trusted-tokens.ts";
import { bodyWithout, claimRows, type HostileToken, row } from "./row.ts";

const errorType = "jwt_invalid_claims";
const timeRow = claimRows(errorType);

/** The expiry as a JSON text. */
function expiry(text: string, reason: TrustedTokenReason, name: string): HostileToken {
  const payload = body().replace(`"exp":${claims.exp}`, `"exp":${text}`);
  return row({ name, reason, errorType, hostile: { payload } });
}

/** Tokens of another time, or of none. */
export const hostileTimes: readonly HostileToken[] = [
  row({ name: "no expiry", reason: "exp_missing", errorType, hostile: { payload: bodyWithout("exp") } }),
  expiry('"1"', "exp_invalid", "an expiry that is a string"),
  expiry(`"${claims.exp}"`, "exp_invalid", "an expiry that is digits in a string"),
  expiry('"NaN"', "exp_invalid", "an expiry that is the word NaN"),
  expiry("1e400", "exp_invalid", "an expiry beyond every number"),
  expiry("-1e400", "exp_invalid", "an expiry below every number"),
  expiry("1e300", "exp_invalid", "an expiry beyond every date"),
  expiry("253402300800", "exp_invalid", "an expiry in the year 10000"),
  expiry(`${claims.exp}000`, "exp_invalid", "an expiry in milliseconds"),
  expiry("null", "exp_invalid", "an expiry that is null"),
  expiry("true", "exp_invalid", "an expiry that is true"),
  expiry(`[${claims.exp}]`, "exp_invalid", "an expiry in a list"),
  expiry("-1", "expired", "a negative expiry"),
  expiry("0", "expired", "an expiry of zero"),
  timeRow("a minute over its expiry", "expired", { exp: nowSeconds - 60 }, { exp: nowSeconds - 59 }),
  timeRow("issued in the future", "iat_in_future", { iat: nowSeconds + 61 }, { iat: nowSeconds + 60 }),
  timeRow("issued at a string", "iat_invalid", { iat: "0" }),
  timeRow("issued at null", "iat_invalid", { iat: null }),
  timeRow("not valid yet", "nbf_in_future", { nbf: nowSeconds + 61 }, { nbf: nowSeconds + 60 }),
  timeRow("not valid before a string", "nbf_invalid", { nbf: "0" }, { nbf: 0 }),
  timeRow(
    "a day and a second of life",
    "lifetime_too_long",
    { iat: nowSeconds, exp: nowSeconds + 86_401 },
    { iat: nowSeconds, exp: nowSeconds + 86_400 },
  ),
];
