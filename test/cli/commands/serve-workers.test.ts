import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { b2b, declaredState } from "../../sdk/support/declared-state.ts";
import { trustedToken } from "../../sdk/support/trusted-token.ts";
import { metricValue } from "../../server/support/read-metrics.ts";
import { bundleProgram, commandProgram } from "../../support/bundle-programs.ts";
import { freePort } from "../../support/free-port.ts";
import { effort } from "../../support/lanes/effort.ts";
import { describeWithMongodb } from "../../support/mongodb.ts";
import { workspace } from "../workspace.ts";

const masterKey = Buffer.from("k".repeat(32)).toString("base64");
const authorization = `Basic ${Buffer.from(`${b2b.projectId}:${b2b.secret}`).toString("base64")}`;

/** The command with several workers, on a state with one organization; it ends with the test. */
async function serving(...options: readonly string[]) {
  const place = workspace({ "state.json": declaredState({ settings: { signing_algorithm: "ES256" } }) });
  onTestFinished(() => place[Symbol.dispose]());
  const program = await bundleProgram(commandProgram);
  const child = spawn(process.execPath, [program, "serve", "--apply", "state.json", ...options], {
    cwd: place.folder,
    env: { ...process.env, NO_COLOR: "1", CLAIMSMITH_MASTER_KEY: masterKey },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  let onLog: () => void = () => {};
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    log += piece;
    onLog();
  });
  const ended = once(child, "close").then(([code]) => code);
  // Besides the log, warnings of the state.
  const lines = () =>
    log
      .split("\n")
      .slice(0, -1)
      .filter((line) => !/^(?:warning| {2}help): /.test(line))
      .map((line) => JSON.parse(line));
  const found = (message: string) => lines().filter(({ msg }) => msg === message);
  const stdout = text(child.stdout);
  // It prints all at once, when it can be stopped.
  const printed = once(child.stdout, "data");
  /** Waits for so many lines of the log with a message. */
  const logged = async (message: string, count: number) => {
    while (found(message).length < count) {
      await Promise.race([
        new Promise<void>((resolve) => {
          onLog = resolve;
        }),
        ended.then(async (code) => {
          throw new Error(`it ended with ${code}: ${await stdout}${log}`);
        }),
      ]);
    }
    return found(message);
  };
  return { child, ended, printed, stdout, lines, logged };
}

/** The same, once its workers listen: each with its process id. */
async function listening(count: number, ...options: readonly string[]) {
  const server = await serving("--workers", String(count), ...options);
  const workers: readonly number[] = (await server.logged("a worker listens", count)).map(({ worker_pid: id }) => id);
  const [greeting] = await server.printed;
  const [, url = ""] = /listens on (\S+)\n/.exec(String(greeting)) ?? [];
  return { ...server, workers, url };
}

async function call(url: string, path: string, body: object, signal?: AbortSignal) {
  const init = { method: "POST", headers: { authorization, "content-type": "application/json" } };
  const response = await fetch(`${url}/v1/b2b/sessions/${path}`, {
    ...init,
    body: JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });
  return Object(await response.json());
}

/** A client that makes sessions, as many as it is let. */
interface AttestingClient {
  /** Of the sessions that were acknowledged. */
  readonly tokens: readonly string[];
  /** Lets it make so many more. */
  letMake(more: number): void;
  stop(): Promise<readonly string[]>;
}

function attesting(url: string, member: string): AttestingClient {
  let isOver = false;
  let allowed = 0;
  const tokens: string[] = [];
  const run = async () => {
    const token = await trustedToken({ sub: member, email: `${member}@example.com` });
    while (!isOver) {
      if (tokens.length >= allowed) {
        await sleep(5);
        continue;
      }
      try {
        // A connection that was being handed to a worker when it died has nobody: another is taken.
        const signal = AbortSignal.timeout(20_000);
        const body = { profile_id: b2b.profileId, token };
        const { status_code, session_token } = await call(url, "attest", body, signal);
        // 503: a MongoDB for tests can be slow.
        expect([200, 503]).toContain(status_code);
        if (status_code === 200) tokens.push(session_token);
      } catch (error) {
        // What `fetch` rejects with: the connection is gone.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
        await sleep(5);
      }
    }
  };
  const running = run();
  return {
    tokens,
    letMake(more) {
      allowed = tokens.length + more;
    },
    async stop() {
      isOver = true;
      await running;
      return tokens;
    },
  };
}

/** Waits until each client has made so many more sessions; each may go on and make more. */
async function eachMakes(clients: readonly AttestingClient[], more: number): Promise<void> {
  const before = clients.map(({ tokens }) => tokens.length);
  for (const client of clients) client.letMake(5 * more);
  while (clients.some(({ tokens }, index) => tokens.length < (before[index] ?? 0) + more)) await sleep(10);
}

