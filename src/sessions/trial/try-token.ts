import type { ActiveProfile } from "../../projects/index.ts";
import { type TokenVertical, tokenSteps } from "../../tokens/index.ts";
import { type AttestedToken, judgeToken, type PresentedToken, tokenRefusal } from "../attested-token.ts";
import { linkingRule } from "./linking-rule.ts";
import { refusalHelp } from "./refusal-help.ts";
import type { TokenReport } from "./token-report.ts";
import { TrialRecord } from "./trial-record.ts";

/** A token to try, and when: the time that it is judged at. */
export type TriedToken = Omit<PresentedToken, "trace">;

/**
 * Tries a token with a profile, without any record: judges it as attest does, and tells whom it could lead to by the
 * profile's linking rule. A token that could lead to nobody, whoever there is, is refused.
 */
export async function tryToken(
  active: ActiveProfile,
  vertical: TokenVertical,
  tried: TriedToken,
): Promise<TokenReport> {
  const record = new TrialRecord(active, [...tokenSteps, "linking"]);
  const judged = await judgeTried(record, { active, vertical, tried });
  if (!judged.ok) return judged.report;
  record.begin("linking");
  const { linking, error } = linkingRule(active.profile, judged.token.attributes, vertical);
  record.add({ linking });
  return record.report(tried.now, error && { error, help: linkingHelp });
}

/** What is to be done where no way leads to anybody. */
const linkingHelp =
  "map an external id, or have the issuer say that the address is verified; docs/service.md tells of `link_by_email`";

/** The parts of a trial: the profile, the kind of project, the token. */
export interface TrialParts {
  readonly active: ActiveProfile;
  readonly vertical: TokenVertical;
  readonly tried: TriedToken;
}

/** Judges the token while the record is told; the report of the refusal if it is refused. */
export async function judgeTried(
  record: TrialRecord,
  { active, vertical, tried }: TrialParts,
): Promise<
  { readonly ok: true; readonly token: AttestedToken } | { readonly ok: false; readonly report: TokenReport }
> {
  const judgement = await judgeToken(active, vertical, { ...tried, trace: record });
  if (judgement.ok) return judgement;
  const { error } = judgement;
  const help = refusalHelp(error.reason, tried.token);
  return { ok: false, report: record.report(tried.now, { error: tokenRefusal(error), help }) };
}
