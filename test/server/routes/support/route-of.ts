import type { ApiRoute } from "../../../../src/server/http/api-route.ts";
import { apiRoutes } from "../../../../src/server/routes/api-routes.ts";

/** The route that takes a request: of several the one with the fewest parameters. */
export function routeOf(method: string, path: string): ApiRoute {
  const [pathname = ""] = path.split("?");
  const given = pathname.split("/");
  const fitting = apiRoutes.filter((route) => {
    const segments = route.path.split("/");
    const isSame = (segment: string, index: number) => segment.startsWith(":") || segment === given[index];
    return route.method === method && segments.length === given.length && segments.every(isSame);
  });
  const [route] = fitting.sort((a, b) => a.path.split(":").length - b.path.split(":").length);
  if (route === undefined) throw new Error(`${method} ${path} is a route`);
  return route;
}
