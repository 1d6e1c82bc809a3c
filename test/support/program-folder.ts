import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the programs that are bundled for this run. */
    readonly programFolder: string;
  }
}

/** Makes the folder of `bundlePrograms`, where programs find the packages of this project, and removes it at the end. */
export default function makeProgramFolder(project: TestProject): () => void {
  const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));
  const folder = mkdtempSync(join(modules, ".claimsmith-test-"));
  project.provide("programFolder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
