import type { KeyRing, SigningKey } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { KeyRingDocument } from "./key-ring-document.ts";
import type { Project } from "./project.ts";
import type { ProjectVerticalId } from "./vertical.ts";

/** A ring that was read, with those of its keys that were opened since. */
export interface OpenedRing {
  readonly document: KeyRingDocument;
  readonly vertical: ProjectVerticalId;
  /** By `kid`. */
  readonly signingKeys: Map<string, SigningKey>;
}

const maxRings = 1000;

const ringsByBackend = new WeakMap<Backend, BoundedMap<string, OpenedRing>>();

/**
 * The ring that this process has of a project, if it is the one that was just read: decrypting a key and reading it takes
 * longer than signing with it.
 */
export function openedRing(backend: Backend, { vertical }: Project, document: KeyRingDocument): OpenedRing {
  let rings = ringsByBackend.get(backend);
  if (rings === undefined) {
    rings = new BoundedMap(maxRings);
    ringsByBackend.set(backend, rings);
  }
  const { projectId } = document.ring;
  const known = rings.get(projectId);
  if (known !== undefined && isSame(known.document, document)) return known;
  const opened = { document, vertical, signingKeys: new Map() };
  rings.set(projectId, opened);
  return opened;
}

/** The ring that this process has read last of a project of that vertical; `undefined` if it has read none. */
export function rememberedRing(backend: Backend, vertical: ProjectVerticalId, projectId: string): KeyRing | undefined {
  const known = ringsByBackend.get(backend)?.get(projectId);
  return known?.vertical === vertical ? known.document.ring : undefined;
}

/** The ids tell apart what the revision does not: a store that was put back to an earlier state. */
function isSame(one: KeyRingDocument, other: KeyRingDocument): boolean {
  const [kids, others] = [one, other].map(({ ring }) => ring.keys.map(({ kid }) => kid).join());
  return one.revision === other.revision && kids === others;
}
