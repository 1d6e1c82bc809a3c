import type { ApiRoute } from "./api-route.ts";
import { jwksRoutes } from "./routes/jwks.ts";
import { jwtTemplateRoutes } from "./routes/management/jwt-templates.ts";
import { profileRoutes } from "./routes/management/profiles.ts";
import { rbacPolicyRoutes } from "./routes/management/rbac-policy.ts";
import { secretRoutes } from "./routes/management/secrets.ts";
import { memberSessionRoutes } from "./routes/member-sessions.ts";
import { memberRoutes } from "./routes/members.ts";
import { organizationRoutes } from "./routes/organizations.ts";
import { rbacRoutes } from "./routes/rbac.ts";
import { userSessionRoutes } from "./routes/user-sessions.ts";
import { userRoutes } from "./routes/users.ts";

/** Every endpoint of the management API, which changes projects themselves. */
export const managementRoutes: readonly ApiRoute[] = [
  ...secretRoutes,
  ...profileRoutes,
  ...jwtTemplateRoutes,
  ...rbacPolicyRoutes,
];

/** Every endpoint of the compatible API. */
export const apiRoutes: readonly ApiRoute[] = [
  ...memberSessionRoutes,
  ...userSessionRoutes,
  ...jwksRoutes,
  ...rbacRoutes,
  ...organizationRoutes,
  ...memberRoutes,
  ...userRoutes,
  ...managementRoutes,
];
