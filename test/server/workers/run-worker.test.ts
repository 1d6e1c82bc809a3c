import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startServer } from "../../../src/server/index.ts";
import { allCollections } from "../../../src/server/start/open-store.ts";
import { processPacing } from "../../../src/server/start/process-pacing.ts";
import { runWorker } from "../../../src/server/workers/run-worker.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "../../../src/server/workers/worker-message.ts";
import { sessionCollection } from "../../../src/sessions/index.ts";
import { openEmbeddedStore } from "../../../src/store/embedded/open-embedded-store.ts";
import { everyDocument } from "../../../src/store/index.ts";
import { b2b, declaredState } from "../../sdk/support/declared-state.ts";
import { trustedToken } from "../../sdk/support/trusted-token.ts";
import { eventually } from "../../support/eventually.ts";
import { basic } from "../support/basic.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "claimsmith-worker-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A worker in this process; what it says, and what is said to it. */
function worker() {
  const said: FromWorker[] = [];
  const acts: ((message: ToWorker) => void)[] = [];
  let onSaid: () => void = () => {};
  let log = "";
  let signal: () => void = () => {};
  const channel = {
    send: async (message: FromWorker) => {
      said.push(message);
      onSaid();
    },
    onMessage: (act: (message: ToWorker) => void) => void acts.push(act),
    onStop: (stop: () => void) => {
      signal = stop;
    },
  };
  const stream = {
    write(line: string) {
      log += line;
    },
  };
  return {
    ended: runWorker(channel, stream),
    tell(message: ToWorker) {
      for (const act of acts) act(message);
    },
    signal: () => signal(),
    /** The message of that kind, as soon as it was said. */
    async heard<Kind extends FromWorker["kind"]>(kind: Kind): Promise<Extract<FromWorker, { readonly kind: Kind }>> {
      const isIt = (message: FromWorker): message is Extract<FromWorker, { readonly kind: Kind }> =>
        message.kind === kind;
      for (;;) {
        const found = said.find(isIt);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          onSaid = resolve;
        });
      }
    },
    log: () => log,
  };
}

describe("a worker on the embedded store", () => {
  test("answers on a store that has been made ready, and makes nothing there", async () => {
    const store = join(folder(), "store");
    await (await startServer({ store, apply: { projects: [] } })).close();
    for (const end of ["stop", "signal"] as const) {
      const { ended, tell, signal, heard, log } = worker();
      expect(await heard("waiting")).toEqual({ kind: "waiting" });
      tell({
        kind: "start",
        options: { store, port: 0, logLevel: end === "stop" ? "info" : undefined, isManaged: true },
      });
      const { url } = await heard("listening");
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      if (end === "stop") tell({ kind: "stop" });
      else signal();
      await ended;
      expect(log()).toContain('"route":"/readyz"');
      await expect(fetch(url)).rejects.toThrow();
    }
    // A server that is told nothing makes projects where there are none.
    const after = await startServer({ store });
    expect(after.secrets).toHaveLength(2);
    await after.close();
  });

  test("tells its metrics to the first process, and shows those of all that it gets from there", async () => {
    const store = join(folder(), "store");
    await (await startServer({ store })).close();
    const { ended, tell, heard } = worker();
    tell({ kind: "start", options: { store, port: 0, logLevel: undefined, isManaged: true } });
    const { url } = await heard("listening");
    tell({ kind: "tell metrics", id: 7 });
    const { id, snapshot } = await heard("metrics");
    expect(id).toBe(7);
    expect(snapshot).toContainEqual(expect.objectContaining({ name: "claimsmith_http_requests_total" }));
    const answer = fetch(`${url}/metrics`);
    const wanted = await heard("want metrics");
    tell({ kind: "metrics of all", id: wanted.id, text: "all 1\n" });
    expect(await (await answer).text()).toBe("all 1\n");
    tell({ kind: "stop" });
    await ended;
  });

  test("ends the oldest sessions of a member with more than there may be", async () => {
    const directory = join(folder(), "store");
    await (await startServer({ store: directory, apply: declaredState() })).close();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { ended, tell, heard } = worker();
    tell({ kind: "start", options: { store: directory, port: 0, logLevel: undefined, isManaged: true } });
    const { url } = await heard("listening");
    const attest = async (): Promise<string> => {
      const body = { profile_id: b2b.profileId, token: await trustedToken(), session_duration_minutes: 60 };
      const response = await fetch(`${url}/v1/b2b/sessions/attest`, {
        method: "POST",
        headers: { authorization: basic(`${b2b.projectId}:${b2b.secret}`), "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return Object(await response.json()).member_id;
    };
    const memberId = await attest();
    const store = await openEmbeddedStore({ directory, clock: Date.now, collections: allCollections });
    const sessions = store.scope(b2b.projectId).collection(sessionCollection);
    const stored = async () => {
      const ids: string[] = [];
      for await (const { id } of everyDocument(sessions, "subject", processPacing, { key: [memberId] })) ids.push(id);
      return ids;
    };
    const [first] = (await sessions.find("subject", [memberId], { limit: 1 })).items;
    if (first === undefined) throw new Error("there is a session");
    const older = Array.from({ length: 1000 }, (_, at) => ({
      id: `older-${at}`,
      startedAt: first.startedAt - 1000 + at,
    }));
    await Promise.all(older.map((part) => sessions.insert({ ...first, ...part, tokenHash: part.id })));
    await attest();
    expect(await stored()).toHaveLength(1002);
    vi.advanceTimersByTime(30_000);
    await eventually(async () => (await stored()).length === 1000);
    expect(await stored()).toEqual(expect.not.arrayContaining(["older-0", "older-1"]));
    await store.close();
    tell({ kind: "stop" });
    await ended;
  });

  test("says why it cannot start", async () => {
    const { ended, tell, heard } = worker();
    const options: WorkerOptions = { store: "redis://x", logLevel: "info", isManaged: true };
    tell({ kind: "start", options });
    await ended;
    expect(await heard("failed")).toEqual({
      kind: "failed",
      problems: [{ option: "store", message: "must be `embedded:DIRECTORY` or `mongodb://HOST/DATABASE`" }],
      isTemporary: false,
    });
  });

  test("ends by what nobody expected", async () => {
    const { ended, tell } = worker();
    const options: WorkerOptions = JSON.parse('{ "store": {} }');
    tell({ kind: "start", options });
    await expect(ended).rejects.toThrow(TypeError);
  });
});
