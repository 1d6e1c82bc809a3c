import type { JsonObject } from "../../../src/language/json.ts";
import type { TrustedTokenErrorType, TrustedTokenReason } from "../../../src/tokens/index.ts";
import { body, claims, head, makeToken, type Recipe } from "../support/trusted-tokens.ts";

/** A token that is refused, beside one that passes and differs from it in one property. */
export interface HostileToken {
  readonly name: string;
  readonly token: () => string;
  readonly control: () => string;
  /** The error type of the API. */
  readonly errorType: TrustedTokenErrorType;
  readonly reason: TrustedTokenReason;
}

/** A row of the table. The control is the plain good token, unless it has a recipe of its own. */
export function row({
  name,
  reason,
  errorType = "invalid_trusted_auth_token",
  hostile,
  control = {},
}: {
  readonly name: string;
  readonly reason: TrustedTokenReason;
  readonly errorType?: TrustedTokenErrorType;
  readonly hostile: Recipe;
  readonly control?: Recipe;
}): HostileToken {
  return { name, token: () => makeToken(hostile), control: () => makeToken(control), errorType, reason };
}

/** A row whose token has other fields in its header than its control. */
export function headerRow(
  name: string,
  reason: TrustedTokenReason,
  hostile: JsonObject,
  control: JsonObject = {},
): HostileToken {
  return row({ name, reason, hostile: { header: head(hostile) }, control: { header: head(control) } });
}

/** Rows whose tokens have other claims than their controls, all of one error type. */
export function claimRows(errorType: TrustedTokenErrorType) {
  return (name: string, reason: TrustedTokenReason, hostile: JsonObject, control: JsonObject = {}): HostileToken =>
    row({ name, reason, errorType, hostile: { payload: body(hostile) }, control: { payload: body(control) } });
}

/** The good claims without one of them. */
export function bodyWithout(name: keyof typeof claims): string {
  return JSON.stringify(Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name)));
}

/** The good claims with a text put in before the last brace. */
export function bodyWith(text: string): string {
  return `${body().slice(0, -1)},${text}}`;
}

/** Objects in objects, that many deep. */
export function nested(levels: number): string {
  return `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
}

/** Changes one of the three parts of a token. */
export function editPart(index: 0 | 1 | 2, change: (part: string) => string): (token: string) => string {
  return (token) =>
    token
      .split(".")
      .map((part, at) => (at === index ? change(part) : part))
      .join(".");
}
