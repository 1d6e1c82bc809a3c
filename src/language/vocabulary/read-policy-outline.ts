import { isJsonObject } from "../json.ts";
import type { Permission, PolicyOutline, Resource, Role, Scope } from "./policy-shape.ts";

/** One thing that keeps a value from being a policy. */
export interface OutlineProblem {
  /** JSON Pointer (RFC 6901) into the value that was read. */
  readonly pointer: string;
  readonly message: string;
}

/** A policy whose shape is right, with the JSON Pointer at which it was found, or all that is wrong with its shape. */
export type OutlineReading =
  | {
      readonly ok: true;
      readonly outline: PolicyOutline & { readonly scopes: readonly Scope[] };
      readonly pointer: "" | "/policy";
    }
  | { readonly ok: false; readonly problems: readonly OutlineProblem[] };

/** The roles of an organization's policy, or all that is wrong with their shape. */
export type RolesReading =
  | { readonly ok: true; readonly roles: readonly Role[] }
  | { readonly ok: false; readonly problems: readonly OutlineProblem[] };

/**
 * Reads a policy in the shape in which the API returns it, `{ roles, resources, scopes }` or the same under `policy`.
 * Only the shape is looked at. `resources`, `scopes`, `permissions` and `description` may be left out; fields that are
 * not known are ignored. The outline is a copy. Every problem is reported.
 */
export function readPolicyOutline(value: unknown): OutlineReading {
  const fields = isJsonObject(value) ? value : {};
  const pointer = Object.hasOwn(fields, "policy") && !Object.hasOwn(fields, "roles") ? "/policy" : "";
  const reader = new ShapeReader();
  const outline = reader.outline(pointer === "" ? value : fields.policy, pointer);
  return reader.problems.length === 0 ? { ok: true, outline, pointer } : { ok: false, problems: reader.problems };
}

/** Roles in the shape in which an organization's policy has them, `{ roles }`, or all that is wrong with the shape. */
export function readRoles(value: unknown): RolesReading {
  const reader = new ShapeReader();
  const { roles } = reader.outline(value, "");
  return reader.problems.length === 0 ? { ok: true, roles } : { ok: false, problems: reader.problems };
}

type Fields = Readonly<Record<string, unknown>>;

/** Stands for an object that was none: it has been reported, so what it lacks is not. */
const unreadable: Fields = {};

/** Reads every part and notes what is wrong with it; where something is, what is returned only fills the place. */
class ShapeReader {
  readonly problems: OutlineProblem[] = [];

  outline(value: unknown, pointer: string): PolicyOutline & { readonly scopes: readonly Scope[] } {
    const policy = this.fields(value, pointer, "a policy");
    return {
      roles: this.required(policy, "roles", pointer, this.list(this.role), []),
      resources: this.optional(policy, "resources", pointer, this.list(this.resource), []),
      scopes: this.optional(policy, "scopes", pointer, this.list(this.scope), []),
    };
  }

  private readonly role = (value: unknown, pointer: string): Role => {
    const role = this.fields(value, pointer, "a role");
    return { role_id: this.required(role, "role_id", pointer, this.text, ""), ...this.granting(role, pointer) };
  };

  private readonly scope = (value: unknown, pointer: string): Scope => {
    const scope = this.fields(value, pointer, "a scope");
    return { scope: this.required(scope, "scope", pointer, this.text, ""), ...this.granting(scope, pointer) };
  };

  private readonly resource = (value: unknown, pointer: string): Resource => {
    const resource = this.fields(value, pointer, "a resource");
    return { ...this.permission(resource, pointer), ...this.described(resource, pointer) };
  };

  private readonly permission = (value: unknown, pointer: string): Permission => {
    const permission = this.fields(value, pointer, "a permission");
    return {
      resource_id: this.required(permission, "resource_id", pointer, this.text, ""),
      actions: this.required(permission, "actions", pointer, this.list(this.text), []),
    };
  };

  private granting(owner: Fields, pointer: string): Pick<Role, "description" | "permissions"> {
    const permissions = this.optional(owner, "permissions", pointer, this.list(this.permission), []);
    return { ...this.described(owner, pointer), permissions };
  }

  private described(owner: Fields, pointer: string): Pick<Role, "description"> {
    const description = this.optional(owner, "description", pointer, this.text, null);
    return description === null ? {} : { description };
  }

  private required<T>(owner: Fields, name: string, pointer: string, read: Read<T>, otherwise: T): T {
    if (Object.hasOwn(owner, name) || owner === unreadable) return this.optional(owner, name, pointer, read, otherwise);
    this.problems.push({ pointer, message: `\`${name}\` is missing` });
    return otherwise;
  }

  private optional<T>(owner: Fields, name: string, pointer: string, read: Read<T>, otherwise: T): T {
    return Object.hasOwn(owner, name) ? read(owner[name], `${pointer}/${name}`) : otherwise;
  }

  private list<T>(read: Read<T>): Read<readonly T[]> {
    return (value, pointer) => {
      if (Array.isArray(value)) {
        return Array.from(value, (element: unknown, index) => read(element, `${pointer}/${index}`));
      }
      this.problems.push({ pointer, message: "this must be a list" });
      return [];
    };
  }

  private readonly text = (value: unknown, pointer: string): string => {
    if (typeof value === "string") return value;
    this.problems.push({ pointer, message: "this must be a string" });
    return "";
  };

  private fields(value: unknown, pointer: string, what: string): Fields {
    if (isJsonObject(value)) return value;
    this.problems.push({ pointer, message: `${what} must be an object` });
    return unreadable;
  }
}

type Read<T> = (value: unknown, pointer: string) => T;
