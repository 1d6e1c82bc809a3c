import {
  auditCollection,
  type Backend,
  type Configuration,
  type ConfigurationProblem,
  configurationCollection,
  configurationDigest,
  configurationId,
  configurationToStore,
  contextWith,
  inTurn,
  newId,
  type Project,
  settling,
} from "../../projects/index.ts";
import { retryUntilSettled } from "../../store/index.ts";
import { noReassignment, orphanedRoles, type Reassignment } from "./orphaned-roles.ts";
import { type PublicationPlan, planPublication } from "./plan-publication.ts";
import { type SchemaTrial, trySchemas } from "./try-schemas.ts";
import { type Trial, tryTemplate } from "./try-template.ts";

/** A configuration that is in force now, or every reason why it is not. */
export type Publication =
  | {
      readonly ok: true;
      readonly revision: number;
      /** Whether it is another than before. */
      readonly isChanged: boolean;
      /** What is worth knowing about the template, though nothing is wrong with it. */
      readonly notes: readonly ConfigurationProblem[];
      /** How the template does for those who came last; absent where neither it nor the policy was changed. */
      readonly trial?: Trial;
      /** How each schema does for the records that there are; absent where neither the schemas nor the template were changed. */
      readonly schemaTrials?: readonly SchemaTrial[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** The circumstances of a publication: who publishes, and what else is about to change. */
export interface PublicationOptions {
  /** For the audit log: `declared state`, or the id of a key. */
  readonly actor: string;
  readonly reassignment?: Reassignment;
  /** JSON text of the trusted metadata that records are about to have instead of what is stored, by the records' ids. */
  readonly metadataById?: ReadonlyMap<string, string>;
}

/**
 * Changes the configuration of a project: checks the whole of it, tries template and schemas, looks for roles that would be
 * orphaned, writes the audit entry and then, in one compare-and-set, the configuration. The changes of one server follow
 * one another in the order in which they came; where another server's came first, all of it is done again with what that
 * one left. A change that changes nothing writes nothing. A template that fails for
 * members is published all the same, and so are schemas that records do not fit.
 *
 * A role that a request under way assigns after that look, or that it read the policy for before the compare-and-set, is
 * assigned to its member all the same: it is in nobody's effect while the policy has no such role, and is again once it has.
 *
 * Rejects with the `ApiError` `service_unavailable` when those of others came first for too long.
 */
export function publishConfiguration(
  backend: Backend,
  project: Project,
  change: (configuration: Configuration) => Configuration,
  { actor, reassignment = noReassignment, metadataById = new Map() }: PublicationOptions,
): Promise<Publication> {
  const publishOnce = async (): Promise<Publication> => {
    const plan = await planPublication(backend, project, change);
    if (!plan.ok) return { ok: false, problems: plan.problems };
    const { revision } = plan.active;
    const { isChanged, notes } = plan;
    if (!isChanged) return { ok: true, revision, isChanged, notes };
    const trials = await trialsOf(backend, project, { plan, metadataById });
    const problems = await orphansOf(backend, project, { plan, reassignment });
    if (problems.length > 0) return { ok: false, problems };
    await write(backend, project, { plan, actor });
    return { ok: true, revision, isChanged, notes, ...trials };
  };
  return inTurn(backend, `configuration of ${project.id}`, () => retryUntilSettled(publishOnce, settling(backend)));
}

type GoodPlan = PublicationPlan & { readonly ok: true };

/** The roles that would be orphaned by a plan. */
export function orphansOf(
  backend: Backend,
  { id, vertical }: Project,
  { plan, reassignment }: { readonly plan: GoodPlan; readonly reassignment: Reassignment },
): Promise<readonly ConfigurationProblem[]> {
  const { before, after } = plan;
  const policies = { before: before.configuration.policy, after: after.policy };
  return orphanedRoles({ scope: backend.store.scope(id), backend }, { ...policies, vertical, reassignment });
}

/** The trials of a configuration on the records that there are. */
export type Trials = Pick<Publication & { readonly ok: true }, "trial" | "schemaTrials">;

async function trialsOf(
  backend: Backend,
  project: Project,
  { plan, metadataById }: { readonly plan: GoodPlan; readonly metadataById: ReadonlyMap<string, string> },
): Promise<Trials> {
  const { before, after, active } = plan;
  const isChanged = (...parts: readonly (keyof Configuration)[]) =>
    parts.some((part) => JSON.stringify(before.configuration[part]) !== JSON.stringify(after[part]));
  const context = contextWith(backend, project, active);
  return {
    ...(isChanged("template", "policy") && { trial: await tryTemplate(context) }),
    ...(isChanged("template", "schemas") && { schemaTrials: await trySchemas(context, metadataById) }),
  };
}

/**
 * Writes the entry of the audit log, then the configuration. Rejects with a `ConflictError` or a `DuplicateKeyError` when
 * another change came first.
 */
async function write(
  { store, clock, random }: Backend,
  { id: projectId, environment }: Project,
  { plan, actor }: { readonly plan: GoodPlan; readonly actor: string },
): Promise<void> {
  const { before, after, active } = plan;
  const scope = store.scope(projectId);
  const at = clock();
  const { id: auditEntryId } = await scope.collection(auditCollection).insert({
    id: newId("audit-entry", { environment, random }),
    actor,
    at,
    recency: -at,
    previousEntryId: before.document?.auditEntryId ?? null,
    revisionBefore: before.revision,
    revisionAfter: active.revision,
    digestBefore: configurationDigest(before.configuration),
    digestAfter: configurationDigest(after),
  });
  const configurations = scope.collection(configurationCollection);
  const next = { id: configurationId, json: configurationToStore(after, before.document), auditEntryId };
  if (before.document === undefined) await configurations.insert(next);
  else await configurations.replace({ ...next, revision: before.revision });
}
