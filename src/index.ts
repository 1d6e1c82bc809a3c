/** The package `claimsmith`: compiling templates of custom claims, what a session's claims are made of, and RBAC policies. */
export * from "./claims/index.ts";
export * from "./language/index.ts";
export * from "./policy/index.ts";
