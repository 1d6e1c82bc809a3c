import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type RunningServer, StartError, type StartOptions, startServer } from "../../../src/server/index.ts";
import { StoreUnavailableError } from "../../../src/store/index.ts";
import { basic } from "../support/basic.ts";

/** Starts a server that is closed when the test has finished. */
async function started(options: StartOptions): Promise<RunningServer> {
  const server = await startServer(options);
  onTestFinished(() => server.close());
  return server;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-start-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function call(url: string, path: string, credentials?: string, init: RequestInit = {}) {
  const headers = {
    ...(credentials === undefined ? {} : { authorization: basic(credentials) }),
    ...(init.body === undefined ? {} : { "content-type": "application/json" }),
  };
  const response = await fetch(`${url}${path}`, { ...init, headers });
  return Object(await response.json());
}

const secret = "secret-test-declared-0123456789abcdef";
const declared = (more: object = {}) => ({
  projects: [{ project_id: "project-test-declared", vertical: "b2b", secret, ...more }],
});

const problemsOf = async (options: StartOptions) => {
  const running = await startServer(options).catch((error: unknown) => error);
  expect(running).toMatchObject({ name: "StartError" });
  return Object(running).problems;
};

describe("a server", () => {
  test("makes a project for each vertical in a store that is new, and tells their secrets once", async () => {
    const store = join(folder(), "store");
    const first = await startServer({ store });
    expect(first).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      secrets: [
        {
          vertical: "b2b",
          projectId: expect.stringMatching(/^project-test-/),
          secret: expect.stringMatching(/^secret-test-/),
        },
        { vertical: "consumer" },
      ],
      changes: [],
      warnings: [],
    });
    const [project] = first.secrets;
    await first.close();

    const second = await started({ store });
    expect(second.secrets).toEqual([]);
    const policy = await call(second.url, "/v1/b2b/rbac/policy", `${project?.projectId}:${project?.secret}`);
    expect(policy).toMatchObject({ status_code: 200, policy: { roles: expect.any(Array) } });
  });

  test("tells one secret for each project, though several servers start at once", async () => {
    const store = join(folder(), "store");
    const servers = await Promise.all([1, 2, 3].map(() => started({ store })));
    const secrets = servers.flatMap((server) => server.secrets);
    expect(secrets.map(({ vertical }) => vertical).sort()).toEqual(["b2b", "consumer"]);
    for (const { url } of servers) expect((await call(url, "/readyz")).status).toBe("ok");
  });

  test("makes one key of the workspace, though several servers start at once, unless one is given", async () => {
    const store = join(folder(), "store");
    const servers = await Promise.all([1, 2, 3].map(() => started({ store })));
    const made = servers.flatMap(({ workspaceKey }) => (workspaceKey === undefined ? [] : [workspaceKey]));
    expect(made).toHaveLength(1);
    const [url = ""] = servers.map((server) => server.url);
    const path = "/pwa/v3/projects/starter-b2b/environments/test/secrets";
    const codeFor = async (keyId = "", secret = "") => (await call(url, path, `${keyId}:${secret}`)).status_code;
    expect(await codeFor(made[0]?.keyId, made[0]?.secret)).toBe(200);
    const given = { workspaceKeyId: "key", workspaceKeySecret: "workspace-secret-0123456789abcdef" };
    expect((await started({ store, ...given })).workspaceKey).toBeUndefined();
    expect(await codeFor(given.workspaceKeyId, given.workspaceKeySecret)).toBe(200);
    expect(await codeFor(made[0]?.keyId, made[0]?.secret)).toBe(401);
  });

  test("keeps nothing where all is ephemeral, whether it starts or not", async () => {
    const place = folder();
    vi.stubEnv("TMPDIR", place);
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await startServer({ ephemeral: true });
    expect(readdirSync(place)).toHaveLength(1);
    await server.close();
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    await expect(startServer({ ephemeral: true, apply: {} })).rejects.toThrow("`projects` is missing");
    expect(readdirSync(place)).toEqual([]);
  });

  test("is the same each time for a seed and a time", async () => {
    const answers = [];
    for (const _ of [1, 2]) {
      const server = await startServer({ ephemeral: true, seed: 7, clock: "2026-01-01T00:00:00Z" });
      const [project] = server.secrets;
      const credentials = `${project?.projectId}:${project?.secret}`;
      const body = JSON.stringify({ organization_name: "Acme" });
      answers.push([
        server.secrets,
        server.workspaceKey,
        await call(server.url, "/v1/b2b/organizations", credentials, { method: "POST", body }),
        await call(server.url, `/v1/b2b/sessions/jwks/${project?.projectId}`),
      ]);
      await server.close();
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[2].organization.created_at).toBe("2026-01-01T00:00:00.000000Z");
  });

  test("logs where it is told to", async () => {
    const lines: string[] = [];
    const server = await startServer({
      ephemeral: true,
      logger: { stream: { write: (line) => void lines.push(line) } },
    });
    await call(server.url, "/healthz");
    await server.close("SIGTERM");
    await server.close();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "info", msg: "the server listens", url: server.url },
      { msg: "request", route: "/healthz" },
      { level: "info", msg: "the server stops", signal: "SIGTERM" },
      { level: "info", msg: "the server has stopped", signal: "SIGTERM" },
    ]);
  });

  test("listens on an IPv6 address, and names it as URLs do", async () => {
    const { url } = await started({ ephemeral: true, host: "::1" });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await call(url, "/healthz")).status).toBe("ok");
  });

  test.each([
    ["0.0.0.0", "http://127.0.0.1:"],
    ["::", "http://[::1]:"],
    ["localhost", "http://127.0.0.1:"],
  ])("names an address by which it is reached from here: %s", async (host, start) => {
    const { url } = await started({ ephemeral: true, host });
    expect(url.startsWith(start)).toBe(true);
    expect((await call(url, "/healthz")).status).toBe("ok");
  });
});

