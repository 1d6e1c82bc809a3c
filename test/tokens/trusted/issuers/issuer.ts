import type { Json, JsonObject } from "../../../../src/language/json.ts";
import type { TrustedAttributes } from "../../../../src/tokens/index.ts";

/** What a token gives: attributes, or the refusal's reason with what `error_details` name. */
export type IssuerAnswer =
  | { readonly gives: Partial<TrustedAttributes> }
  | { readonly refused: string; readonly naming: JsonObject };

/** A token of an issuer, by what it has other than the usual one; `undefined` takes a claim away. */
export type IssuerRow = readonly [
  what: string,
  changes: Readonly<Record<string, JsonObject[string] | undefined>>,
  answer: IssuerAnswer,
];

/** An issuer with the claims of a usual token, and tokens. Its profile is the one of `docs/trusting-an-issuer.md`. */
export interface Issuer {
  /** The heading over its profile. */
  readonly name: string;
  readonly claims: JsonObject;
  readonly rows: readonly IssuerRow[];
}

/** The claims of a token of the issuer that has these changes. */
export function claimsOf({ claims }: Issuer, changes: IssuerRow[1]): JsonObject {
  const entries = Object.entries({ ...claims, ...changes });
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, Json][] => (value === undefined ? [] : [[key, value]])),
  );
}

/** A refusal for an attribute that is mapped to a path, which has another kind of value than it needs. */
export function refusedPath(
  refused: string,
  [attribute, path]: readonly [string, string],
  [expected, found]: readonly [string, string],
): IssuerAnswer {
  return { refused, naming: { attribute, path, expected, found } };
}

/** A refusal by a condition. */
export function refusedBy(condition: number, message: string): IssuerAnswer {
  return { refused: "condition_failed", naming: { condition, message } };
}

export const address = "an e-mail address in ASCII";
export const texts = "a list of strings";
