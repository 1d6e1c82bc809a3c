import { projectKeys, readProject } from "../../../src/projects/index.ts";
import { generatePrivateKey } from "../../../src/tokens/index.ts";
import { testBackend } from "../../support/backend.ts";

/*
 * Another process with the same store: `keys-program.ts DIRECTORY SEED PROJECT`. Once it is told to, it asks four times at
 * once for the key that signs, and tells the ids that it was given.
 */
const [directory = "", seed = "", projectId = ""] = process.argv.slice(2);
const { backend: opened, close } = await testBackend({ directory, seed });
const backend = { ...opened, keySource: generatePrivateKey };
const project = await readProject(backend, projectId);

process.once("message", async () => {
  if (project === undefined) throw new Error("there is no such project");
  const keys = await Promise.all(Array.from({ length: 4 }, () => projectKeys(backend, project, "ES256").signingKey()));
  await close();
  process.send?.(keys.map(({ kid }) => kid));
  process.disconnect();
});
process.send?.("ready");
