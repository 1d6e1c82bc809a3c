import { activate } from "./activate.ts";
import type { ActiveConfiguration } from "./active-configuration.ts";
import type { Backend } from "./backend.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Project } from "./project.ts";
import { configurationOf, readConfigurationDocument } from "./read-configuration.ts";

/** The configurations that a server has made ready for requests: of each project the latest revision it has met. */
export class ActiveConfigurations {
  readonly #activeByProject: BoundedMap<string, ActiveConfiguration>;

  /** Keeps those of the projects that were used last, at most so many. */
  constructor(limit = 1000) {
    this.#activeByProject = new BoundedMap(limit);
  }

  /** The configuration that the store holds now: it is read each time, and compiled once for a revision. */
  async read(backend: Backend, project: Project): Promise<ActiveConfiguration> {
    const document = await readConfigurationDocument(backend.store.scope(project.id));
    const revision = document?.revision ?? 0;
    const known = this.#activeByProject.get(project.id);
    if (known?.revision === revision) return known;
    const active = activate(configurationOf(document), { revision, project, backend });
    this.#activeByProject.set(project.id, active);
    return active;
  }
}
