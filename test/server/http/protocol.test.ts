import { once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { answerProtocolError } from "../../../src/server/http/protocol-errors.ts";
import { Metrics } from "../../../src/server/metrics/metrics.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import { seededBytes } from "../../support/backend.ts";
import { answerOf, listening, talk } from "../support/socket.ts";
import { testApp } from "../support/test-app.ts";

const CLOSE = "Connection: close\r\n\r\n";

async function answerTo(request: string | Uint8Array) {
  const place = await testApp();
  const { line, headers, body } = answerOf(await talk(await listening(place.app), request));
  const envelope = JSON.parse(body);
  expect(Object.keys(envelope)).toEqual(["status_code", "request_id", "error_type", "error_message", "error_url"]);
  expect(line.split(" ")[1]).toBe(String(envelope.status_code));
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(headers.get("x-request-id")).toBe(envelope.request_id);
  expect(place.lines().at(-1)).toMatchObject({
    msg: "request",
    status: envelope.status_code,
    error_type: envelope.error_type,
    request_id: envelope.request_id,
  });
  return `${line} ${envelope.error_type}`;
}

test.each(["/healthz", "/v1/echo", "/nothing"])("HEAD %s is answered without a body", async (path) => {
  const { app } = await testApp();
  const text = await talk(await listening(app), `HEAD ${path} HTTP/1.1\r\nHost: x\r\n${CLOSE}`);
  const { line, body } = answerOf(text);
  expect(line).toMatch(/^HTTP\/1\.1 (200|404|405) /);
  expect(body).toBe("");
});

describe("what is no HTTP, or not such as we speak, is answered in the envelope", () => {
  test.each([
    ["no HTTP", "hello\r\n\r\n", "HTTP/1.1 400 Bad Request bad_request"],
    ["TLS", Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0), "HTTP/1.1 400 Bad Request bad_request"],
    ["a method that nobody knows", `NOPE / HTTP/1.1\r\nHost: x\r\n${CLOSE}`, "HTTP/1.1 400 Bad Request bad_request"],
    [
      "two lengths",
      `POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n${CLOSE}{}`,
      "HTTP/1.1 400 Bad Request bad_request",
    ],
    [
      "a length and chunks",
      `POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n${CLOSE}{}`,
      "HTTP/1.1 400 Bad Request bad_request",
    ],
    [
      "a length that is no number",
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n${CLOSE}`,
      "HTTP/1.1 400 Bad Request bad_request",
    ],
    [
      "headers that are too large",
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n${CLOSE}`,
      "HTTP/1.1 431 Request Header Fields Too Large request_headers_too_large",
    ],
    [
      "an address that is too long",
      `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n${CLOSE}`,
      "HTTP/1.1 431 Request Header Fields Too Large request_headers_too_large",
    ],
    ["HTTP/1.1 without a host", `GET /healthz HTTP/1.1\r\n${CLOSE}`, "HTTP/1.1 400 Bad Request bad_request"],
    [
      "a connection to another host",
      `CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n${CLOSE}`,
      "HTTP/1.1 405 Method Not Allowed method_not_allowed",
    ],
    [
      "an expectation",
      `POST /v1/echo HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n${CLOSE}`,
      "HTTP/1.1 417 Expectation Failed expectation_failed",
    ],
    [
      "another protocol",
      `GET /nope HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n`,
      "HTTP/1.1 404 Not Found route_not_found",
    ],
  ])("%s", async (_, request, expected) => {
    expect(await answerTo(request)).toBe(expected);
  });

  test("a body that is larger than it says", async () => {
    const { app, authorization } = await testApp();
    const head = `POST /v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\nContent-Type: application/json\r\n`;
    const text = await talk(await listening(app), `${head}Transfer-Encoding: chunked\r\n${CLOSE}ZZ\r\n{}\r\n`);
    expect(JSON.parse(answerOf(text).body).error_type).toBe("bad_request");
  });

  test("a request that does not come to its end in time", async () => {
    const { app } = await testApp();
    const port = await listening(app);
    const socket = new PassThrough();
    const text: string[] = [];
    socket.setEncoding("utf8").on("data", (part) => text.push(part));
    const error = Object.assign(new Error("timeout"), { code: "ERR_HTTP_REQUEST_TIMEOUT" });
    answerProtocolError(error, socket, {
      logger: createLogger("silent", { write() {} }),
      random: seededBytes("protocol"),
      metrics: new Metrics(),
    });
    await once(socket, "close");
    expect(answerOf(text.join("")).line).toBe("HTTP/1.1 408 Request Timeout");
    expect([app.server.requestTimeout, port > 0]).toEqual([30_000, true]);
  });

  test("but not on a connection that is broken", () => {
    const options = {
      logger: createLogger("silent", { write() {} }),
      random: seededBytes("protocol"),
      metrics: new Metrics(),
    };
    const reset = new PassThrough();
    answerProtocolError(Object.assign(new Error("reset"), { code: "ECONNRESET" }), reset, options);
    const ended = new PassThrough();
    ended.end();
    answerProtocolError(new Error("after the end"), ended, options);
    expect([reset, ended].map((socket) => [socket.destroyed, socket.read()])).toEqual([
      [true, null],
      [true, null],
    ]);
  });
});

describe("a connection", () => {
  test("may speak HTTP/1.0 without a host", async () => {
    const { app } = await testApp();
    expect(answerOf(await talk(await listening(app), "GET /healthz HTTP/1.0\r\n\r\n")).line).toBe("HTTP/1.1 200 OK");
  });

  test("may name the whole address", async () => {
    const { app } = await testApp();
    const request = `GET http://x/healthz HTTP/1.1\r\nHost: x\r\n${CLOSE}`;
    expect(answerOf(await talk(await listening(app), request)).line).toBe("HTTP/1.1 200 OK");
  });

  test("is asked for the body only once its sender is known to wait for that", async () => {
    const { app, authorization } = await testApp();
    const head = `POST /v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\nContent-Type: application/json\r\n`;
    const text = await talk(await listening(app), `${head}Expect: 100-continue\r\nContent-Length: 2\r\n${CLOSE}{}`);
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  test("with two Authorization headers is refused", async () => {
    const { app, authorization } = await testApp();
    const header = `Authorization: ${authorization.b2b}\r\n`;
    const text = await talk(await listening(app), `GET /v1/things/x HTTP/1.1\r\nHost: x\r\n${header}${header}${CLOSE}`);
    expect(JSON.parse(answerOf(text).body).error_type).toBe("invalid_authorization_header");
  });

  test("that breaks while a body is being read harms nobody", async () => {
    const { app, authorization, lines } = await testApp();
    const port = await listening(app);
    const head = `POST /v1/echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\nContent-Type: application/json\r\n`;
    const refused = new Promise<void>((resolve) => {
      app.server.once("request", (request) => request.once("close", resolve));
    });
    const { connect } = await import("node:net");
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`${head}Content-Length: 100\r\n\r\n{`, () => setImmediate(() => socket.resetAndDestroy()));
    });
    socket.on("error", () => undefined);
    await refused;
    expect(answerOf(await talk(port, `GET /healthz HTTP/1.1\r\nHost: x\r\n${CLOSE}`)).line).toBe("HTTP/1.1 200 OK");
    expect(lines().filter(({ level }) => level === "error")).toEqual([]);
  });
});
