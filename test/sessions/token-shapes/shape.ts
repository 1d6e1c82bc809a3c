import type { Json, JsonObject } from "../../../src/language/json.ts";
import type { ProjectVerticalId, TrustedTokenProfile } from "../../../src/projects/index.ts";
import type { TrustedAttributes } from "../../../src/tokens/index.ts";

/** What comes of a token: attributes beside those of the usual one, or the error's type with all that its details name. */
export type ShapeAnswer =
  | { readonly gives: { readonly [name in keyof TrustedAttributes]?: TrustedAttributes[name] | undefined } }
  | { readonly refused: string; readonly naming?: JsonObject };

/** JSON text that stands in a token as it is. */
export class Written {
  constructor(readonly text: string) {}
}

/** A token, by what it has other than the usual one: claims, of which `undefined` takes one away, or members that are added. */
export type ShapeRow = readonly [
  what: string,
  changes: Readonly<Record<string, Json | Written | undefined>> | Written,
  answer: ShapeAnswer,
];

/** Tokens of one shape, and a profile for them. */
export interface Shape {
  readonly name: string;
  readonly vertical: ProjectVerticalId;
  readonly profile: Partial<TrustedTokenProfile>;
  readonly claims: JsonObject;
  /** What the usual token gives. */
  readonly usual: TrustedAttributes;
  readonly rows: readonly ShapeRow[];
}

/** A refusal of what a policy makes of a token, with its reason. */
export function refusedFor(reason: string, naming: JsonObject = {}): ShapeAnswer {
  return { refused: "invalid_trusted_auth_token", naming: { reason, ...naming } };
}

/** A refusal of the issuer, the audience or the client. */
export function refusedAs(kind: "issuer" | "audience", reason: string, naming: JsonObject = {}): ShapeAnswer {
  return { refused: `jwt_invalid_${kind}`, naming: { reason, ...naming } };
}
