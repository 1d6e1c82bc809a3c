import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { apiRoute } from "../../../src/server/http/api-route.ts";
import { nothing } from "../../../src/server/http/nothing.ts";
import { listening } from "../support/socket.ts";
import { testApp } from "../support/test-app.ts";

/** More than is read in one go. */
const pipelined = 1000;
const maxRequestsPerConnection = 4;

/** A server whose route waits for the test, and counts. */
async function world() {
  const held: (() => void)[] = [];
  let isHolding = true;
  const counts = { begun: 0, most: 0, underWay: 0 };
  let tellFull = () => {};
  const full = new Promise<void>((resolve) => {
    tellFull = resolve;
  });
  const route = apiRoute({
    method: "POST",
    path: "/v1/held",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: nothing,
    response: nothing,
    handle: async () => {
      counts.begun++;
      counts.most = Math.max(counts.most, ++counts.underWay);
      if (counts.underWay === maxRequestsPerConnection) tellFull();
      if (isHolding) await new Promise<void>((resolve) => held.push(resolve));
      counts.underWay--;
      return {};
    },
  });
  const { app, authorization } = await testApp({ routes: [route], limits: { maxRequestsPerConnection } });
  const stopping = new Promise<void>((resolve) => {
    app.addHook("preClose", (done) => {
      resolve();
      done();
    });
  });
  const port = await listening(app);
  const head = `POST /v1/held HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\n`;
  const request = `${head}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const arrived = once(app.server, "connection");
  const client = connect(port, "127.0.0.1");
  // The rest of what it writes fails when it goes, or is sent away.
  client.on("error", () => {});
  const [connection]: Socket[] = await arrived;
  client.write(request.repeat(pipelined - 1));
  client.write(request.replace("Host: x", "Host: x\r\nConnection: close"));
  await full;
  const letGo = () => {
    isHolding = false;
    for (const resolve of held) resolve();
  };
  return { app, client, port, connection, counts, letGo, stopping };
}

test("requests on one connection wait beyond the bound, and each is answered", async () => {
  const { client, port, counts, letGo } = await world();
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(counts).toEqual({ begun: 4, most: 4, underWay: 4 });
  let text = "";
  client.setEncoding("latin1").on("data", (part) => {
    text += part;
  });
  letGo();
  await once(client, "close");
  expect(text.split("HTTP/1.1 200 OK").length - 1).toBe(pipelined);
  expect(counts).toEqual({ begun: pipelined, most: 4, underWay: 0 });
});

test("those that wait are dropped with their connection", async () => {
  const { app, client, connection, counts, letGo } = await world();
  // A connection that is not read shows that its client is gone when an answer is written.
  const closed = new Promise((resolve) => connection?.once("close", resolve));
  client.destroy();
  letGo();
  await closed;
  const { begun } = counts;
  await app.close();
  expect(begun).toBeLessThan(pipelined);
  expect(counts).toEqual({ begun, most: 4, underWay: 0 });
});

test("a server that stops answers what is under way, and waits for no more of them", async () => {
  const { app, client, counts, letGo, stopping } = await world();
  let text = "";
  client.setEncoding("latin1").on("data", (part) => {
    text += part;
  });
  const gone = new Promise((resolve) => client.once("close", resolve));
  const closed = app.close();
  await stopping;
  letGo();
  await closed;
  await gone;
  expect(counts.begun).toBe(4);
  expect(text.split("HTTP/1.1 ").length - 1).toBeGreaterThan(0);
});
