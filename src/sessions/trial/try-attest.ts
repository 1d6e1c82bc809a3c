import type { Organization, Subject } from "../../directory/index.ts";
import { type ActiveProfile, ApiError, type ProjectContext } from "../../projects/index.ts";
import { tokenSteps } from "../../tokens/index.ts";
import { attestOrganization } from "../attest-organization.ts";
import { attestSubject, type SubjectWay } from "../attest-subject.ts";
import type { AttestedToken } from "../attested-token.ts";
import { claimsOfToken } from "../claims-of-token.ts";
import { composePatch } from "../compose-patch.ts";
import type { Draft } from "../draft.ts";
import { assembled, evaluated } from "../mint.ts";
import { requireUnused } from "../used-token.ts";
import { linkingRule } from "./linking-rule.ts";
import type { TokenReport, TrialStep } from "./token-report.ts";
import { TrialRecord } from "./trial-record.ts";
import { judgeTried, type TriedToken } from "./try-token.ts";

/** A token to try in a project, as an attest would present it. */
export interface TriedAttest extends TriedToken {
  /** The organization that the request would name; B2B only. */
  readonly organizationNamed?: string | undefined;
}

/**
 * Tries a token with a profile in a project, as an attest that opens a session would go: judges it, then finds whom it
 * speaks of and evaluates the claims of the session, on the records that there are. It reads, and writes nothing: it uses
 * nothing up, and nobody counts it.
 */
export async function tryAttest(
  context: ProjectContext,
  active: ActiveProfile,
  { organizationNamed, ...tried }: TriedAttest,
): Promise<TokenReport> {
  const { vertical } = context;
  const { profile } = active;
  const record = new TrialRecord(active, stepsOf(context, active));
  const judged = await judgeTried(record, { active, vertical, tried });
  if (!judged.ok) return judged.report;
  const { token } = judged;
  try {
    await trySettling(uncounted(context), { active, token, requested: organizationNamed || undefined, record });
    if (profile.singleUse) {
      record.begin("single_use");
      await requireUnused(context, { profile, token, now: tried.now });
    }
    return record.report(tried.now);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return record.report(tried.now, { error, help: undefined });
  }
}

function stepsOf({ vertical }: ProjectContext, { profile }: ActiveProfile): readonly TrialStep[] {
  return [
    ...tokenSteps,
    "linking",
    ...(vertical.hasOrganization ? (["organization"] as const) : []),
    "record",
    "session",
    ...(profile.singleUse ? (["single_use"] as const) : []),
  ];
}

/** What is tried is no attest: it does not go into the numbers of those. */
function uncounted(context: ProjectContext): ProjectContext {
  const { observer: _, ...backend } = context.backend;
  return { ...context, backend };
}

/** Settles whom the token speaks of and evaluates the claims, as attest does, and throws as it would. */
async function trySettling(
  context: ProjectContext,
  {
    active: { profile },
    token: { attributes },
    requested,
    record,
  }: {
    readonly active: ActiveProfile;
    readonly token: AttestedToken;
    readonly requested: string | undefined;
    readonly record: TrialRecord;
  },
): Promise<void> {
  // Of the mapping, as a refusal by them is.
  const claims = claimsOfToken(context, attributes);
  record.begin("linking");
  record.add({ linking: linkingRule(profile, attributes, context.vertical).linking });
  if (context.vertical.hasOrganization) record.begin("organization");
  const organization = await attestOrganization(context, { profile, attributes, requested, attachTo: undefined });
  if (organization !== undefined) record.add({ organization: organizationReported(organization) });
  record.begin("record");
  let way: SubjectWay | undefined;
  const tell = (told: SubjectWay) => {
    way = told;
  };
  const subject = await attestSubject(context, { profile, attributes, organization, attachTo: undefined, tell });
  if (way !== undefined) record.add({ record: { way, ...idReported(context, subject) } });
  record.begin("session");
  const of = { subject: subject.document, organization: organization?.document };
  const given = evaluated(context, of);
  assembled(context, given, composePatch(context, { session: undefined, sent: [claims], given }));
}

/** The id of a record that is there; one that would be made has none yet. */
function organizationReported({ write, document }: Draft<Organization>) {
  return write === "insert" ? ({ way: "created" } as const) : ({ way: "found", organization_id: document.id } as const);
}

function idReported({ vertical }: ProjectContext, { write, document }: Draft<Subject>) {
  if (write === "insert") return {};
  return vertical.subject === "member" ? { member_id: document.id } : { user_id: document.id };
}
