import { join } from "node:path";
import { invariant } from "../language/invariant.ts";
import type { Io } from "./io.ts";
import { maxInputBytes } from "./read-input.ts";

/** The version in the package's `package.json`. */
export async function versionOf(io: Io): Promise<string> {
  const manifest: unknown = JSON.parse(
    new TextDecoder().decode(await io.readFile(join(io.packageFolder(), "package.json"), maxInputBytes)),
  );
  invariant(
    typeof manifest === "object" && manifest !== null && "version" in manifest && typeof manifest.version === "string",
    "package.json has a version",
  );
  return manifest.version;
}