describe("a declared state", () => {
  test("is applied before the server listens, and makes no other projects", async () => {
    const organization = { organization_name: "Acme", organization_slug: "acme" };
    const server = await started({ ephemeral: true, apply: declared({ organizations: [organization] }) });
    expect(server.secrets).toEqual([]);
    expect(server.changes.map(({ what, isNew }) => [what, isNew])).toContainEqual(["organization", true]);
    const answer = await call(server.url, "/v1/b2b/organizations/acme", `project-test-declared:${secret}`);
    expect(answer.organization.organization_name).toBe("Acme");
  });

  test("may be a file, with paths beside it, and tells the secrets that it made", async () => {
    const place = folder();
    const state = { projects: [{ project_id: "project-test-declared", vertical: "consumer", template: "./a.claims" }] };
    writeFileSync(join(place, "state.json"), JSON.stringify(state));
    writeFileSync(join(place, "a.claims"), '{"plan": "free"}');
    const server = await started({ ephemeral: true, apply: "state.json", applyFolder: place });
    expect(server.secrets).toEqual([
      { projectId: "project-test-declared", vertical: "consumer", secret: expect.stringMatching(/^secret-test-/) },
    ]);
    const again = await started({ ephemeral: true, apply: state, applyFolder: place });
    expect(again.secrets).toHaveLength(1);
  });

  test("with mistakes names each of them, and nothing is left open", async () => {
    const problems = await problemsOf({
      ephemeral: true,
      apply: declared({ template: '{"a": << nobody.x >>}', settings: { issuer: "me" }, nam: 1 }),
    });
    expect(problems).toContainEqual({
      option: "apply",
      pointer: "/projects/0/settings/issuer",
      message: "this must be `stytch` or `url`",
    });
    expect(problems.map(({ pointer }: { readonly pointer: string }) => pointer)).toContain("/projects/0/nam");
  });

  test("says where in a file a template is wrong", async () => {
    const place = folder();
    writeFileSync(join(place, "a.claims"), '{"a":\n << nobody.x >>}');
    const [problem] = await problemsOf({
      ephemeral: true,
      apply: declared({ template: "./a.claims" }),
      applyFolder: place,
    });
    expect(problem).toMatchObject({ option: "apply", pointer: "/projects/0/template", file: "./a.claims", offset: 10 });
  });

  test.each([
    ["missing.json", undefined, "the file cannot be read: there is no such file"],
    ["state.json", "{", "the file is not valid JSON"],
    [
      "state.json",
      '{"projects":[],"x":9007199254740993}',
      "a number in the file is too large, or a whole number of more digits than can be kept",
    ],
    ["state.json", Uint8Array.of(0xff), "the file is not valid JSON"],
  ])("in the file %s that cannot be read is refused", async (name, content, message) => {
    const place = folder();
    if (content !== undefined) writeFileSync(join(place, name), content);
    expect(await problemsOf({ ephemeral: true, apply: join(place, name) })).toEqual([{ option: "apply", message }]);
  });
});

