import type { IncomingMessage } from "node:http";
import {
  type ActiveConfigurations,
  ApiError,
  type Backend,
  isWorkspaceKey,
  openProject,
  openPublicProject,
  type ProjectContext,
  projectContext,
  readProjectBySlugs,
  wrongCredentials,
} from "../../projects/index.ts";
import type { ApiRoute } from "./api-route.ts";
import { basicCredentials } from "./basic-credentials.ts";

/** The parts that credentials are checked against. */
export interface Access {
  readonly backend: Backend;
  readonly configurations: ActiveConfigurations;
}

/**
 * The project that a request is of: the one of its credentials or, where the route is public, the one that its path
 * names. Throws an `ApiError` if there is none.
 */
export async function projectOf(
  request: IncomingMessage,
  params: unknown,
  { isPublic, vertical }: ApiRoute,
  { backend, configurations }: Access,
): Promise<ProjectContext> {
  if (isPublic !== true) {
    return openProject(backend, configurations, basicCredentials(sentHeaders(request, "authorization")));
  }
  const context = await openPublicProject(backend, configurations, String(Object(params).project_id));
  // The project of another vertical is as good as none.
  if (context?.project.vertical !== vertical) throw new ApiError("project_not_found");
  return context;
}

/** The id of the workspace key that a request has. Throws an `ApiError` if it has none, or a wrong one. */
export async function workspaceKeyOf(request: IncomingMessage, { backend }: Access): Promise<string> {
  const names = "workspace_key_id:workspace_key_secret";
  const { projectId: keyId, secret } = basicCredentials(sentHeaders(request, "authorization"), names);
  if (!(await isWorkspaceKey(backend, { keyId, secret }))) throw wrongCredentials;
  return keyId;
}

/** The project that the path of a management request names. Throws an `ApiError` if there is none. */
export async function managedProject(params: unknown, { backend, configurations }: Access): Promise<ProjectContext> {
  const { project_slug, environment_slug } = Object(params);
  const slugs = { projectSlug: String(project_slug), environmentSlug: String(environment_slug) };
  const project = await readProjectBySlugs(backend, slugs);
  if (project === undefined) throw new ApiError("project_not_found");
  return projectContext(backend, configurations, project);
}

/** The beginning of the headers by which a request asks to be made in the name of a member. */
const memberSessionHeaders = "x-stytch-member-session";

/**
 * Refuses a request that its route is not for: of a project of the other vertical, or in a member's name, which must not
 * be taken for one of the project itself.
 */
export function checkAdmission(
  { project }: ProjectContext,
  { headers }: IncomingMessage,
  { vertical }: ApiRoute,
): void {
  if (vertical !== "any" && project.vertical !== vertical) throw new ApiError("incompatible_project_vertical");
  if (Object.keys(headers).some((name) => name.startsWith(memberSessionHeaders))) {
    throw new ApiError("not_supported", "requests in the name of a member session are not supported");
  }
}

/** Each value that a header was sent with: Node.js itself keeps the first only. */
export function sentHeaders({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
