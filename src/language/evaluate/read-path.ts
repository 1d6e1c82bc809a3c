import type { Access } from "../check/checked-tree.ts";
import { foreignValue } from "./not-json.ts";
import { kindOf, lengthOf, readElement, readProperty } from "./value.ts";

const indexPattern = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * The member of a value: an object's own property, or a list's element by a number or by digits as `.0` writes them.
 * Null where there is none, whatever the value; fails with `not-json` for a value that JSON does not have.
 */
export function selectFrom(value: unknown, member: unknown): unknown {
  const kind = kindOf(value);
  if (kind === "foreign") throw foreignValue(value);
  if (typeof value !== "object" || value === null) return null;
  if (kind === "object") return typeof member === "string" ? readProperty(value, member) : null;
  const index = typeof member === "string" && indexPattern.test(member) ? Number(member) : member;
  if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= lengthOf(value)) return null;
  return readElement(value, index);
}

/** The value that a path leads to; null where it leads nowhere. */
export function readPath(data: unknown, access: Access): unknown {
  switch (access.kind) {
    case "members": {
      const value = access.names.reduce<unknown>(selectFrom, data);
      return access.emptyIsUnset && value === "" ? null : value;
    }
    case "record":
      return readRecord(access.names.reduce<unknown>(selectFrom, data), access.parts);
    case "roles":
      return [access.root, "rbac", "roles"].reduce<unknown>(selectFrom, data) ?? [];
    case "actions":
      return [access.root, "rbac", "actions", access.resourceId].reduce<unknown>(selectFrom, data) ?? [];
  }
}

/** The parts of a record that are set: an empty string counts as unset. */
function readRecord(record: unknown, parts: readonly string[]): unknown {
  if (record === null) return null;
  const set: Record<string, unknown> = {};
  for (const part of parts) {
    const value = selectFrom(record, part);
    if (value !== null && value !== "") set[part] = value;
  }
  return set;
}
