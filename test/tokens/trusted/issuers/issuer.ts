import type { JsonObject } from "../../../../src/language/json.ts";
import type { AttributeMapping, TokenCondition, TrustedAttributes } from "../../../../src/tokens/index.ts";

/** The part of a profile that tells what an issuer's claims mean. */
export interface IssuerProfile {
  readonly vertical: "b2b" | "consumer";
  readonly attributeMapping: AttributeMapping;
  readonly conditions?: readonly TokenCondition[];
  readonly tokenSchema?: JsonObject;
}

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

/** An issuer with a profile of the shape that one for it has, the claims of a usual token, and tokens. */
export interface Issuer {
  readonly name: string;
  readonly profile: IssuerProfile;
  readonly claims: JsonObject;
  readonly rows: readonly IssuerRow[];
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
