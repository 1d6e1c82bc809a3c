import { hostileAlgorithms } from "./hostile/algorithms.ts";
import { hostileAttributes } from "./hostile/attributes.ts";
import { hostileForms } from "./hostile/forms.ts";
import { hostileHeaders } from "./hostile/headers.ts";
import { hostilePayloads } from "./hostile/payloads.ts";
import { hostileRegisteredClaims } from "./hostile/registered-claims.ts";
import type { HostileToken } from "./hostile/row.ts";
import { hostileSignatures } from "./hostile/signatures.ts";
import { hostileTimes } from "./hostile/times.ts";
import { makeToken } from "./support/trusted-tokens.ts";

export type { HostileToken } from "./hostile/row.ts";
export { claims, now, profile } from "./support/trusted-tokens.ts";

/** The plain good token: every one of the table differs from it, or from the control in its own row, in one property. */
export const control = (): string => makeToken();

/** Tokens that must be refused at `now` by the profile, each beside one that must pass. */
export const hostileTokens: readonly HostileToken[] = [
  ...hostileForms,
  ...hostileHeaders,
  ...hostileAlgorithms,
  ...hostileSignatures,
  ...hostilePayloads,
  ...hostileRegisteredClaims,
  ...hostileTimes,
  ...hostileAttributes,
];
