import { type Expectation, expectationOf } from "../../language/compile-expression.ts";
import type { TokenVertical } from "../token-vertical.ts";

/** By attribute what it comes from: the path of a claim, or where there is a tag in it, what the claims language makes of the claims. */
export type AttributeMapping = { readonly [attribute: string]: string };

/** One attribute that the claims of a token can be mapped to. */
export interface AttributeDefinition {
  readonly name: string;
  readonly expects: Expectation;
  /** Whether only a whole template makes it: an object of somebody else is never taken over as it is. */
  readonly isTemplate: boolean;
}

const text = expectationOf({ type: "string" });
const flag = expectationOf({ type: "boolean" });
const texts = expectationOf({ type: "array", items: { type: "string" } });
const object = expectationOf({ type: "object", additionalProperties: true });
const nameParts = expectationOf({
  type: "object",
  properties: { first_name: { type: "string" }, middle_name: { type: "string" }, last_name: { type: "string" } },
  additionalProperties: false,
});

/** The attributes that profiles of a project of that kind map. */
export function attributesOf(vertical: TokenVertical): readonly AttributeDefinition[] {
  return vertical.hasOrganization ? memberAttributes : userAttributes;
}

function define(name: string, expects: Expectation, isTemplate = false): AttributeDefinition {
  return { name, expects, isTemplate };
}

const everywhere: readonly AttributeDefinition[] = [
  define("email", text),
  define("email_verified", flag),
  define("token_id", text),
  define("role_ids", texts),
  define("trusted_metadata", object, true),
  define("session_custom_claims", object, true),
];

const memberAttributes: readonly AttributeDefinition[] = [
  ...everywhere,
  define("external_member_id", text),
  define("organization_id", text),
  define("name", text),
];

const userAttributes: readonly AttributeDefinition[] = [
  ...everywhere,
  define("external_user_id", text),
  define("name", nameParts),
];
