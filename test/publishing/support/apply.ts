import type { Backend } from "../../../src/projects/index.ts";
import { applyDeclaredState, type StateApplication } from "../../../src/publishing/index.ts";
import { stateFiles } from "./states.ts";

/** Applies a state whose files are those of the tests, and others if they are given. Secrets that are made go to `printed`. */
export function apply(
  backend: Backend,
  state: unknown,
  {
    files = {},
    printed = [],
  }: { readonly files?: Readonly<Record<string, string | Uint8Array>>; readonly printed?: object[] } = {},
): Promise<StateApplication> {
  const all: Readonly<Record<string, string | Uint8Array>> = { ...stateFiles, ...files };
  return applyDeclaredState(backend, state, {
    readFile: async (path) => {
      const file = Object.hasOwn(all, path) ? all[path] : undefined;
      if (file === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return Buffer.from(file);
    },
    printSecret: (made) => printed.push(made),
  });
}
