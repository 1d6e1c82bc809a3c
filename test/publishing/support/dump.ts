import { organizationCollection, subjectCollection } from "../../../src/directory/index.ts";
import { type Backend, readConfiguration, readProject } from "../../../src/projects/index.ts";

/** All that is stored of some projects, but for what differs each time it is made: random ids, revisions and audit entries. */
export async function dump(backend: Backend, projectIds: readonly string[]): Promise<unknown> {
  const projects = [];
  for (const projectId of projectIds) {
    const project = await readProject(backend, projectId);
    const scope = backend.store.scope(projectId);
    const organizations = (await scope.collection(organizationCollection).find("slug", [], { limit: 1000 })).items;
    const subjects = (await scope.collection(subjectCollection).find("recent", [], { limit: 1000 })).items;
    const nameById = new Map(organizations.map(({ id, slug }) => [id, slug]));
    const { configuration } = await readConfiguration(scope);
    projects.push({
      slugs: [project?.projectSlug, project?.environmentSlug],
      secrets: project?.secrets.map(({ lastFour, isDeclared }) => (isDeclared ? lastFour : "made")).sort(),
      configuration: {
        ...configuration,
        profiles: configuration.profiles.map(({ profileId, pemFiles, ...profile }) => ({
          ...profile,
          pemFiles: pemFiles.map(({ publicKey }) => publicKey),
        })),
      },
      organizations: organizations.map(({ id, revision, ...organization }) => organization),
      subjects: subjects
        .map(({ id, revision, organizationId, otherFields, ...subject }) => ({
          ...subject,
          // A user's are random ids.
          otherFields: organizationId === "" ? "" : otherFields,
          organization: nameById.get(organizationId),
        }))
        .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    });
  }
  return projects;
}
