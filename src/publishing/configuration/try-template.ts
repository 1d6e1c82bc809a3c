import { assemble, noPatch } from "../../claims/index.ts";
import {
  type Organization,
  organizationCollection,
  type Subject,
  subjectCollection,
  templateData,
} from "../../directory/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { everyDocument } from "../../store/index.ts";

/** A member or user for whom a template gives no claims. */
export interface TrialFailure {
  readonly subjectId: string;
  /** That of an evaluation error or of a claims error. */
  readonly code: string;
  /** One sentence, no final period; no claim's value in it. */
  readonly message: string;
  /** JSON Pointer of the claim, where it is one that fails. */
  readonly claim?: string;
}

/** The trial of a template on the members or users who came last. */
export interface Trial {
  readonly evaluated: number;
  readonly failed: number;
  /** The first of them, at most 100. */
  readonly failures: readonly TrialFailure[];
}

const maxTriedSubjects = 1000;
const maxToldFailures = 100;

/** Evaluates the template of a configuration, which need not be the one in force, for the 1000 who came last and are not deleted. */
export async function tryTemplate(context: ProjectContext): Promise<Trial> {
  const organizations = context.scope.collection(organizationCollection);
  const organizationById = new Map<string, Organization | undefined>();
  const failures: TrialFailure[] = [];
  let evaluated = 0;
  let failed = 0;
  for await (const subject of everyDocument(
    context.scope.collection(subjectCollection),
    "recent",
    context.backend.pacing,
  )) {
    if (evaluated === maxTriedSubjects) break;
    if (subject.status === "deleted") continue;
    const { organizationId } = subject;
    if (context.vertical.hasOrganization && !organizationById.has(organizationId)) {
      organizationById.set(organizationId, await organizations.get(organizationId));
    }
    const failure = evaluate(context, subject, organizationById.get(organizationId));
    evaluated++;
    if (failure !== undefined && ++failed <= maxToldFailures) failures.push(failure);
  }
  return { evaluated, failed, failures };
}

function evaluate(
  context: ProjectContext,
  subject: Subject,
  organization: Organization | undefined,
): TrialFailure | undefined {
  const { template, configuration } = context.active;
  const evaluation = template.evaluate(templateData(context, subject, organization));
  if (!evaluation.ok) {
    const { code, message, claim } = evaluation.error;
    return { subjectId: subject.id, code, message, claim };
  }
  const assembly = assemble(evaluation.claims, noPatch, configuration.settings.namespace);
  return assembly.ok ? undefined : { subjectId: subject.id, ...assembly.error };
}
