import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { apiRoute } from "../../../src/server/http/api-route.ts";
import { nothing } from "../../../src/server/http/nothing.ts";
import { type Document, declareCollection } from "../../../src/store/index.ts";
import { basic } from "../support/basic.ts";
import { listening } from "../support/socket.ts";
import { b2bProjectId, b2bSecret, testApp } from "../support/test-app.ts";

const things = declareCollection<Document>()({ name: "things", version: 1, indexes: {} });

/** A moment that the test chooses. */
function moment() {
  let come = () => {};
  const awaited = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { come: () => come(), awaited };
}

/** A server with one route, which reads, writes `first` and then `second`, and waits for the test before each. */
async function world(limits: { readonly maxWorkMilliseconds?: number } = {}) {
  const begun = moment();
  const mayWriteFirst = moment();
  const hasWritten = moment();
  const mayWriteSecond = moment();
  const ended = moment();
  let failure: unknown;
  const route = apiRoute({
    method: "POST",
    path: "/v1/write",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: nothing,
    response: nothing,
    handle: async ({ scope }) => {
      try {
        const collection = scope.collection(things);
        await collection.get("first");
        begun.come();
        await mayWriteFirst.awaited;
        await collection.insert({ id: "first" });
        hasWritten.come();
        await mayWriteSecond.awaited;
        await collection.get("second");
        await collection.insert({ id: "second" });
      } catch (error) {
        failure = error;
      } finally {
        ended.come();
      }
      return {};
    },
  });
  const { app, backend } = await testApp({ routes: [route], collections: [things], limits });
  const port = await listening(app);
  const credentials = basic(`${b2bProjectId}:${b2bSecret}`);
  const arrived = once(app.server, "connection");
  const client = connect(port, "127.0.0.1", () => {
    client.write(`POST /v1/write HTTP/1.1\r\nHost: x\r\nAuthorization: ${credentials}\r\nContent-Length: 0\r\n\r\n`);
  });
  const [connection]: Socket[] = await arrived;
  await begun.awaited;
  const stored = async () => {
    const collection = backend.store.scope(b2bProjectId).collection(things);
    const found = await Promise.all(["first", "second"].map((id) => collection.get(id)));
    return found.map((document) => document?.id);
  };
  /** The client goes, and the server sees it. */
  const leave = async () => {
    client.destroy();
    if (connection?.closed === false) await once(connection, "close");
  };
  return { client, mayWriteFirst, hasWritten, mayWriteSecond, ended, stored, leave, failure: () => failure };
}

const stopped = { type: "service_unavailable", message: expect.stringContaining("nothing was done") };

describe("a request whose client is gone", () => {
  test("stops before its first write", async () => {
    const { mayWriteFirst, ended, stored, leave, failure } = await world();
    await leave();
    mayWriteFirst.come();
    await ended.awaited;
    expect(failure()).toMatchObject(stopped);
    expect(await stored()).toEqual([undefined, undefined]);
  });

  test("goes on to its end once it has written", async () => {
    const { mayWriteFirst, hasWritten, mayWriteSecond, ended, stored, leave, failure } = await world();
    mayWriteFirst.come();
    await hasWritten.awaited;
    await leave();
    mayWriteSecond.come();
    await ended.awaited;
    expect(failure()).toBeUndefined();
    expect(await stored()).toEqual(["first", "second"]);
  });
});

describe("a request whose time is over", () => {
  test("is answered, and stops before its first write", async () => {
    const { client, mayWriteFirst, ended, stored, leave, failure } = await world({ maxWorkMilliseconds: 1000 });
    const [answer] = await once(client.setEncoding("utf8"), "data");
    expect(answer).toContain("503 Service Unavailable");
    mayWriteFirst.come();
    await ended.awaited;
    expect(failure()).toMatchObject(stopped);
    expect(await stored()).toEqual([undefined, undefined]);
    await leave();
  });
});
