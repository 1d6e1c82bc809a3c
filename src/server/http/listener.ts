/**
 * The part that an app plays: it answers on the only listener of a server or, where there are two, on the public one or
 * on that of whoever runs the service.
 */
export type ListenerRole = "only" | "public" | "admin";

/** The beginnings of the paths that are for whoever runs the service, in whole segments. */
const adminPaths: readonly string[] = ["/pwa", "/v1/claimsmith", "/metrics", "/openapi.json", "/docs", "/console"];

/** The paths that every listener has. */
const sharedPaths: readonly string[] = ["/healthz", "/readyz"];

/** Tells whether a listener in this role has a route, by its path as the route declares it. */
export function isServedBy(role: ListenerRole, path: string): boolean {
  if (role === "only" || sharedPaths.includes(path)) return true;
  const isOfAdmin = adminPaths.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return isOfAdmin === (role === "admin");
}
