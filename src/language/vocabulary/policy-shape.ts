/** Actions on one resource that a role or a scope grants; `*` stands for all that the resource declares. */
export interface Permission {
  readonly resource_id: string;
  readonly actions: readonly string[];
}

export interface Role {
  readonly role_id: string;
  readonly description?: string;
  readonly permissions: readonly Permission[];
}

export interface Resource {
  readonly resource_id: string;
  readonly description?: string;
  /** In the order in which claims list them. */
  readonly actions: readonly string[];
}

export interface Scope {
  readonly scope: string;
  readonly description?: string;
  readonly permissions: readonly Permission[];
}

/** An RBAC policy as `GET /v1/b2b/rbac/policy` returns it. */
export interface PolicyOutline {
  readonly roles: readonly Role[];
  readonly resources: readonly Resource[];
  readonly scopes?: readonly Scope[];
}
