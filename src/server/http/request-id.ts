import type { FastifyRequest } from "fastify";
import type { ProjectEnvironment } from "../../projects/index.ts";

/** The id of a request as answers and logs have it. Its environment is `test` where no project has been made out. */
export function requestIdText(uuid: string, environment: ProjectEnvironment = "test"): string {
  return `request-id-${environment}-${uuid}`;
}

/** The id of a request. */
export function requestIdOf(request: FastifyRequest): string {
  return requestIdText(request.id, request.projectContext?.project.environment);
}
