import { assemble, noPatch } from "../../claims/index.ts";
import {
  type Organization,
  organizationCollection,
  type Subject,
  subjectCollection,
  templateData,
} from "../../directory/index.ts";
import type { Span } from "../../language/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { everyDocument } from "../../store/index.ts";
import type { Prospects } from "./prospects.ts";

/** A member or user for whom a template gives no claims. */
export interface TrialFailure {
  readonly subjectId: string;
  /** That of an evaluation error or of a claims error. */
  readonly code: string;
  /** One sentence, no final period; no claim's value in it. */
  readonly message: string;
  /** JSON Pointer of the claim, where it is one that fails. */
  readonly claim?: string;
  /** The place in the template, where it is an evaluation that fails. */
  readonly span?: Span;
}

/** The trial of a template on the members or users who came last, in the time that there is. */
export interface Trial {
  readonly evaluated: number;
  /** Whether it ended before the last of them: its verdict was clear, or its time was up. */
  readonly isPart: boolean;
  /** So many get no claims by it. */
  readonly failed: number;
  /** The first of them; absent if there is none. */
  readonly example?: TrialFailure;
  /** Of them, so many get claims now. */
  readonly refused: number;
  /** The first of these, at most five. */
  readonly refusals: readonly TrialFailure[];
}

/** The circumstances of a trial. */
export interface TrialOptions {
  /** What requests work with now; `undefined` if that is of no use, so that nobody gets claims. Asked for once at most. */
  readonly before: () => Promise<ProjectContext | undefined>;
  readonly prospects: Prospects;
  /** Whether all are to be counted. Else the trial ends when it is clear that somebody would be refused. */
  readonly isForced: boolean;
}

const maxTriedSubjects = 1000;
const maxToldRefusals = 5;
const maxTrialMilliseconds = 2000;

/**
 * Evaluates the template of a configuration that is to be published for those of the 1000 who came last who are not
 * deleted, each with what their newest session was sent, and where it fails for somebody, that of the one before.
 */
export async function tryTemplate(
  context: ProjectContext,
  { before, prospects, isForced }: TrialOptions,
): Promise<Trial> {
  const { scope, backend } = context;
  const { pacing, newestPatch } = backend;
  const startedAt = pacing.elapsedMilliseconds();
  const organizationOf = organizationReader(context, prospects);
  let [evaluated, failed, refused] = [0, 0, 0];
  let example: TrialFailure | undefined;
  let isPart = false;
  const refusals: TrialFailure[] = [];
  for await (const stored of everyDocument(scope.collection(subjectCollection), "recent", pacing)) {
    if (evaluated === maxTriedSubjects) break;
    isPart = pacing.elapsedMilliseconds() - startedAt > maxTrialMilliseconds || isClear(refusals, isForced);
    if (isPart) break;
    if (stored.status === "deleted") continue;
    const subject = prospects.subjects.get(stored.id) ?? stored;
    const organizations = await organizationOf(stored);
    const sent = (await newestPatch?.(scope, pacing, stored)) ?? noPatch;
    const failure = evaluate(context, subject, organizations.after, sent);
    evaluated++;
    if (failure === undefined) continue;
    failed++;
    example ??= failure;
    const now = await before();
    if (now === undefined || evaluate(now, stored, organizations.before, sent) !== undefined) continue;
    refused++;
    if (refusals.length < maxToldRefusals) refusals.push(failure);
  }
  return { evaluated, isPart, failed, ...(example !== undefined && { example }), refused, refusals };
}

/** Whether as many are refused as are told of, so that nothing else can come of the trial. */
function isClear(refusals: readonly TrialFailure[], isForced: boolean): boolean {
  return !isForced && refusals.length === maxToldRefusals;
}

interface Organizations {
  readonly before: Organization | undefined;
  readonly after: Organization | undefined;
}

/** The organization of a member as it is and as it will be; each is read once. */
function organizationReader(
  { scope, vertical }: ProjectContext,
  prospects: Prospects,
): (subject: Subject) => Promise<Organizations> {
  const organizations = scope.collection(organizationCollection);
  const byId = new Map<string, Organizations>();
  return async ({ organizationId: id }) => {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const before = vertical.hasOrganization ? await organizations.get(id) : undefined;
    const read = { before, after: prospects.organizations.get(id) ?? before };
    byId.set(id, read);
    return read;
  };
}

function evaluate(
  context: ProjectContext,
  subject: Subject,
  organization: Organization | undefined,
  sent: typeof noPatch,
): TrialFailure | undefined {
  const { template, configuration } = context.active;
  const evaluation = template.evaluate(templateData(context, subject, organization));
  if (!evaluation.ok) {
    const { code, message, claim, span } = evaluation.error;
    return { subjectId: subject.id, code, message, claim, span };
  }
  const assembly = assemble(evaluation.claims, sent, configuration.settings.namespace);
  return assembly.ok ? undefined : { subjectId: subject.id, ...assembly.error };
}
