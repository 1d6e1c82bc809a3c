import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { apiRoute } from "../../../src/server/http/api-route.ts";
import { nothing } from "../../../src/server/http/nothing.ts";
import { stop } from "../../../src/server/start/listen.ts";
import { answerOf, listening, talk } from "../support/socket.ts";
import { testApp } from "../support/test-app.ts";

/** A route that answers when it is told to. */
function slowRoute() {
  const { promise: asked, resolve: ask } = withResolvers();
  const { promise: told, resolve: tell } = withResolvers();
  const route = apiRoute({
    method: "GET",
    path: "/v1/slow",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: nothing,
    response: Type.Object({ done: Type.Boolean() }),
    handle: async () => {
      ask();
      await told;
      return { done: true };
    },
  });
  return { route, asked, tell };
}

function withResolvers() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

const ask = (path: string, headers = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;

describe("a server that stops", () => {
  test("finishes what is under way, and closes its connection then", async () => {
    const { route, asked, tell } = slowRoute();
    const { app, authorization } = await testApp({ routes: [route] });
    const text = talk(await listening(app), ask("/v1/slow", `Authorization: ${authorization.b2b}\r\n`));
    await asked;
    const stopped = stop(app);
    setImmediate(tell);
    const { line, headers, body } = answerOf(await text);
    expect([line, headers.get("connection"), JSON.parse(body).done]).toEqual(["HTTP/1.1 200 OK", "close", true]);
    await stopped;
  });

  test("does not wait for connections on which nothing was ever sent", async () => {
    const { app } = await testApp();
    const socket = connect(await listening(app), "127.0.0.1");
    await once(socket, "connect");
    // Nothing else would end it: the grace is longer than any test.
    const [end] = await Promise.all([once(socket, "close"), stop(app, 2 ** 31 - 1)]);
    expect(end).toEqual([false]);
  });

  test("takes no new connection", async () => {
    const { app } = await testApp();
    const port = await listening(app);
    await stop(app);
    await expect(talk(port, ask("/healthz"))).rejects.toThrow("ECONNREFUSED");
  });

  test("refuses what comes on a connection that is open, in the envelope", async () => {
    const { route, asked, tell } = slowRoute();
    const { app, authorization } = await testApp({ routes: [route] });
    const port = await listening(app);
    const accepted = once(app.server, "connection");
    const client = connect(port, "127.0.0.1");
    const answer = text(client);
    client.write("GET /healthz HTTP/1.1\r\n");
    const [connection] = await accepted;
    while (connection.bytesRead === 0) await nextTurn();
    const slow = talk(port, ask("/v1/slow", `Authorization: ${authorization.b2b}\r\n`));
    await asked;
    const stopped = stop(app);
    while (app.server.listening) await nextTurn();
    client.write("Host: x\r\n\r\n");
    const { line, headers, body } = answerOf(await answer);
    expect([line, headers.get("connection")]).toEqual(["HTTP/1.1 503 Service Unavailable", "close"]);
    expect(JSON.parse(body)).toMatchObject({ status_code: 503, error_type: "service_unavailable" });
    tell();
    expect(answerOf(await slow).line).toBe("HTTP/1.1 200 OK");
    await stopped;
  });

  test("cuts off what takes longer than it waits", async () => {
    const { route, asked } = slowRoute();
    const { app, authorization } = await testApp({ routes: [route] });
    const text = talk(await listening(app), ask("/v1/slow", `Authorization: ${authorization.b2b}\r\n`));
    await asked;
    await stop(app, 1);
    expect(await text).toBe("");
  });
});