describe("a server that cannot start", () => {
  test("tells the secrets that were made before, because nothing else will", async () => {
    const project = (name: string) => ({ project_id: `project-test-${name}`, vertical: "consumer" });
    const apply = { projects: [project("first"), project("second")] };
    const toldWithRoomFor = async (operations: number): Promise<StartError["secrets"]> => {
      let left = operations;
      const clock = () => {
        left -= 1;
        if (left < 0) throw new StoreUnavailableError("full", "there is no room");
        return Date.now();
      };
      const error: unknown = await startServer({ ephemeral: true, apply, clock }).then(
        (server) => server.close(),
        (reason: unknown) => reason,
      );
      if (error instanceof StartError) return error.secrets;
      throw new Error("there was room for everything");
    };
    let told: StartError["secrets"] = [];
    for (let operations = 1; told.length === 0; operations += 1) told = await toldWithRoomFor(operations);
    expect(told).toEqual([
      { projectId: "project-test-first", vertical: "consumer", secret: expect.stringMatching(/^secret-test-/) },
    ]);
  });

  test("tells all that was made where its port is taken in the end", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const address = probe.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    let other: ReturnType<typeof createServer> | undefined;
    onTestFinished(() => void other?.close());
    const clock = () => {
      // The store asks what time it is; the port was found to be free before.
      other ??= createServer().listen(port, "127.0.0.1");
      return Date.now();
    };
    await expect(startServer({ ephemeral: true, port, clock })).rejects.toMatchObject({
      problems: [{ option: "port" }],
      secrets: [{ vertical: "b2b" }, { vertical: "consumer" }],
      workspaceKey: { keyId: expect.stringMatching(/^workspace-key-/) },
    });
  });

  test("says that its store cannot serve", async () => {
    const clock = () => {
      throw new StoreUnavailableError("full", "there is no room");
    };
    expect(await problemsOf({ ephemeral: true, clock })).toEqual([
      { option: "store", message: "there is no room", help: "make room on its disk" },
    ]);
  });

  test("has written nothing where its address cannot be had", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const store = join(folder(), "store");
    expect(await problemsOf({ store, port })).toMatchObject([{ option: "port" }]);
    expect(existsSync(store)).toBe(false);
  });

  test("names an option that is misspelt", async () => {
    const misspelt = { ephemeral: true, ephemerall: true };
    expect(await problemsOf(misspelt)).toEqual([{ option: "ephemerall", message: "is no option of `startServer`" }]);
  });

  test("says that its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await problemsOf({ ephemeral: true, port })).toEqual([
      { option: "port", message: `cannot be \`${port}\`: another program listens on it` },
    ]);
  });

  test("says that its address is none of this machine", async () => {
    expect(await problemsOf({ ephemeral: true, host: "192.0.2.1" })).toEqual([
      { option: "host", message: "cannot be `192.0.2.1`: it is no address of this machine" },
    ]);
  });

  test("says that its master key is the wrong one, and changes nothing", async () => {
    const store = join(folder(), "store");
    const [right, wrong] = ["a", "b"].map((letter) => Buffer.from(letter.repeat(32)).toString("base64"));
    await (await startServer({ store, masterKey: right })).close();
    expect(await problemsOf({ store, masterKey: wrong })).toEqual([
      { option: "masterKey", message: expect.stringContaining("is not the right one") },
    ]);
    expect(await problemsOf({ store })).toEqual([
      { option: "masterKey", message: expect.stringContaining("has no `master.key` of its own") },
    ]);
    expect((await started({ store, masterKey: right })).secrets).toEqual([]);
  });

  test("says that its store is none", async () => {
    const store = join(folder(), "store");
    await (await startServer({ store })).close();
    writeFileSync(join(store, "data.mdb"), "something else");
    expect(await problemsOf({ store })).toEqual([
      {
        option: "store",
        message: expect.stringContaining("are not a store of claimsmith"),
        help: expect.stringContaining("back-up"),
      },
    ]);
  });
});

describe("a program of somebody else's", () => {
  test("ends when its server is closed", async () => {
    const entry = fileURLToPath(new URL("../../../src/server/index.ts", import.meta.url));
    const program = `import { startServer } from ${JSON.stringify(entry)};
      const server = await startServer({ ephemeral: true });
      const response = await fetch(server.url + "/healthz");
      await response.text();
      await server.close();
      console.log("closed");`;
    const child = spawn(process.execPath, [
      "--import",
      import.meta.resolve("tsx"),
      "--input-type=module",
      "-e",
      program,
    ]);
    const code = new Promise((resolve) => child.once("close", resolve));
    expect([await text(child.stdout), await text(child.stderr), await code]).toEqual(["closed\n", "", 0]);
  });
});
