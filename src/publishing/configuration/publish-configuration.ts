import { pointerTo } from "../../language/json-pointer.ts";
import {
  type AuditEntry,
  activate,
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
  type ProjectContext,
  prepareConfiguration,
  settling,
  verticals,
} from "../../projects/index.ts";
import { type AskForTurn, retryUntilSettled } from "../../store/index.ts";
import { orphanedRoles } from "./orphaned-roles.ts";
import { type PublicationPlan, planPublication } from "./plan-publication.ts";
import { noProspects, type Prospects } from "./prospects.ts";
import { refusedMembers } from "./refused-members.ts";
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
      /** How the template does for those who came last; absent where nothing was changed that its claims depend on. */
      readonly trial?: Trial;
      /** How each schema does for the records that there are; absent where neither the schemas nor the template were changed. */
      readonly schemaTrials?: readonly SchemaTrial[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** The circumstances of a publication: who publishes, and what else is about to change. */
export interface PublicationOptions {
  /** For the audit log: `declared state`, or the id of a key. */
  readonly actor: string;
  readonly prospects?: Prospects;
  /** Whether it is published though members or users who get claims now would get none. Not unless given. */
  readonly isForced?: boolean;
}

/**
 * Changes the configuration of a project: checks the whole of it, tries template and schemas, looks for roles that would be
 * orphaned, writes the audit entry and then, in one compare-and-set, the configuration. The changes of one server follow
 * one another in the order in which they came; where another server's came first, all of it is done again with what that
 * one left. A change that changes nothing writes nothing. What would leave those who get claims now without any is refused
 * unless it is forced; a template that fails for others is published all the same, and so are schemas that records do not fit.
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
  { actor, prospects = noProspects, isForced = false }: PublicationOptions,
): Promise<Publication> {
  const publishOnce = async (): Promise<Publication> => {
    const plan = await planPublication(backend, project, change);
    if (!plan.ok) return { ok: false, problems: plan.problems };
    const { revision } = plan.active;
    const { isChanged, notes } = plan;
    if (!isChanged) return { ok: true, revision, isChanged, notes };
    const { problems, trials } = await judgeByRecords(backend, project, { plan, prospects, isForced });
    if (problems.length > 0) return { ok: false, problems };
    const { trial } = trials;
    const forced = isForced && trial !== undefined ? { tried: trial.evaluated, refused: trial.refused } : undefined;
    await write(backend, project, { plan, actor, forced });
    return { ok: true, revision, isChanged, notes, ...trials };
  };
  return inTurn(backend, `configuration of ${project.id}`, () => retryUntilSettled(publishOnce, settling(backend)));
}

type GoodPlan = PublicationPlan & { readonly ok: true };

/** The trials of a configuration on the records that there are. */
export type Trials = Pick<Publication & { readonly ok: true }, "trial" | "schemaTrials">;

/** What the records that there are, or are about to be, have to say about a configuration. */
export interface RecordsVerdict {
  /** The roles that it would orphan, and those whom it would leave without claims. */
  readonly problems: readonly ConfigurationProblem[];
  readonly trials: Trials;
}

/** A plan that is judged by the records, and the circumstances. */
interface Judgement {
  readonly plan: GoodPlan;
  readonly prospects: Prospects;
  readonly isForced: boolean;
}

/** Judges a plan by the records. Nothing is written. */
export async function judgeByRecords(
  backend: Backend,
  project: Project,
  { plan, prospects, isForced }: Judgement,
): Promise<RecordsVerdict> {
  const { before, after } = plan;
  const policies = { before: before.configuration.policy, after: after.policy };
  const world = { scope: backend.store.scope(project.id), backend };
  const turn = backend.pacing.turns();
  const trials = await trialsOf(backend, project, { plan, prospects, isForced, turn });
  await turn();
  // Last, so that as little as can be comes between this look and the write.
  const orphans = await orphanedRoles(world, { ...policies, vertical: project.vertical, prospects });
  const part = changedParts(plan, "template", "policy", "schemas", "settings")[0] ?? "template";
  const { vertical } = project;
  const { template } = after;
  const refused =
    isForced || trials.trial === undefined
      ? []
      : refusedMembers(trials.trial, { vertical, template, pointer: pointerTo("", part) });
  return { problems: [...orphans, ...refused], trials };
}

async function trialsOf(
  backend: Backend,
  project: Project,
  { plan, prospects, isForced, turn }: Judgement & { readonly turn: AskForTurn },
): Promise<Trials> {
  const context = contextWith(backend, project, plan.active);
  const before = once(() => contextBefore(backend, project, { plan, turn }));
  const isTried = changedParts(plan, "template", "policy", "schemas", "settings").length > 0;
  const areSchemasTried = changedParts(plan, "template", "schemas").length > 0;
  return {
    ...(isTried && { trial: await tryTemplate(context, { before, prospects, isForced }) }),
    ...(areSchemasTried && { schemaTrials: await trySchemas(context, prospects) }),
  };
}

function changedParts<Part extends keyof Configuration>(
  { before, after }: GoodPlan,
  ...parts: readonly Part[]
): readonly Part[] {
  return parts.filter((part) => JSON.stringify(before.configuration[part]) !== JSON.stringify(after[part]));
}

/** What requests work with before a publication; nothing, where what is stored is of no use to them. */
async function contextBefore(
  backend: Backend,
  project: Project,
  { plan: { before }, turn }: { readonly plan: GoodPlan; readonly turn: AskForTurn },
): Promise<ProjectContext | undefined> {
  await turn();
  const { configuration: stored } = before;
  const prepared = prepareConfiguration(stored, verticals[project.vertical], { stored });
  await turn();
  if (prepared.problems.some(({ isServable }) => isServable !== true)) return undefined;
  const active = activate(stored, { revision: before.revision, project, backend, prepared });
  return contextWith(backend, project, active);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Writes the entry of the audit log, then the configuration. Rejects with a `ConflictError` or a `DuplicateKeyError` when
 * another change came first.
 */
async function write(
  { store, clock, random }: Backend,
  { id: projectId, environment }: Project,
  { plan, actor, forced }: { readonly plan: GoodPlan; readonly actor: string; readonly forced: AuditEntry["forced"] },
): Promise<void> {
  const { before, after, active } = plan;
  const scope = store.scope(projectId);
  const at = clock();
  const { id: auditEntryId } = await scope.collection(auditCollection).insert({
    id: newId("audit-entry", { environment, random }),
    actor,
    at,
    recency: -at,
    ...(forced !== undefined && { forced }),
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