async function gone(id: number): Promise<void> {
  for (;;) {
    try {
      process.kill(id, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}

/** How many workers are killed, one after the other. */
const KILLS = effort(1, 20);

/** Kills workers while sessions are made: every one that was acknowledged is there, for all workers. */
async function losesNoSession({ url, workers, logged, child, ended }: Awaited<ReturnType<typeof listening>>) {
  const clients = ["cy", "di", "ed"].map((member) => attesting(url, member));
  const living = [...workers];
  for (let kill = 0; kill < KILLS; kill++) {
    await eachMakes(clients, 2);
    const killed = living.shift() ?? 0;
    process.kill(killed, "SIGKILL");
    const listened = await logged("a worker listens", workers.length + kill + 1);
    living.push(listened.at(-1)?.worker_pid);
    const ends = await logged("a worker has ended, and is started again", kill + 1);
    expect(ends.at(-1)).toMatchObject({ worker_pid: killed, signal: "SIGKILL" });
  }
  await eachMakes(clients, 2);
  const tokens = (await Promise.all(clients.map((client) => client.stop()))).flat();
  for (const session_token of tokens) {
    expect(await call(url, "authenticate", { session_token })).toMatchObject({ status_code: 200 });
  }
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
}

describe("claimsmith serve --workers on the embedded store", () => {
  test("shows the metrics of all workers, whichever is asked", async () => {
    const { child, ended, url, lines } = await listening(2, "--port", "0", "--ephemeral");
    // Each connection goes to the next worker.
    const get = (path: string) => fetch(`${url}${path}`, { headers: { connection: "close" } });
    for (let round = 0; round < 6; round += 1) expect((await get("/readyz")).status).toBe(200);
    for (let round = 0; round < 3; round += 1) {
      const metrics = await (await get("/metrics")).text();
      expect(metricValue(metrics, "claimsmith_http_requests_total", { route: "/readyz", status: "200" })).toBe(6);
    }
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    // Once, of the first process: it ends when all others have.
    expect(lines().slice(-1)).toMatchObject([{ msg: "the server has stopped", signal: "SIGTERM" }]);
    expect(lines().filter(({ msg }) => msg === "the server stops")).toHaveLength(1);
  });

  test("loses no session with a worker that is killed", async () => {
    const port = await freePort();
    const server = await listening(3, "--port", String(port));
    expect(server.url).toBe(`http://127.0.0.1:${port}`);
    await losesNoSession(server);
    expect(await server.stdout).toMatch(
      /^claimsmith listens on http:\S+\napplied state\.json: made 2 projects, .*\n\nProfiles of trusted tokens .*\n(?: {2}\S+ {2}profile_id .*\n)+\nThe key of the management API, .*\n {2}workspace_key_id .*\n {2}workspace_key_secret .*\n\nPaths of .*:\n(?: {2}\/pwa\/v3\/projects\/\S+\/environments\/test\n){2}$/,
    );
    // Each line of every process is whole, and none of them is of a request that failed.
    expect(server.lines().filter(({ level }) => level === "error")).toEqual([]);
    expect(new Set(server.workers).size).toBe(3);
  });

  test("answers what is under way in each worker when it is told to stop", async () => {
    const { child, ended, url, workers } = await listening(2, "--port", "0", "--ephemeral");
    const token = await trustedToken();
    const body = JSON.stringify({ profile_id: b2b.profileId, token });
    const asked = await Promise.all(
      [1, 2].map(async () => {
        const socket = connect(Number(new URL(url).port), "127.0.0.1");
        socket.write(
          `POST /v1/b2b/sessions/attest HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n` +
            `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
        );
        await once(socket, "readable");
        return { socket, answer: text(socket) };
      }),
    );
    child.kill("SIGTERM");
    // As from a terminal, or a service manager: the workers are told too.
    for (const id of workers) process.kill(id, "SIGTERM");
    await expect
      .poll(() =>
        fetch(url).then(
          () => "answered",
          () => "refused",
        ),
      )
      .toBe("refused");
    for (const { socket } of asked) socket.write(body);
    for (const { answer } of asked)
      expect(await answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(await ended).toBe(0);
  });

  test("goes on at its address when all workers were killed, and leaves none behind when it is killed itself", async () => {
    const { child, ended, url, workers, logged } = await listening(2, "--port", "0");
    for (const id of workers) process.kill(id, "SIGKILL");
    const listened = await logged("a worker listens", 4);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill("SIGKILL");
    await ended;
    await Promise.all(listened.map(({ worker_pid: id }) => gone(id)));
  });
});

describeWithMongodb("claimsmith serve --workers on a MongoDB", (mongodb) => {
  test("loses no session with a worker that is killed", async () => {
    const uri = mongodb.database();
    onTestFinished(() => mongodb.remove(uri));
    await losesNoSession(await listening(2, "--port", "0", "--store", uri));
  });
});
