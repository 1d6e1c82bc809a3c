import type { ApiRoute } from "../http/api-route.ts";
import { jwksRoutes } from "./jwks.ts";
import { jwtTemplateRoutes } from "./management/jwt-templates.ts";
import { profileRoutes } from "./management/profiles.ts";
import { rbacPolicyRoutes } from "./management/rbac-policy.ts";
import { secretRoutes } from "./management/secrets.ts";
import { memberSessionRoutes } from "./member-sessions.ts";
import { memberRoutes } from "./members.ts";
import { organizationRoutes } from "./organizations.ts";
import { profileTrialRoutes } from "./profile-trials.ts";
import { rbacRoutes } from "./rbac.ts";
import { userSessionRoutes } from "./user-sessions.ts";
import { userRoutes } from "./users.ts";

/** Every endpoint of the management API, which changes projects themselves. */
export const managementRoutes: readonly ApiRoute[] = [
  ...secretRoutes,
  ...profileRoutes,
  ...jwtTemplateRoutes,
  ...rbacPolicyRoutes,
];

/** Every endpoint of the API, those of our own too. */
export const apiRoutes: readonly ApiRoute[] = [
  ...memberSessionRoutes,
  ...userSessionRoutes,
  ...jwksRoutes,
  ...rbacRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...userRoutes,
  ...profileTrialRoutes,
  ...managementRoutes,
];
