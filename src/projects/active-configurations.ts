import { activate } from "./activate.ts";
import type { ActiveConfiguration } from "./active-configuration.ts";
import type { Backend } from "./backend.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { ConfigurationDocument } from "./configuration.ts";
import type { Project } from "./project.ts";
import { configurationOf, readConfigurationDocument } from "./read-configuration.ts";

/** The configurations that a server has made ready for requests: of each project the latest revision it has met. */
export class ActiveConfigurations {
  readonly #activeByProject: BoundedMap<string, ActiveConfiguration>;
  readonly #metById: BoundedMap<string, Project>;

  readonly #onLookup: (isReady: boolean) => void;

  /** Keeps those of the projects that were used last, at most so many; tells at each question whether one was ready. */
  constructor(maxConfigurations = 1000, onLookup: (isReady: boolean) => void = () => {}) {
    this.#activeByProject = new BoundedMap(maxConfigurations);
    this.#metById = new BoundedMap(maxConfigurations);
    this.#onLookup = onLookup;
  }

  /** A project as it was met last, which may have changed since: for a guess at what to read, and for nothing else. */
  metProject(projectId: string): Project | undefined {
    return this.#metById.get(projectId);
  }

  /** Notes a project that was just read. */
  meet(project: Project): void {
    this.#metById.set(project.id, project);
  }

  /** The configuration that the store holds now: it is read each time, and compiled once for a revision. */
  async read(backend: Backend, project: Project): Promise<ActiveConfiguration> {
    return this.of(backend, project, await readConfigurationDocument(backend.store.scope(project.id)));
  }

  /** The configuration of a document that was just read; `undefined` stands for that of a project that was told nothing. */
  of(backend: Backend, project: Project, document: ConfigurationDocument | undefined): ActiveConfiguration {
    const revision = document?.revision ?? 0;
    const known = this.#activeByProject.get(project.id);
    const isReady = known?.revision === revision;
    this.#onLookup(isReady);
    if (isReady) return known;
    const active = activate(configurationOf(document), { revision, project, backend });
    this.#activeByProject.set(project.id, active);
    return active;
  }
}
