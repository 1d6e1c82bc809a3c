import type { CollectionShape } from "../store/index.ts";
import { organizationCollection } from "./organization.ts";
import { subjectCollection } from "./subject.ts";

/** Every collection of this room, for whoever opens the store. */
export const directoryCollections: readonly CollectionShape[] = [organizationCollection, subjectCollection];
