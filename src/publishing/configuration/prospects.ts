import type { Organization, Subject } from "../../directory/index.ts";

/** The records that are about to take the places of stored ones, by id: those that a declared state names. */
export interface Prospects {
  /** Members and users. */
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly organizations: ReadonlyMap<string, Organization>;
}

/** Every record stays as it is. */
export const noProspects: Prospects = { subjects: new Map(), organizations: new Map() };
