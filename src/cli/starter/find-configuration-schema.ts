import { dirname, join, relative, sep } from "node:path";
import type { Io } from "../io.ts";

const schemaPath = join("schemas", "claimsmith.schema.json");
const installedSchemaPath = join("node_modules", "claimsmith", schemaPath);

/**
 * The place of the JSON Schema of the configuration for a project in the folder, as `$schema` names it: relative, with
 * `/`. It is that of the package installed nearest above, or of the running package where the folder is inside of it.
 */
export async function findConfigurationSchema(io: Io, folder: string): Promise<string | undefined> {
  const own = io.packageFolder();
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, installedSchemaPath);
    if ((await io.kindOf(file)) === "file") return reference(folder, file);
    if (relative(own, current) === "") return reference(folder, join(own, schemaPath));
    if (dirname(current) === current) return undefined;
  }
}

function reference(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}
