import { isJsonObject } from "../../language/json.ts";
import { pointerTo, pointerTokens } from "../../language/json-pointer.ts";

/** The fields that each kind of record has of schemas, and those that it has of the policy. */
const metadataFields = ["trusted_metadata", "untrusted_metadata"] as const;
const roleFields = ["roles", "rbac_email_implicit_role_assignments"] as const;

/**
 * The places of a state that cannot be judged, or would be judged wrongly, where something is wrong at one: first its own, as
 * much of it as has to go with it, then those that are judged by it, which need not be there.
 */
export function dependentPlaces(pointer: string, state: unknown): readonly [string, ...string[]] {
  const [list, index, part, ...rest] = pointerTokens(pointer);
  if (list !== "projects") return [pointer];
  if (index === undefined || part === undefined || part === "project_id")
    return [pointerTo("/projects", ...given(index))];
  const project = pointerTo("/projects", index);
  const at = (...keys: readonly string[]) => pointerTo(project, ...keys);
  switch (part) {
    case "schemas":
      return [at(part), at("template"), ...recordFields(valueAt(state, project), project, metadataFields)];
    case "policy":
      return [at(part), at("template"), ...recordFields(valueAt(state, project), project, roleFields)];
    case "settings":
      return [at(part, ...given(rest[0])), ...(judgesTemplate(rest[0]) ? [at("template")] : [])];
    case "project_slug":
    case "environment_slug":
      return [at(part), at("project_slug"), at("environment_slug")];
    case "profiles": {
      const [place, field, key] = rest;
      const isMapping = field === "attribute_mapping";
      return [at(part, ...given(place), ...given(field), ...(isMapping ? given(key) : []))];
    }
    case "users":
      return [at(part, ...rest.slice(0, 2))];
    case "organizations":
      return [at(part, ...rest.slice(0, rest[1] === "members" ? 4 : 2))];
    default:
      return [at(part)];
  }
}

/** What stands at a JSON Pointer; `undefined` if nothing does. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const token of pointerTokens(pointer)) {
    at = typeof at === "object" && at !== null && Object.hasOwn(at, token) ? Reflect.get(at, token) : undefined;
  }
  return at;
}

/** Whether a template is judged by a setting, or by what stands in the place of all settings. */
function judgesTemplate(setting: string | undefined): boolean {
  return setting === undefined || setting === "namespace";
}

function given(token: string | undefined): readonly string[] {
  return token === undefined ? [] : [token];
}

/** The places of these fields in all records of a project. */
function recordFields(project: unknown, pointer: string, fields: readonly string[]): readonly string[] {
  const records = ["organizations", "users", "members"] as const;
  if (!isJsonObject(project)) return [];
  return records.flatMap((kind) => {
    const list: unknown = project[kind];
    if (!Array.isArray(list)) return [];
    return list.flatMap((record, index): readonly string[] => {
      const at = pointerTo(pointer, kind, index);
      return [...fields.map((field) => pointerTo(at, field)), ...recordFields(record, at, fields)];
    });
  });
}
