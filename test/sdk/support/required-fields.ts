import { isJsonObject } from "../../../src/language/json.ts";
import { type DeclaredField, type DeclaredType, fieldsOf } from "./type-declarations.ts";

/**
 * What a value lacks of what an interface of the SDK requires, at any depth: each field that is not there, or is of
 * another kind, by its JSON Pointer. An optional field may be absent or null. `type` is the file in the SDK's `types/lib`
 * and the interface in it, such as `b2b/sessions B2BSessionsAttestResponse`.
 */
export function missingFields(value: unknown, type: string): readonly string[] {
  const [file = "", name = ""] = type.split(" ");
  return faultsIn(value, { kind: "interface", file, name }, "");
}

function faultsIn(value: unknown, type: DeclaredType, at: string): readonly string[] {
  switch (type.kind) {
    case "any":
      return value === undefined ? [`${at} is missing`] : [];
    case "primitive":
      return fits(value, type.name) ? [] : [`${at} is not a ${type.name}`];
    case "literal":
      return value === type.value ? [] : [`${at} is not ${JSON.stringify(type.value)}`];
    case "array":
      if (!Array.isArray(value)) return [`${at} is not a list`];
      return value.flatMap((element, index) => faultsIn(element, type.of, `${at}/${index}`));
    case "record":
      if (!isJsonObject(value)) return [`${at} is not an object`];
      return Object.entries(value).flatMap(([key, element]) => faultsIn(element, type.of, `${at}/${key}`));
    case "union":
      return type.of.some((choice) => faultsIn(value, choice, at).length === 0) ? [] : [`${at} fits none of its types`];
    case "object":
      return faultsInFields(value, type.fields, at);
    case "interface":
      return faultsInFields(value, fieldsOf(type.file, type.name), at);
  }
}

function faultsInFields(value: unknown, fields: readonly DeclaredField[], at: string): readonly string[] {
  if (!isJsonObject(value)) return [`${at} is not an object`];
  return fields.flatMap(({ name, isOptional, type }) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    if (isOptional && (field === undefined || field === null)) return [];
    return field === undefined ? [`${at}/${name} is missing`] : faultsIn(field, type, `${at}/${name}`);
  });
}

function fits(value: unknown, name: string): boolean {
  return name === "null" ? value === null : typeof value === name;
}
