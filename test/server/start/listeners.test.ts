import { connect, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type RunningServer, type StartOptions, startServer } from "../../../src/server/index.ts";
import { basic } from "../support/basic.ts";

/** Starts a server that is closed when the test has finished. */
async function started(options: StartOptions): Promise<RunningServer> {
  const server = await startServer({ ephemeral: true, ...options });
  onTestFinished(() => server.close());
  return server;
}

const key = { workspaceKeyId: "key", workspaceKeySecret: "workspace-secret-0123456789abcdef" };
const authorization = basic(`${key.workspaceKeyId}:${key.workspaceKeySecret}`);
const management = "/pwa/v3/projects/starter-b2b/environments/test/secrets";

/** What is answered: all of it but the id and the time. */
async function answerOf(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  const headers = new Headers(response.headers);
  for (const name of ["x-request-id", "date"]) headers.delete(name);
  const text = await response.text();
  return { status: response.status, headers: [...headers], text: text.replace(/"request_id":"[^"]*"/, "") };
}

async function problemsOf(options: StartOptions) {
  const running = await startServer({ ephemeral: true, ...options }).catch((error: unknown) => error);
  expect(running).toMatchObject({ name: "StartError" });
  return Object(running).problems;
}

describe("a server with one listener", () => {
  test("has all on it", async () => {
    const { url, adminUrl } = await started(key);
    expect(adminUrl).toBe(url);
    expect((await answerOf(`${url}${management}`, { headers: { authorization } })).status).toBe(200);
    expect((await answerOf(`${url}/metrics`)).status).toBe(200);
  });

  test("has no metrics where they are turned off", async () => {
    const { url } = await started({ metrics: false });
    expect(await answerOf(`${url}/metrics`)).toEqual(await answerOf(`${url}/unknown`));
  });
});

describe("a server with a listener for whoever runs it", () => {
  test("has management and metrics there, and health on both", async () => {
    const { url, adminUrl } = await started({ ...key, adminPort: 0 });
    expect(new URL(adminUrl).hostname).toBe("127.0.0.1");
    expect((await answerOf(`${adminUrl}${management}`, { headers: { authorization } })).status).toBe(200);
    const trial = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    expect((await answerOf(`${adminUrl}/v1/claimsmith/profiles/dry_run`, trial)).status).toBe(401);
    const metrics = await answerOf(`${adminUrl}/metrics`);
    expect(metrics.text).toContain('claimsmith_http_requests_total{route="/pwa/v3');
    for (const listener of [url, adminUrl]) {
      for (const path of ["/healthz", "/readyz"]) expect((await answerOf(`${listener}${path}`)).status).toBe(200);
    }
  });

  test("answers for what is there exactly as for what nobody has, on the public one", async () => {
    const { url } = await started({ ...key, adminPort: 0 });
    for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const init = { method, headers: { authorization, "content-type": "application/json" } };
      expect(await answerOf(`${url}${management}`, init)).toEqual(await answerOf(`${url}/pwa/v3/unknown`, init));
      for (const path of [
        "/metrics",
        "/v1/claimsmith/x",
        "/v1/claimsmith/profiles/dry_run",
        "/openapi.json",
        "/docs",
      ]) {
        expect(await answerOf(`${url}${path}`, init)).toEqual(await answerOf(`${url}/unknown`, init));
      }
    }
  });

  test("has nothing there that is for clients", async () => {
    const { adminUrl, secrets } = await started({ adminPort: 0 });
    const [project] = secrets;
    const init = { headers: { authorization: basic(`${project?.projectId}:${project?.secret}`) } };
    const unknown = await answerOf(`${adminUrl}/unknown`, init);
    expect(unknown.status).toBe(404);
    for (const path of ["/v1/b2b/rbac/policy", `/v1/b2b/sessions/jwks/${project?.projectId}`]) {
      expect(await answerOf(`${adminUrl}${path}`, init)).toEqual(unknown);
    }
  });

  test("counts and logs requests of both, with the same headers and limits", async () => {
    const lines: string[] = [];
    const logger = { stream: { write: (line: string) => void lines.push(line) } };
    const { url, adminUrl } = await started({ ...key, adminPort: 0, logger, failedCredentialsLimit: 1 });
    const health = await answerOf(`${url}/healthz`);
    expect(await answerOf(`${adminUrl}/healthz`)).toEqual(health);
    const wrong = { headers: { authorization: basic("key:wrong") } };
    const statuses = [];
    for (let count = 0; count < 11; count += 1)
      statuses.push((await answerOf(`${adminUrl}${management}`, wrong)).status);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(0);
    expect(statuses.at(-1)).toBe(429);
    const logged = lines.map((line) => JSON.parse(line));
    expect(logged[0]).toMatchObject({ level: "info", msg: "the server listens", url, admin_url: adminUrl });
    expect(logged.filter(({ route }) => route === "/healthz")).toHaveLength(2);
  });

  test("lets go of both when it closes, and does not wait for a silent connection on either", async () => {
    const server = await started({ adminPort: 0 });
    for (const url of [server.url, server.adminUrl]) {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      await new Promise((resolve) => socket.once("connect", resolve));
      onTestFinished(() => void socket.destroy());
    }
    await server.close();
    for (const url of [server.url, server.adminUrl]) await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test.each<[StartOptions, object]>([
    [{ adminHost: "::1" }, { option: "adminHost", message: "is only for a listener with a port of its own" }],
    [{ adminPort: -1 }, { option: "adminPort", message: "must be a whole number from 0 to 65535" }],
    [
      { adminPort: 1, adminHost: "not a host" },
      { option: "adminHost", message: "must be an IP address or a host name" },
    ],
    [
      { port: 9, adminPort: 9 },
      { option: "adminPort", message: "must be another than that of the public listener" },
    ],
    [
      { port: 9, adminPort: 9, host: "0.0.0.0" },
      { option: "adminPort", message: "must be another than that of the public listener" },
    ],
    [
      { adminPort: 0, adminHost: "192.0.2.1" },
      { option: "adminHost", message: "cannot be `192.0.2.1`: it is no address of this machine" },
    ],
    [{ adminPort: 0, adminHost: "0.0.0.0", seed: 1 }, { option: "seed" }],
  ])("is refused with %j", async (options, problem) => {
    expect(await problemsOf(options)).toMatchObject([problem]);
  });

  test("needs a master key where other machines reach either", async () => {
    const running = await startServer({ store: "never", adminPort: 0, adminHost: "0.0.0.0" }).catch((error) => error);
    expect(running).toMatchObject({
      problems: [{ option: "masterKey", message: expect.stringMatching(/^is required where other machines reach/) }],
    });
  });

  test("says that its port is taken, and leaves nothing open", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await problemsOf({ adminPort: port })).toEqual([
      { option: "adminPort", message: `cannot be \`${port}\`: another program listens on it` },
    ]);
  });
});
