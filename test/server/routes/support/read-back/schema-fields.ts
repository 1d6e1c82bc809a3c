import type { TSchema } from "typebox";

/** The part of JSON Schema that says which fields there are. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** The fields of a schema as paths, objects and lists of objects gone into: `name.first_name`, `custom_roles[].role_id`. */
export function schemaFields(schema: TSchema): readonly string[] {
  const shape: Shape = JSON.parse(JSON.stringify(schema));
  return below(shape).map((path) => path.replace(/^\./, ""));
}

function below({ properties = {}, items }: Shape): readonly string[] {
  if (items !== undefined) return below(items).map((path) => `[]${path}`);
  return Object.entries(properties).flatMap(([name, shape]) => {
    const paths = below(shape);
    return paths.length === 0 ? [`.${name}`] : paths.map((path) => `.${name}${path}`);
  });
}

/** The value at a path, of lists that of the first element; `undefined` if there is none. */
export function valueAt(value: unknown, path: string): unknown {
  const keys = path.replaceAll("[]", ".0").split(".");
  return keys.reduce(
    (at: unknown, key) => (Object.hasOwn(Object(at), key) ? Reflect.get(Object(at), key) : undefined),
    value,
  );
}
