import type { ExpressionEvaluation } from "../../language/index.ts";
import type { EpochMilliseconds } from "../epoch.ts";
import type { UnusableKey } from "../jwks/unusable-key.ts";
import type { SignatureAlgorithm } from "../jws/signature-algorithm.ts";
import type { AttributeValue } from "./attribute-value.ts";
import type { AttributeSource } from "./token-policy.ts";

/** The steps in which a trusted token is judged, in their order. The first one that it does not pass refuses it. */
export const tokenSteps = [
  "form",
  "algorithm",
  "signature",
  "claims",
  "issuer",
  "audience",
  "ids",
  "times",
  "conditions",
  "mapping",
] as const;

/** A step of judging a token. */
export type TokenStep = (typeof tokenSteps)[number];

/** One thing that judging a token found out, in the step that has begun last. */
export type TokenFinding =
  | { readonly kind: "algorithm"; readonly algorithm: SignatureAlgorithm }
  /** The keys that the profile has, be they given or fetched. */
  | { readonly kind: "keys"; readonly usable: number; readonly unusable: readonly UnusableKey[] }
  /** The one of them that made the signature. */
  | { readonly kind: "signer"; readonly keyIndex: number; readonly kid?: string }
  /** The issuer, the audience and the client that the profile accepts the token for. */
  | { readonly kind: "issuer"; readonly issuer: string }
  | { readonly kind: "audience"; readonly audience: string }
  | { readonly kind: "client"; readonly client: string }
  /** From then on the token is refused, also where it is already. */
  | { readonly kind: "end"; readonly acceptableUntil: EpochMilliseconds }
  /** What a condition gave; nothing where it does not compile. */
  | { readonly kind: "condition"; readonly index: number; readonly evaluation: ExpressionEvaluation | undefined }
  | { readonly kind: "attribute"; readonly source: AttributeSource; readonly given: AttributeValue };

/**
 * Is told how a token is judged, while it is: for whoever tries a profile. It decides nothing, so that a token that is
 * tried is judged by the very code that judges one that is presented.
 */
export interface TokenTrace {
  /** A step begins, so that the token has passed the one before. */
  begin(step: TokenStep): void;
  gave(finding: TokenFinding): void;
}
