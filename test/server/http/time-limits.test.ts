import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { defaultLimits } from "../../../src/server/http/limits.ts";
import { within } from "../../../src/server/http/within.ts";
import type { Store } from "../../../src/store/index.ts";
import { answerOf, listening } from "../support/socket.ts";
import { testApp } from "../support/test-app.ts";

/** Small ones, for tests that wait for them. */
const short = { maxHeadMilliseconds: 60, maxRequestMilliseconds: 120, timeoutCheckIntervalMilliseconds: 20 };

/** A connection, and what has come of it when it is closed. */
function open(port: number) {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  // Whoever still writes when the other side has closed is told so.
  socket.on("error", () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once("close", () => resolve(text));
  });
  return { socket, closed };
}

/** Writes a byte each turn until the other side has closed. */
async function drip(socket: Socket, bytes: string): Promise<void> {
  for (let count = 0; !socket.destroyed && socket.writable; count++) {
    socket.write(bytes.charAt(count % bytes.length));
    for (let turns = 0; turns < 20; turns++) await nextTurn();
  }
}

const timedOut = (text: string) => {
  const { line, headers, body } = answerOf(text);
  expect([line, headers.get("connection")]).toEqual(["HTTP/1.1 408 Request Timeout", "close"]);
  expect(JSON.parse(body)).toMatchObject({ status_code: 408, error_type: "request_timeout" });
};

describe("a request that does not come in time is ended with 408", () => {
  test("when nothing of it comes", async () => {
    const { app } = await testApp({ limits: short });
    timedOut(await open(await listening(app)).closed);
  });

  test("when its head drips", async () => {
    const { app } = await testApp({ limits: short });
    const { socket, closed } = open(await listening(app));
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ");
    await Promise.all([drip(socket, "x"), closed.then(timedOut)]);
  });

  test("when its headers never end", async () => {
    const { app } = await testApp({ limits: { ...short, maxHeadBytes: 1000 } });
    const { socket, closed } = open(await listening(app));
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n");
    await Promise.all([drip(socket, "X-A: b\r\n"), closed.then((text) => expect(text).toMatch(/ 408 | 431 /))]);
  });

  test("when its body drips", async () => {
    const { app, authorization, lines } = await testApp({ limits: short });
    const { socket, closed } = open(await listening(app));
    const head = `POST /v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n`);
    await Promise.all([drip(socket, " "), closed.then(timedOut)]);
    expect(lines().filter(({ level }) => level === "error")).toEqual([]);
  });

  test("when the chunks of its body drip", async () => {
    const { app, authorization } = await testApp({ limits: short });
    const { socket, closed } = open(await listening(app));
    const head = `POST /v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await Promise.all([drip(socket, "1\r\n \r\n"), closed.then(timedOut)]);
  });

  test("also after others on the same connection", async () => {
    const { app } = await testApp({
      limits: { timeoutCheckIntervalMilliseconds: short.timeoutCheckIntervalMilliseconds },
    });
    const { socket, closed } = open(await listening(app));
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "data");
    // What has been answered may have taken long.
    app.server.headersTimeout = short.maxHeadMilliseconds;
    app.server.requestTimeout = short.maxRequestMilliseconds;
    socket.write("GET /healthz HTTP/1.1\r\n");
    const text = await closed;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
    timedOut(text.slice(text.lastIndexOf("HTTP/1.1 ")));
  });
});

describe("a connection", () => {
  test("is closed when no further request comes", async () => {
    const { app } = await testApp({ limits: { maxKeepAliveMilliseconds: 20, timeoutCheckIntervalMilliseconds: 20 } });
    const { socket, closed } = open(await listening(app));
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(answerOf(await closed).line).toBe("HTTP/1.1 200 OK");
  });

  test("is closed when nobody reads the answer", async () => {
    const { app, authorization } = await testApp({ limits: { maxIdleMilliseconds: 100 } });
    const port = await listening(app);
    const accepted = once(app.server, "connection");
    const { socket } = open(port);
    const [connection] = await accepted;
    const closed = once(connection, "close");
    socket.pause();
    const request = `GET /v1/things/1 HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\n\r\n`;
    // More answers than the buffers on the way hold.
    socket.write(request.repeat(40_000));
    await closed;
  });

  test("is refused where there are too many, and taken again when one is closed", async () => {
    const { app } = await testApp({ limits: { maxConnections: 2 } });
    const port = await listening(app);
    const first = open(port);
    const second = open(port);
    await Promise.all([once(first.socket, "connect"), once(second.socket, "connect")]);
    const dropped = once(app.server, "drop");
    expect(await open(port).closed).toBe("");
    await dropped;
    first.socket.destroy();
    const connections = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)));
    while ((await connections()) === 2) await nextTurn();
    const third = open(port);
    third.socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(answerOf(await third.closed).line).toBe("HTTP/1.1 200 OK");
  });
});

describe("a store that hangs", () => {
  /** One whose reads of that collection wait until they are told to fail. */
  function hanging(store: Store, collectionName: string) {
    const fail: (() => void)[] = [];
    const hung: Store = {
      ...store,
      scope: (name) => ({
        collection(declaration) {
          const collection = store.scope(name).collection(declaration);
          if (declaration.name !== collectionName) return collection;
          return {
            ...collection,
            get: () =>
              new Promise((_, reject) => {
                fail.push(() => reject(new Error("planted: too late")));
              }),
          };
        },
      }),
      sweep: (now, limit) => store.sweep(now, limit),
      close: () => store.close(),
    };
    return { hung, fail };
  }

  test.each([
    ["while the credentials are checked", "/v1/things/1", "projects"],
    ["while it is asked whether it is ready", "/readyz", "projects"],
    ["while the key ring is read", "/v1/things/1", "key_rings"],
  ])("is waited for within a limit %s, and what comes of it later is no matter", async (_, url, collection) => {
    let fail: readonly (() => void)[] = [];
    const { app, authorization, lines } = await testApp({
      wrap: (backend) => {
        const { hung, fail: failing } = hanging(backend.store, collection);
        fail = failing;
        return { ...backend, store: hung };
      },
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = app.inject({ url, headers: { authorization: authorization.b2b } });
    while (fail.length === 0) await nextTurn();
    vi.advanceTimersByTime(defaultLimits.maxWorkMilliseconds);
    const { statusCode, headers, body } = await answer;
    expect([statusCode, headers["retry-after"], JSON.parse(body).error_type]).toEqual([
      503,
      "1",
      "service_unavailable",
    ]);
    for (const now of fail) now();
    await nextTurn();
    expect(lines().map(({ status, error_type }) => [status, error_type])).toEqual([[503, "service_unavailable"]]);
  });

  test("is waited for within a limit by what the route does", async () => {
    const never = new Promise<never>(() => undefined);
    await expect(within(5, () => never)).rejects.toMatchObject({ type: "service_unavailable" });
    expect(await within(1000, async () => "in time")).toBe("in time");
  });
});
