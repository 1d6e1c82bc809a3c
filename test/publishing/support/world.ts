import { onTestFinished } from "vitest";
import {
  createOrganization,
  insertSubject,
  newSubject,
  type Organization,
  type Subject,
} from "../../../src/directory/index.ts";
import {
  ActiveConfigurations,
  type AuditEntry,
  auditCollection,
  type Backend,
  type Configuration,
  createProject,
  type Project,
  type ProjectContext,
  projectContext,
} from "../../../src/projects/index.ts";
import { type TestBackend, testBackend } from "../../support/backend.ts";

/** A backend that is closed when the test is over. */
export async function newBackend(): Promise<TestBackend> {
  const opened = await testBackend();
  onTestFinished(() => opened.close());
  return opened;
}

/** Works with a backend, which is closed at the end. */
export async function withBackend<T>(use: (backend: Backend) => Promise<T>): Promise<T> {
  const { backend, close } = await testBackend();
  try {
    return await use(backend);
  } finally {
    await close();
  }
}

/** A backend with a B2B project that was told nothing. */
export async function newShop(): Promise<{
  readonly backend: Backend;
  readonly project: Project;
  readonly test: TestBackend;
}> {
  const test = await newBackend();
  const { backend } = test;
  const slugs = { projectSlug: "shop", environmentSlug: "test" };
  const project = await createProject(backend, { projectId: "project-test-1", vertical: "b2b", ...slugs });
  return { backend, project, test };
}

/** What requests of the project work with now. */
export function contextOf(backend: Backend, project: Project): Promise<ProjectContext> {
  return projectContext(backend, new ActiveConfigurations(), project);
}

/** The audit log of a project, the latest entry first; entries of one moment by id. */
export async function auditLog(backend: Backend, project: Project): Promise<readonly AuditEntry[]> {
  const page = await backend.store.scope(project.id).collection(auditCollection).find("recent", [], { limit: 1000 });
  return page.items;
}

/** Adds an organization with one member of each address. */
export async function addMembers(
  context: ProjectContext,
  addresses: readonly string[],
  roles: readonly string[] = [],
): Promise<{ readonly organization: Organization; readonly members: readonly Subject[] }> {
  const organization = await createOrganization(context, { name: "Acme" });
  const documents = addresses.map((emailAddress) =>
    newSubject(context, { organizationId: organization.id, emailAddress, roles }),
  );
  const members = await Promise.all(documents.map((document) => insertSubject(context, document)));
  return { organization, members };
}

/** The change that gives a configuration another template. */
export function withTemplate(template: string): (configuration: Configuration) => Configuration {
  return (configuration) => ({ ...configuration, template });
}

/** The change that gives a configuration a policy of these roles. */
export function withRoles(...ids: readonly string[]): (configuration: Configuration) => Configuration {
  const roles = ids.map((role_id) => ({ role_id, permissions: [] }));
  return (configuration) => ({ ...configuration, policy: { roles, resources: [] } });
}
