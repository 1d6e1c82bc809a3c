import { type Document, declareCollection, type StoreScope } from "../store/index.ts";
import type { KeyRing } from "../tokens/index.ts";

/** The key ring as it is stored. */
export type KeyRingDocument = Document & {
  readonly ring: KeyRing;
  /** The entry of the audit log that it was last changed with; absent while nobody has changed it. */
  readonly auditEntryId?: string;
};

/** The key ring of a project, in the project's scope: one document, changed by compare-and-set. */
export const keyRingCollection = declareCollection<KeyRingDocument>()({
  name: "key_rings",
  version: 1,
  indexes: {},
});

/** The id of the one document of its collection. */
export const keyRingId = "key_ring";

/** The key ring of the project whose scope this is; `undefined` where none was made yet. */
export function readKeyRing(scope: StoreScope): Promise<KeyRingDocument | undefined> {
  return scope.collection(keyRingCollection).get(keyRingId);
}
