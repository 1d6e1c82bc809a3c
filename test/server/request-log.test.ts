import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/server/start/logger.ts";
import { basic } from "./support/basic.ts";
import { b2bProjectId, b2bSecret, testApp } from "./support/test-app.ts";

describe("the log", () => {
  test("has one line for a request, of its route and not of its address", async () => {
    const { app, authorization, lines } = await testApp();
    await app.inject({
      url: "/v1/things/planted-id?name=planted-query",
      headers: { authorization: authorization.b2b },
    });
    expect(lines()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        request_id: expect.stringMatching(/^request-id-test-/),
        client_ip: "127.0.0.1",
        project_id: b2bProjectId,
        method: "GET",
        route: "/v1/things/:thing_id",
        status: 200,
        duration_ms: expect.any(Number),
        msg: "request",
      },
    ]);
  });

  test("has the type of the error of a request that was refused, and no project for wrong credentials", async () => {
    const { app, lines } = await testApp();
    await app.inject({ url: "/v1/things/x", headers: { authorization: basic(`${b2bProjectId}:planted`) } });
    await app.inject({ url: "/nothing/planted" });
    await app.inject({ url: "/%ff" });
    expect(lines().map(({ route, status, error_type, project_id }) => [route, status, error_type, project_id])).toEqual(
      [
        ["/v1/things/:thing_id", 401, "unauthorized_credentials", undefined],
        [null, 404, "route_not_found", undefined],
        [null, 400, "bad_request", undefined],
      ],
    );
  });

  test("never has what a caller sent", async () => {
    const { app, authorization, logText } = await testApp();
    const headers = {
      authorization: authorization.b2b,
      "content-type": "application/json",
      cookie: "planted-cookie",
      "x-stytch-member-session": "planted-session",
      "user-agent": "planted-agent",
    };
    await app.inject({ method: "POST", url: "/v1/echo?planted-query", headers, payload: '{"name":"planted-body"}' });
    const { "x-stytch-member-session": _, ...plain } = headers;
    for (const payload of ['{"name":"planted-body"}', '{"count":"planted-value"}', "planted-text"]) {
      await app.inject({ method: "POST", url: "/v1/echo", headers: plain, payload });
    }
    await app.inject({ url: "/v1/planted-path/%ff", headers: plain });
    await app.inject({ url: `/v1/things/${"planted".repeat(200)}`, headers: plain });
    expect(logText()).not.toContain("planted");
    expect(logText()).not.toContain(b2bSecret);
    expect(logText()).not.toContain(authorization.b2b.slice("Basic ".length));
  });

  test("has nothing of an error but its kind, where it was thrown, and its causes", async () => {
    const { app, authorization, lines, logText } = await testApp();
    await app.inject({ url: "/v1/failures/bug", headers: { authorization: authorization.b2b } });
    expect(lines()[0]?.err).toEqual({
      type: "Error",
      stack: expect.stringMatching(/^ {4}at .*fake-routes\.ts:\d+:\d+/),
      cause: { type: "Error", stack: expect.stringMatching(/^ {4}at .*fake-routes\.ts:\d+:\d+/) },
    });
    expect(logText()).not.toContain("planted");
  });

  test("has what was thrown without being an error as no more than that", async () => {
    const { app, authorization, lines, logText } = await testApp();
    await app.inject({ url: "/v1/failures/odd", headers: { authorization: authorization.b2b } });
    expect(lines()[0]?.err).toEqual({ type: "string", stack: "" });
    expect(logText()).not.toContain("planted");
  });
});

describe("a logger", () => {
  const linesOf = (
    level: Parameters<typeof createLogger>[0],
    log: (logger: ReturnType<typeof createLogger>) => void,
  ) => {
    const lines: string[] = [];
    log(createLogger(level, { write: (line) => void lines.push(line) }));
    return lines.map((line) => JSON.parse(line));
  };

  test("hides secrets, should they get there", () => {
    const secrets = { token: "x", session_jwt: "x", authorization: "x", headers: { a: "x" }, body: "x" };
    const [line] = linesOf("info", (logger) => logger.info({ ...secrets, inner: secrets, fine: 1 }, "m"));
    expect(JSON.stringify(line)).not.toContain('"x"');
    expect(line.fine).toBe(1);
  });

  test("follows causes, but not for ever", () => {
    const error = new Error("invariant broken: 0");
    Object.assign(error, { cause: error });
    const [line] = linesOf("info", (logger) => logger.error({ err: error }, "m"));
    expect(JSON.stringify(line).match(/"message":"invariant broken: 0"/g)).toHaveLength(6);
  });

  test("writes only what its level lets through", () => {
    const log = (logger: ReturnType<typeof createLogger>) => {
      logger.debug("d");
      logger.warn("w");
    };
    expect(linesOf("info", log).map(({ msg }) => msg)).toEqual(["w"]);
    expect(linesOf("silent", log)).toEqual([]);
  });
});
