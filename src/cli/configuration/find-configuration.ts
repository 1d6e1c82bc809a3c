import { dirname, join } from "node:path";
import type { Io } from "../io.ts";
import { configurationFileName } from "./configuration.ts";

/** The `claimsmith.json` in the folder or the nearest one above it; both are absolute paths. */
export async function findConfiguration(io: Pick<Io, "kindOf">, folder: string): Promise<string | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, configurationFileName);
    if ((await io.kindOf(file)) === "file") return file;
    if (dirname(current) === current) return undefined;
  }
}
