import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { StartOptions } from "../../../src/server/index.ts";
import { StartError } from "../../../src/server/start/start-error.ts";
import { startWorkers } from "../../../src/server/workers/start-workers.ts";
import { bundleProgram, commandProgram } from "../../support/bundle-programs.ts";
import { basic } from "../support/basic.ts";

const settings = {
  count: 2,
  program: { script: await bundleProgram(commandProgram), parameters: ["serve-worker"], nodeParameters: [] },
};

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-workers-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Settings whose workers run a program of a few words instead. */
function running(program: string) {
  const script = join(folder(), "program.mjs");
  writeFileSync(script, program);
  return { count: 2, program: { script, parameters: [], nodeParameters: [] } };
}

/** The directories of stores that are not kept. */
function stores(place: string): readonly string[] {
  return readdirSync(place).filter((name) => /^claimsmith-[^-]+$/.test(name));
}

async function problemsOf(options: StartOptions, its: Parameters<typeof startWorkers>[1] = settings) {
  const error: unknown = await startWorkers(options, its).then(
    (server) => server.close(),
    (reason: unknown) => reason,
  );
  return error instanceof StartError ? error.problems : error;
}

describe("a server of several workers on the embedded store", () => {
  test("keeps nothing where all is ephemeral, and makes its projects once", async () => {
    const place = folder();
    vi.stubEnv("TMPDIR", place);
    onTestFinished(() => void vi.unstubAllEnvs());
    const lines: string[] = [];
    const logger = { stream: { write: (text: string) => void lines.push(...text.trimEnd().split("\n")) } };
    const server = await startWorkers({ ephemeral: true, logger }, settings);
    expect(server.secrets.map(({ vertical }) => vertical)).toEqual(["b2b", "consumer"]);
    expect(stores(place)).toHaveLength(1);
    const [project] = server.secrets;
    const authorization = `Basic ${Buffer.from(`${project?.projectId}:${project?.secret}`).toString("base64")}`;
    // One connection each, so that both workers are asked.
    const headers = { authorization, connection: "close" };
    for (const _ of [1, 2, 3, 4]) {
      expect((await fetch(`${server.url}/v1/b2b/rbac/policy`, { headers })).status).toBe(200);
    }
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    expect(stores(place)).toEqual([]);
    const logged = lines.map((line) => JSON.parse(line));
    expect(
      logged
        .filter(({ msg }) => msg === "a worker listens")
        .map(({ worker }) => worker)
        .sort(),
    ).toEqual([1, 2]);
    expect(logged.filter(({ msg }) => msg === "request").map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test("has its listeners in each worker, and one text of the metrics of all", async () => {
    const key = { workspaceKeyId: "key", workspaceKeySecret: "workspace-secret-0123456789abcdef" };
    const server = await startWorkers({ ephemeral: true, adminPort: 0, ...key }, settings);
    onTestFinished(() => server.close());
    const authorization = basic(`${key.workspaceKeyId}:${key.workspaceKeySecret}`);
    // One connection each, so that both workers are asked.
    const headers = { authorization, connection: "close" };
    const statusOf = async (url: string) => (await fetch(url, { headers })).status;
    const management = "/pwa/v3/projects/starter-b2b/environments/test/secrets";
    for (const _ of [1, 2, 3]) {
      expect(await statusOf(`${server.url}${management}`)).toBe(501);
      expect(await statusOf(`${server.adminUrl}${management}`)).toBe(200);
      expect(await statusOf(`${server.url}/metrics`)).toBe(404);
      expect(await statusOf(`${server.adminUrl}/metrics`)).toBe(200);
    }
    await server.close();
    await expect(fetch(server.adminUrl)).rejects.toThrow();
  });

  test("is not for fixed ids or a fixed time", async () => {
    expect(await problemsOf({ ephemeral: true, seed: 1 })).toEqual([
      { option: "seed", message: "is only for one worker: ids of several would be the same" },
    ]);
    expect(await problemsOf({ ephemeral: true, clock: "2026-01-01T00:00:00Z" })).toEqual([
      { option: "clock", message: "is only for one worker" },
    ]);
  });

  test("leaves nothing behind where its workers cannot start", async () => {
    const place = folder();
    vi.stubEnv("TMPDIR", place);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await problemsOf({ ephemeral: true }, running("process.exit(3);"))).toEqual([
      { option: "workers", message: "cannot be started: the last of several that ended did so with code 3" },
    ]);
    expect(stores(place)).toEqual([]);
  });

  test("says why its workers cannot start", async () => {
    const problem = { option: "store", message: "there is no room" };
    const program = `const failure = { kind: "failed", problems: [${JSON.stringify(problem)}], isTemporary: false };
      process.once("message", () => {});
      process.send(failure, () => process.exit(0));`;
    expect(await problemsOf({ ephemeral: true }, running(program))).toEqual([problem]);
  });

  test("looks for another port when one of its choice is taken meanwhile", async () => {
    const problem = { option: "port", message: "another program listens on it" };
    const program = `const failure = { kind: "failed", problems: [${JSON.stringify(problem)}], isTemporary: false };
      console.error("tried");
      process.send(failure, () => process.exit(0));`;
    let log = "";
    const logger = {
      stream: {
        write(text: string) {
          log += text;
        },
      },
    };
    expect(await problemsOf({ ephemeral: true, logger }, { ...running(program), count: 1 })).toEqual([problem]);
    expect(log.match(/^tried$/gm)).toHaveLength(3);
  });

  test("says that its port is taken, and has written nothing", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const store = join(folder(), "store");
    expect(await problemsOf({ store, port })).toMatchObject([{ option: "port" }]);
    expect(readdirSync(join(store, ".."))).toEqual([]);
  });
});
