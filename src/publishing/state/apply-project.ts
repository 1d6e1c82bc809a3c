import { pointerTo } from "../../language/json-pointer.ts";
import {
  ActiveConfigurations,
  type Backend,
  projectContext,
  readConfiguration,
  type StoredConfiguration,
} from "../../projects/index.ts";
import type { Prospects } from "../configuration/prospects.ts";
import { publishConfiguration, type Trials } from "../configuration/publish-configuration.ts";
import { applyProjectRecord } from "./apply-project-record.ts";
import { applyRecord } from "./apply-record.ts";
import { applySecret, type PrintSecret } from "./apply-secret.ts";
import { declaredChange, type ReadProject } from "./declared-configuration.ts";
import { profileIndex } from "./declared-profile.ts";
import { declaredRecords } from "./declared-records.ts";
import type { Progress } from "./progress.ts";
import { RecordWalk } from "./record-walk.ts";
import type { StateChange, StatePart } from "./state-change.ts";

/** The circumstances in which a project of a state is applied. */
export interface ProjectApplication {
  /** The declared records as they will be. */
  readonly prospects: Prospects;
  readonly isForced: boolean;
  readonly progress: Progress;
  readonly printSecret: PrintSecret;
}

/** The parts of a project of a state, in the order in which they are applied. */
export function partsOf(read: ReadProject): readonly StatePart[] {
  const records = declaredRecords(read).map(({ what, pointer }) => ({ what, pointer }));
  return [partOf("project", read), partOf("configuration", read), ...records, partOf("secret", read)];
}

/**
 * Makes a project as a state says, part by part: the record, the configuration, organizations with their members or users,
 * and the secret last, so that nobody gets in before. What is so already is not written. Returns how a changed template and
 * its schemas did.
 */
export async function applyProject(
  backend: Backend,
  read: ReadProject,
  { prospects, isForced, progress, printSecret }: ProjectApplication,
): Promise<Trials> {
  const { declared } = read;
  const { project_id: projectId } = declared;

  const project = await progress.apply(partOf("project", read), async (changed) => {
    const applied = await applyProjectRecord(backend, declared);
    if (applied.isChanged) changed({ projectId, id: projectId, isNew: applied.isNew });
    return applied.project;
  });

  const trials = await progress.apply(partOf("configuration", read), async (changed) => {
    const ids = { environment: project.environment, random: backend.random };
    const scope = backend.store.scope(projectId);
    const before = await readConfiguration(scope);
    const options = { actor: "declared state", prospects, isForced };
    const publication = await publishConfiguration(backend, project, declaredChange(read, ids), options);
    if (!publication.ok) throw new Error(publication.problems.map(({ message }) => message).join("; "));
    if (publication.isChanged) {
      changed({ projectId, id: projectId, isNew: publication.revision === 1 });
      for (const profile of newProfiles(read, { before, after: await readConfiguration(scope) })) changed(profile);
    }
    return publication;
  });

  const walk = new RecordWalk(await projectContext(backend, new ActiveConfigurations(), project));
  const turn = backend.pacing.turns();
  for (const record of declaredRecords(read)) {
    await turn();
    const { what, pointer } = record;
    await progress.apply({ what, pointer }, async (changed) => {
      const written = await applyRecord(backend, { walk, record });
      if (written !== undefined) changed({ projectId, ...written });
    });
  }

  await progress.apply(partOf("secret", read), async (changed) => {
    const id = await applySecret(backend, declared, printSecret);
    if (id !== undefined) changed({ projectId, id, isNew: true });
  });
  return trials;
}

/** The declared profiles that were not there before. */
function newProfiles(
  { declared, pointer }: ReadProject,
  { before, after }: { readonly before: StoredConfiguration; readonly after: StoredConfiguration },
): readonly StateChange[] {
  const known = new Set(before.configuration.profiles.map(({ profileId }) => profileId));
  return (declared.profiles ?? []).flatMap((profile, index): readonly StateChange[] => {
    const { profiles } = after.configuration;
    const id = profiles[profileIndex(profiles, profile)]?.profileId;
    if (id === undefined || known.has(id)) return [];
    const at = pointerTo(pointer, "profiles", index);
    return [{ what: "profile", pointer: at, projectId: declared.project_id, id, isNew: true }];
  });
}

function partOf(what: StatePart["what"], { pointer }: ReadProject): StatePart {
  return { what, pointer };
}
