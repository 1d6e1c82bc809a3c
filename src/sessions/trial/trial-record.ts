import { invariant } from "../../language/invariant.ts";
import type { ActiveProfile, ApiError } from "../../projects/index.ts";
import { describeUnusableKey, rfc3339Seconds, type TokenFinding, type TokenTrace } from "../../tokens/index.ts";
import { attributesReported } from "./attributes-reported.ts";
import { conditionsReported } from "./conditions-reported.ts";
import type { ReportedError, ReportedStep, StepVerdict, TokenReport, TrialOutcome, TrialStep } from "./token-report.ts";

/** What one step found out, in the fields of its report. */
type StepFindings = Omit<ReportedStep, "step" | "verdict">;

/** The record of a trial: it is told how a token is judged, step by step, and makes the report of that. */
export class TrialRecord implements TokenTrace {
  readonly #active: ActiveProfile;
  readonly #steps: readonly TrialStep[];
  readonly #begun: { readonly step: TrialStep; findings: StepFindings }[] = [];
  readonly #given: TokenFinding[] = [];

  /** The steps are all that there are, in their order. */
  constructor(active: ActiveProfile, steps: readonly TrialStep[]) {
    this.#active = active;
    this.#steps = steps;
  }

  begin(step: TrialStep): void {
    invariant(this.#steps[this.#begun.length] === step, `\`${step}\` is the next step`);
    this.#begun.push({ step, findings: {} });
  }

  gave(finding: TokenFinding): void {
    if (finding.kind === "condition" || finding.kind === "attribute") this.#given.push(finding);
    else this.add(findingsOf(finding));
  }

  /** Adds what the step that has begun last found out. */
  add(findings: StepFindings): void {
    const last = this.#begun.at(-1);
    invariant(last !== undefined, "a step has begun");
    last.findings = { ...last.findings, ...findings };
  }

  /** The report; with the error where the step that has begun last refuses the token. */
  report(at: number, refused?: { readonly error: ApiError; readonly help: string | undefined }): TokenReport {
    const outcome = refused === undefined ? "accepted" : outcomeOf(refused.error);
    const last = this.#begun.at(-1);
    invariant(last !== undefined, "a step has begun");
    const steps = this.#steps.map((step, index): ReportedStep => {
      const begun = this.#begun[index];
      const verdict = this.#verdictOf(index, outcome);
      const findings = { ...begun?.findings, ...this.#listed(step, verdict, refused?.error) };
      return { step, verdict, ...findings };
    });
    return {
      outcome,
      profile: this.#active.profile.name,
      tried_at: rfc3339Seconds(at),
      error: refused === undefined ? null : errorReported(last.step, refused),
      steps,
    };
  }

  #verdictOf(index: number, outcome: TrialOutcome): StepVerdict {
    if (index >= this.#begun.length) return "not_reached";
    return outcome === "accepted" || index < this.#begun.length - 1 ? "passed" : outcome;
  }

  /** The conditions or the attributes, all that the profile has. */
  #listed(step: TrialStep, verdict: StepVerdict, error: ApiError | undefined): StepFindings {
    if (step === "conditions") {
      return { conditions: conditionsReported(this.#active.profile.conditions, this.#given, verdict) };
    }
    if (step !== "mapping") return {};
    const wrong = verdict === "refused" ? error?.details?.attribute : undefined;
    return { attributes: attributesReported(this.#active.policy, this.#given, { verdict, wrong }) };
  }
}

function findingsOf(finding: Exclude<TokenFinding, { readonly kind: "condition" | "attribute" }>): StepFindings {
  switch (finding.kind) {
    case "algorithm":
      return { algorithm: finding.algorithm };
    case "keys": {
      const unusable = finding.unusable.map((key) => ({ ...key, message: describeUnusableKey(key) }));
      return { keys: { usable: finding.usable, unusable } };
    }
    case "signer": {
      const { keyIndex: index, kid } = finding;
      return { key: { index, ...(kid === undefined ? {} : { kid }) } };
    }
    case "issuer":
      return { issuer: finding.issuer };
    case "audience":
      return { audience: finding.audience };
    case "client":
      return { client: finding.client };
    case "end":
      return timeReported(finding.acceptableUntil);
  }
}

/** A date beyond what RFC 3339 can write is told as nothing. */
function timeReported(time: number): StepFindings {
  const year = new Date(time).getUTCFullYear();
  return year >= 0 && year <= 9999 ? { acceptable_until: rfc3339Seconds(time) } : {};
}

function outcomeOf({ type }: ApiError): TrialOutcome {
  return type === "service_unavailable" ? "undecided" : "refused";
}

function errorReported(
  step: TrialStep,
  { error, help }: { readonly error: ApiError; readonly help: string | undefined },
): ReportedError {
  const { type, message } = error;
  const { reason, ...details } = error.details ?? {};
  return {
    step,
    type,
    ...(typeof reason === "string" && { reason }),
    message,
    ...(help !== undefined && { help }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}
