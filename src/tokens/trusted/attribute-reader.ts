import { invariant } from "../../language/invariant.ts";
import type { Json } from "../../language/json.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { type AttributeValue, attributeValue, placeOf, type TokenClaims } from "./attribute-value.ts";
import { attributesOf } from "./attributes.ts";
import type { AttributeSource, TokenPolicy } from "./token-policy.ts";
import type { TokenTrace } from "./token-trace.ts";
import { type TrustedTokenError, type TrustedTokenReason, trustedTokenError } from "./trusted-token-error.ts";

/** Ends the reading of a token's attributes with what is wrong with one of them. */
export class AttributeRefusal extends Error {
  constructor(readonly error: TrustedTokenError) {
    super(error.message);
  }
}

/** The form that a value must have beyond its kind. */
export interface Form<T extends Json> {
  readonly isIt: (value: Json) => value is T;
  readonly expected: string;
}

/** The claims that attributes are read from, and who is told what they give. */
export interface ReadClaims extends TokenClaims {
  readonly trace?: TokenTrace | undefined;
}

/** Reads the attributes of one token by the policy of its profile. */
export class AttributeReader {
  constructor(
    private readonly token: ReadClaims,
    private readonly policy: TokenPolicy,
    private readonly vertical: TokenVertical,
  ) {}

  /** The value of an attribute of a form; `undefined` where there is none. Throws an `AttributeRefusal` with the reason. */
  optional<T extends Json>(name: string, reason: TrustedTokenReason, { isIt, expected }: Form<T>): T | undefined {
    const source = this.policy.sources.get(name);
    if (source === undefined) return undefined;
    const given = this.valueOf(source);
    if (!given.ok) throw refusal(given, reason);
    if (given.value === null) return undefined;
    if (isIt(given.value)) return given.value;
    // Of the right kind it is: only texts have a form beyond that.
    const found = given.value === "" ? "an empty string" : "a string of another form";
    throw new AttributeRefusal(trustedTokenError(reason, { ...placeOf(source), expected, found }));
  }

  /** The same of an attribute that no token may lack. */
  required<T extends Json>(
    name: string,
    { missing, invalid }: { readonly missing: TrustedTokenReason; readonly invalid: TrustedTokenReason },
    form: Form<T>,
  ): T {
    const value = this.optional(name, invalid, form);
    if (value !== undefined) return value;
    const source = this.policy.sources.get(name);
    const place = source === undefined ? { attribute: name } : placeOf(source);
    throw new AttributeRefusal(trustedTokenError(missing, { ...place, expected: form.expected, found: "nothing" }));
  }

  /**
   * Whether the issuer vouches for the address: not with null, nor with a value of another kind; `undefined` where no claim
   * says so. An expression always says something.
   */
  emailVerified(): boolean | undefined {
    const given = this.valueOf(this.policy.sources.get("email_verified") ?? this.emailVerifiedClaim());
    if (given.ok) return given.isThere ? given.value === true : undefined;
    if (given.fault === "wrong_kind") return false;
    throw refusal(given, "attribute_not_evaluated");
  }

  private valueOf(source: AttributeSource): AttributeValue {
    const given = attributeValue(source, this.token);
    this.token.trace?.gave({ kind: "attribute", source, given });
    return given;
  }

  private emailVerifiedClaim(): AttributeSource {
    const attribute = attributesOf(this.vertical).find(({ name }) => name === "email_verified");
    invariant(attribute !== undefined, "projects of every kind have the attribute");
    return { kind: "path", attribute, path: attribute.name };
  }
}

function refusal({ fault, details }: AttributeValue & { readonly ok: false }, reason: TrustedTokenReason) {
  const reasonByFault = {
    wrong_kind: reason,
    not_evaluated: "attribute_not_evaluated",
    broken: "mapping_broken",
  } as const;
  return new AttributeRefusal(trustedTokenError(reasonByFault[fault], details));
}
