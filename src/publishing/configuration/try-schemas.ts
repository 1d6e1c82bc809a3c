import { organizationCollection, readMetadata, subjectCollection } from "../../directory/index.ts";
import type { MetadataCheck } from "../../language/data/metadata-checks.ts";
import type { DataMisfit } from "../../language/index.ts";
import type { ProjectContext } from "../../projects/index.ts";
import { everyDocument } from "../../store/index.ts";
import type { Prospects } from "./prospects.ts";

/** The trial of one schema on the records whose trusted metadata it is for. */
export interface SchemaTrial {
  /** Of the vocabulary: `member.trusted_metadata`. */
  readonly path: string;
  readonly checked: number;
  /** Whether there was no time for all that were to be checked. */
  readonly isPart: boolean;
  /** So many do not fit it. */
  readonly misfitting: number;
  /** The first of them, and the first thing that does not fit; the pointer begins at the metadata object. */
  readonly example?: { readonly recordId: string; readonly misfit: DataMisfit };
}

const maxTriedRecords = 1000;
/** Of all schemas together. */
const maxTrialMilliseconds = 2000;

/**
 * Checks trusted metadata against the schemas of a configuration, which need not be the one in force: of the 1000 members
 * or users who came last, and of 1000 organizations in the order of their slugs, as far as there is time. Deleted records
 * are passed over, and one without metadata does not fit a schema that requires something.
 * @param prospects what records are about to be
 */
export async function trySchemas(
  { active, backend, scope, vertical }: ProjectContext,
  prospects: Prospects,
): Promise<readonly SchemaTrial[]> {
  const trials: SchemaTrial[] = [];
  const { pacing } = backend;
  const startedAt = pacing.elapsedMilliseconds();
  const hasTime = () => pacing.elapsedMilliseconds() - startedAt <= maxTrialMilliseconds;
  for (const [path, check] of active.metadataChecks) {
    const isOfSubjects = path === `${vertical.subject}.trusted_metadata`;
    const records = isOfSubjects
      ? everyDocument(scope.collection(subjectCollection), "recent", pacing)
      : everyDocument(scope.collection(organizationCollection), "slug", pacing);
    const prospectById = isOfSubjects ? prospects.subjects : prospects.organizations;
    trials.push({ path, ...(await tryRecords(records, check, { prospectById, hasTime })) });
  }
  return trials;
}

/** The part of a record that the trial reads; an organization that is deleted is not in the index. */
interface TriedRecord {
  readonly id: string;
  readonly trustedMetadata: string;
  readonly status?: string;
}

async function tryRecords(
  records: AsyncIterable<TriedRecord>,
  check: MetadataCheck,
  {
    prospectById,
    hasTime,
  }: { readonly prospectById: ReadonlyMap<string, TriedRecord>; readonly hasTime: () => boolean },
): Promise<Omit<SchemaTrial, "path">> {
  let [checked, misfitting, isPart] = [0, 0, false];
  let example: SchemaTrial["example"];
  for await (const { id, trustedMetadata, status } of records) {
    if (checked === maxTriedRecords) break;
    isPart = !hasTime();
    if (isPart) break;
    if (status === "deleted") continue;
    const [misfit] = check(readMetadata(prospectById.get(id)?.trustedMetadata ?? trustedMetadata));
    checked++;
    if (misfit !== undefined) {
      misfitting++;
      example ??= { recordId: id, misfit };
    }
  }
  return { checked, isPart, misfitting, ...(example === undefined ? {} : { example }) };
}
