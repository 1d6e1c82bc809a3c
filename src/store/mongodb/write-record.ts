import type { Collection } from "mongodb";
import type { EpochMilliseconds } from "../document.ts";
import { ConflictError, DuplicateKeyError } from "../store-error.ts";
import { dateOf, keyField, type Partition, type StoredRecord } from "./stored-record.ts";
import { isDuplicateKey, isLostAnswer } from "./unavailable.ts";

/** A record that is to be written. */
export interface RecordWrite {
  readonly partition: Partition;
  readonly records: Collection<StoredRecord>;
  readonly record: StoredRecord;
  /** Whether it is inserted, so that its id must be free too; otherwise it replaces the one before. */
  readonly isNew: boolean;
  readonly now: EpochMilliseconds;
  /**
   * Writes it; `false` when the record before does not have the revision that was read. Tried again after it has taken
   * place, it must be refused.
   */
  readonly attempt: () => Promise<boolean>;
}

/** The times that a write is tried whose way was barred by what had expired, or whose answer was lost. */
const maxTries = 5;

/**
 * Writes a record once, however often that has to be tried: expired holders of its keys are removed, and after a lost
 * answer the record is read again to see whether the write took place. Rejects with a `ConflictError` or a
 * `DuplicateKeyError`; with what the driver threw when the write failed, or when nothing tells what became of it.
 */
export async function writeRecord(write: RecordWrite): Promise<void> {
  let lost: unknown;
  let failure: unknown;
  for (let tries = 0; tries < maxTries; tries++) {
    try {
      if (await write.attempt()) return;
    } catch (error) {
      failure = error;
      if (isDuplicateKey(error)) {
        if ((await clearWay(write, lost)) === "taken") return;
        continue;
      }
      if (!isLostAnswer(error)) throw error;
      lost = error;
      if ((await fateOf(write)) === "taken") return;
      continue;
    }
    const fate = lost === undefined ? "superseded" : await fateOf(write);
    if (fate === "taken") return;
    if (fate === "superseded") throw new ConflictError(write.partition.collection.name);
    throw lost;
  }
  throw lost ?? failure;
}

/**
 * The fate of a write whose answer was lost, as far as the record tells: it is there (`taken`); it is not, and another
 * has its place or there is nothing to replace (`superseded`), or the record before is still there (`open`); or so much
 * was written since that it cannot be told (`unknown`).
 */
async function fateOf({ records, record }: RecordWrite): Promise<"taken" | "superseded" | "open" | "unknown"> {
  const { _id, scope, revision, writeId } = record;
  const stored = await records.findOne({ _id, scope }, { projection: { revision: 1, writeId: 1 } });
  if (stored?.writeId === writeId) return "taken";
  if (stored === null || stored.revision === revision) return "superseded";
  return stored.revision < revision ? "open" : "unknown";
}

/** Removes what has expired and holds a key of a record; throws a `DuplicateKeyError` when something else holds one. */
async function clearWay(write: RecordWrite, lost: unknown): Promise<"taken" | "cleared"> {
  const { partition, records, record, isNew, now } = write;
  const { name, indexes } = partition.collection;
  const { _id, scope, keys } = record;
  const unique = Object.entries(keys).filter(([index]) => indexes[index]?.unique === true);
  const searches: (readonly [string, object])[] = unique.map(([index, key]) => [index, { [keyField(index)]: key }]);
  if (isNew) searches.unshift(["id", { _id }]);
  const projection = { revision: 1, writeId: 1, expiresAt: 1 };
  const holders = await Promise.all(
    searches.map(async ([index, key]) => ({ index, holder: await records.findOne({ scope, ...key }, { projection }) })),
  );
  const expired: StoredRecord[] = [];
  for (const { index, holder } of holders) {
    if (holder === null || (!isNew && holder._id === _id)) continue;
    if (holder.writeId === record.writeId) return "taken";
    // It may be what was written, and has been replaced since.
    if (lost !== undefined && holder._id === _id && holder.revision > record.revision) throw lost;
    if (holder.expiresAt === undefined || holder.expiresAt > dateOf(now)) throw new DuplicateKeyError(name, index);
    expired.push(holder);
  }
  for (const holder of expired) await records.deleteOne({ _id: holder._id, scope, writeId: holder.writeId });
  return "cleared";
}
