import { randomBytes } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Block, root } from "./block.ts";
import type { Place } from "./place.ts";

/** What a page takes for granted: what its reader has before, and puts in where it says `NAME=…`. */
export interface World {
  /** What is to be done before the first block; what it gives is done after the last. */
  prepare?(place: Place): Promise<() => Promise<void>>;
  /** What is to be done before a block. */
  before?(place: Place, block: Block): Promise<void>;
  /** What is to be so after the last block; throws if it is not. */
  after?(place: Place): void;
  /** What stands for the `…` behind a name. */
  values?(place: Place): Readonly<Record<string, string>>;
  /** The options that programs are run with, as the page tells. */
  readonly nodeOptions?: string;
}

const nothing = async () => {};
const newKey = () => randomBytes(32).toString("base64");

/** The pages whose blocks are run, in their order, with their worlds. */
export const worlds: ReadonlyMap<string, World> = new Map<string, World>([
  [
    "README.md",
    {
      async prepare({ folder }) {
        cpSync(join(root, "examples"), join(folder, "examples"), { recursive: true });
        return nothing;
      },
      nodeOptions: "--env-file=.claimsmith/demo/demo.env",
    },
  ],
  ["docs/library.md", {}],
  ["docs/keys.md", keysWorld()],
  ["docs/management.md", managementWorld()],
  ["docs/operate.md", { after: expectSecretsOfCompose }],
  [
    "docs/service.md",
    {
      values: ({ printed }) => ({
        SECRET: /project_id project-test-shop {2}secret (\S+)/.exec(printed)?.[1] ?? "none was printed",
      }),
    },
  ],
]);

/** That the file that the page makes has what the compose file cannot do without, and nothing that it does not read. */
function expectSecretsOfCompose({ folder }: Place): void {
  const made = readFileSync(join(folder, ".env"), "utf8").trimEnd().split("\n");
  expect(made.filter((line) => !/^[A-Z_]+(?:_ID=\S+|=\S{32,})$/.test(line))).toEqual([]);
  const names = made.map((line) => line.split("=", 1)[0] ?? "");
  const compose = readFileSync(join(root, "compose.yaml"), "utf8");
  const required = Array.from(compose.matchAll(/\$\{([A-Z_]+):\?/g), ([, name = ""]) => name);
  expect(required.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !compose.includes(`\${${name}`))).toEqual([]);
}

/** A new store with the two projects of its start, and its key. */
function managementWorld(): World {
  let key = { keyId: "", secret: "" };
  return {
    async prepare(place) {
      const { startServer } = await import("../../../src/server/index.ts");
      const server = await startServer({ ephemeral: true });
      if (server.workspaceKey !== undefined) key = server.workspaceKey;
      place.ask(server.url);
      return () => server.close();
    },
    values: () => ({ WORKSPACE_KEY_ID: key.keyId, WORKSPACE_KEY_SECRET: key.secret }),
  };
}

/** A store whose project has changed its key a while ago, and whose master key is to be changed. */
function keysWorld(): World {
  const [oldKey, nextKey] = [newKey(), newKey()];
  const start = async ({ folder }: Place, masterKey: string, apply?: object) => {
    const { startServer } = await import("../../../src/server/index.ts");
    return startServer({ store: `embedded:${join(folder, "data")}`, masterKey, ...(apply && { apply }) });
  };
  return {
    async prepare(place) {
      const project_id = "project-test-shop";
      const server = await start(place, oldKey, { projects: [{ project_id, vertical: "b2b" }] });
      await fetch(`${server.url}/v1/b2b/sessions/jwks/${project_id}`);
      await server.close();
      const { code, stderr } = await place.paste(
        `CLAIMSMITH_MASTER_KEY='${oldKey}' claimsmith keys rotate --store embedded:data`,
      );
      if (code !== 0) throw new Error(stderr);
      // The new key signs by the time that the page is read.
      place.write("later.mjs", "const { now } = Date;\nDate.now = () => now() + 20 * 60_000;\n");
      place.env.NODE_OPTIONS = `--import=${join(place.folder, "later.mjs")}`;
      place.write("old.key", oldKey);
      place.write("new.key", nextKey);
      return nothing;
    },
    async before(place, { text }) {
      // The second of the steps before it.
      if (text.includes("claimsmith keys reencrypt")) await (await start(place, `${nextKey},${oldKey}`)).close();
    },
    values: () => ({ CLAIMSMITH_STORE: "embedded:data", CLAIMSMITH_MASTER_KEY: oldKey }),
  };
}
