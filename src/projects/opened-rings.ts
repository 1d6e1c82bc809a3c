import type { SigningKey } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { KeyRingDocument } from "./key-ring-document.ts";

/** A ring that was read, with those of its keys that were opened since. */
export interface OpenedRing {
  readonly document: KeyRingDocument;
  /** By `kid`. */
  readonly signingKeys: Map<string, SigningKey>;
}

const maxRings = 1000;

const ringsByBackend = new WeakMap<Backend, BoundedMap<string, OpenedRing>>();

/**
 * The ring that this process has of a project, if it is the one that was just read: decrypting a key and reading it takes
 * longer than signing with it.
 */
export function openedRing(backend: Backend, document: KeyRingDocument): OpenedRing {
  let rings = ringsByBackend.get(backend);
  if (rings === undefined) {
    rings = new BoundedMap(maxRings);
    ringsByBackend.set(backend, rings);
  }
  const { projectId } = document.ring;
  const known = rings.get(projectId);
  if (known !== undefined && isSame(known.document, document)) return known;
  const opened = { document, signingKeys: new Map() };
  rings.set(projectId, opened);
  return opened;
}

/** The ids tell apart what the revision does not: a store that was put back to an earlier state. */
function isSame(one: KeyRingDocument, other: KeyRingDocument): boolean {
  const [kids, others] = [one, other].map(({ ring }) => ring.keys.map(({ kid }) => kid).join());
  return one.revision === other.revision && kids === others;
}
