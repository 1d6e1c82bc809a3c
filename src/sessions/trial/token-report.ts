import type { Json, JsonObject } from "../../language/json.ts";
import type { ApiErrorType, LinkByEmail } from "../../projects/index.ts";
import type { TokenStep, UnusableKeyReason } from "../../tokens/index.ts";
import type { SubjectWay } from "../attest-subject.ts";

/*
 * The report of a token that was tried with a profile, in the names of the API: the command prints it, and the route
 * answers with it. It has what conditions and mapped attributes gave, and nothing else of the claims but what a refusal
 * tells; never the token.
 */

/** What becomes of a token: `undecided` where the keys of the profile cannot be had, so that nothing is known of it. */
export type TrialOutcome = "accepted" | "refused" | "undecided";

/** A step of a trial: those that judge the token, then those that settle whom it speaks of and what its session says. */
export type TrialStep = TokenStep | "organization" | "linking" | "record" | "session" | "single_use";

/** The verdict of one step; of one behind a refusal nothing is known. */
export type StepVerdict = "passed" | "refused" | "undecided" | "not_reached";

export interface TokenReport {
  readonly outcome: TrialOutcome;
  /** The name of the profile. */
  readonly profile: string;
  /** The time that the token was judged at, RFC 3339. */
  readonly tried_at: string;
  /** Why the token is refused, as attest would answer; null where it is not. */
  readonly error: ReportedError | null;
  readonly steps: readonly ReportedStep[];
}

export interface ReportedError {
  readonly step: TrialStep;
  readonly type: ApiErrorType;
  /** The check that failed, where it has a finer name than the type. */
  readonly reason?: string;
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly details?: JsonObject;
}

/** A step with what it found out. */
export interface ReportedStep {
  readonly step: TrialStep;
  readonly verdict: StepVerdict;
  readonly algorithm?: string;
  readonly keys?: ReportedKeys;
  /** The key that made the signature. */
  readonly key?: { readonly index: number; readonly kid?: string };
  readonly issuer?: string;
  readonly audience?: string;
  readonly client?: string;
  /** From then on the token is refused, RFC 3339. */
  readonly acceptable_until?: string;
  readonly conditions?: readonly ReportedCondition[];
  readonly attributes?: readonly ReportedAttribute[];
  readonly linking?: ReportedLinking;
  readonly organization?: { readonly way: "found" | "created"; readonly organization_id?: string };
  readonly record?: { readonly way: SubjectWay; readonly member_id?: string; readonly user_id?: string };
}

/** The keys of the profile. */
export interface ReportedKeys {
  readonly usable: number;
  readonly unusable: readonly { readonly kid?: string; readonly reason: UnusableKeyReason; readonly message: string }[];
}

/** A condition of the profile, and what it gave. */
export interface ReportedCondition {
  readonly index: number;
  readonly expression: string;
  /** The profile's answer where it is not met. */
  readonly message: string;
  readonly verdict: StepVerdict;
  /** `true`, `false`, `nothing`, or the kind of what it gave in words. */
  readonly gave?: string;
  /** Why it gave nothing at all. */
  readonly failure?: string;
}

/** An attribute that the profile maps, and what it gave. */
export interface ReportedAttribute {
  readonly attribute: string;
  /** The path of a claim, or else the expression. */
  readonly path?: string;
  readonly expression?: string;
  readonly verdict: StepVerdict;
  /** The kind of what it gave, in words. */
  readonly kind?: string;
  /** What it gave; absent where that is nothing, or of a kind that the attribute cannot have. */
  readonly value?: Json;
  readonly failure?: string;
}

/** The linking rule of the profile, for what the token says of its address. */
export interface ReportedLinking {
  readonly link_by_email: LinkByEmail;
  /** What the token says of its address; null where it says nothing. */
  readonly email_verified: boolean | null;
  readonly ways: readonly ReportedWay[];
}

/** A way from the token to somebody: whether it is open, and to whom it leads or why it does not. */
export interface ReportedWay {
  readonly way: SubjectWay;
  readonly is_open: boolean;
  readonly message: string;
}
