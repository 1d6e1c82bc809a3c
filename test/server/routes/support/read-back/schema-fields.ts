import type { TSchema } from "typebox";

/** A schema as JSON has it, or `true` or `false`, which say nothing of fields. */
type Shape = boolean | { readonly [keyword: string]: unknown };

/**
 * The fields of a schema as paths: `name.first_name`, `custom_roles[].role_id`, `members.*.name` for an object of any keys.
 * It goes into objects and lists, and into each of several alternatives. Throws for a keyword that it does not know, behind
 * which there could be fields.
 */
export function schemaFields(schema: TSchema): readonly string[] {
  const shape: Shape = JSON.parse(JSON.stringify(schema));
  return below(shape).map((path) => path.replace(/^\./, ""));
}

function below(shape: Shape): readonly string[] {
  if (typeof shape === "boolean") return [];
  return [...new Set(Object.entries(shape).flatMap(([keyword, value]) => pathsOf(keyword, value)))];
}

/** The fields that a keyword of a schema speaks of. */
function pathsOf(keyword: string, value: unknown): readonly string[] {
  switch (keyword) {
    case "properties":
      return shapesOf(value).flatMap(([name, shape]) => {
        const paths = below(shape);
        return paths.length === 0 ? [`.${name}`] : paths.map((path) => `.${name}${path}`);
      });
    case "items":
      return below(shapeOf(keyword, value)).map((path) => `[]${path}`);
    case "additionalProperties":
      return below(shapeOf(keyword, value)).map((path) => `.*${path}`);
    case "patternProperties":
      return shapesOf(value).flatMap(([, shape]) => below(shape).map((path) => `.*${path}`));
    case "anyOf":
    case "oneOf":
    case "allOf":
      return shapesOf(value).flatMap(([, shape]) => below(shape));
    default:
      if (!withoutFields.has(keyword)) throw new Error(`it is not known which fields \`${keyword}\` speaks of`);
      return [];
  }
}

/** Keywords that speak of no field, or only of those that others name. */
const withoutFields: ReadonlySet<string> = new Set([
  "type",
  "const",
  "enum",
  "required",
  "title",
  "description",
  "default",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
]);

function shapesOf(value: unknown): readonly (readonly [string, Shape])[] {
  return Object.entries(Object(value)).map(([name, shape]) => [name, shapeOf(name, shape)]);
}

function shapeOf(name: string, value: unknown): Shape {
  if (typeof value === "boolean") return value;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`\`${name}\` is no schema`);
}

/** The value at a path, of lists and objects of any keys that of the first element; `undefined` if there is none. */
export function valueAt(value: unknown, path: string): unknown {
  const keys = path.replaceAll("[]", ".*").split(".");
  return keys.reduce((at: unknown, key) => {
    const name = key === "*" ? (Object.keys(Object(at))[0] ?? "") : key;
    return Object.hasOwn(Object(at), name) ? Reflect.get(Object(at), name) : undefined;
  }, value);
}
