import { expect } from "vitest";
import {
  type Organization,
  organizationCollection,
  type Subject,
  subjectCollection,
} from "../../../src/directory/index.ts";
import {
  type Backend,
  type Configuration,
  type ProjectContext,
  readConfiguration,
  readProject,
} from "../../../src/projects/index.ts";
import type { StateApplication } from "../../../src/publishing/index.ts";
import { apply } from "./apply.ts";
import { app, appId, shop, shopId, stateOf } from "./states.ts";
import { contextOf, newBackend } from "./world.ts";

type Declare = (...records: readonly object[]) => Promise<StateApplication>;

/** A store to which both projects of the tests were applied, and ways to apply something more. */
export interface ShopWorld {
  readonly backend: Backend;
  /** What requests of the B2B project work with. */
  readonly context: ProjectContext;
  /** And those of the consumer project. */
  readonly users: ProjectContext;
  /** Applies fields of the B2B project, with files beside those of the tests. */
  readonly declare: (
    project: object,
    files?: Readonly<Record<string, string | Uint8Array>>,
  ) => Promise<StateApplication>;
  readonly organizations: Declare;
  /** Of the organization `acme`. */
  readonly members: Declare;
  readonly declareUsers: Declare;
}

export async function shopWorld(): Promise<ShopWorld> {
  const backend = await applied(stateOf(shop, app));
  const declare: ShopWorld["declare"] = (project, files = {}) =>
    apply(backend, stateOf({ project_id: shopId, ...project }), { files });
  return {
    backend,
    context: await contextIn(backend, shopId),
    users: await contextIn(backend, appId),
    declare,
    organizations: (...organizations) => declare({ organizations }),
    members: (...members) => declare({ organizations: [{ organization_slug: "acme", members }] }),
    declareUsers: (...users) => apply(backend, stateOf({ project_id: appId, users })),
  };
}

/** A store to which states were applied, one after the other. */
export async function applied(...states: readonly unknown[]): Promise<Backend> {
  const { backend } = await newBackend();
  for (const state of states) expect(await apply(backend, state)).toMatchObject({ ok: true });
  return backend;
}

/** What requests of a project work with now. */
export async function contextIn(backend: Backend, projectId: string): Promise<ProjectContext> {
  const project = await readProject(backend, projectId);
  if (project === undefined) throw new Error("there is no such project");
  return contextOf(backend, project);
}

/** The configuration that is in force. */
export async function configurationIn(backend: Backend, projectId: string): Promise<Configuration> {
  return (await readConfiguration(backend.store.scope(projectId))).configuration;
}

/** The organizations that are not deleted. */
export async function allOrganizations({ scope }: ProjectContext): Promise<readonly Organization[]> {
  return (await scope.collection(organizationCollection).find("slug", [], { limit: 100 })).items;
}

/** The members or users, deleted ones too. */
export async function allSubjects({ scope }: ProjectContext): Promise<readonly Subject[]> {
  return (await scope.collection(subjectCollection).find("recent", [], { limit: 100 })).items;
}

/** An application that changed the configuration, and nothing else. */
export const configurationChanged = { ok: true, changes: [{ what: "configuration", isNew: false }] };

/** An application that changed one record, and nothing else. */
export const changedOne = (what: string, id: string | undefined) => ({
  ok: true,
  changes: [{ what, id, isNew: false }],
});
