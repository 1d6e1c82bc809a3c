import { once } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { fetchKeySet } from "../../../src/tokens/index.ts";
import { goodSet } from "../support/jwks.ts";
import { answering, keySetServer } from "../support/key-set-server.ts";
import { openEndpoint, overTls } from "./hostile/endpoint.ts";

/** A transport for servers of this machine. */
const transport = { allowHosts: [], allowLoopbackHttp: true, lookUp: async () => [] };

describe("a fetch of a key set", () => {
  test("asks once, for JSON that is not compressed, and says nothing more of itself", async () => {
    const { server, fetch } = await openEndpoint({ ...overTls, serve: answering({ body: goodSet }) });
    expect(await fetch()).toMatchObject({ keys: [{ kid: "good" }] });
    const [line, ...headers] = (server.requests[0] ?? "").trimEnd().toLowerCase().split("\r\n");
    expect(line).toBe("get /jwks http/1.1");
    expect(headers.sort()).toEqual([
      "accept-encoding: identity",
      "accept: application/jwk-set+json, application/json",
      "connection: close",
      `host: idp.example:${server.port}`,
      "user-agent: claimsmith",
    ]);
    expect([server.requests.length, server.connections()]).toEqual([1, 1]);
  });

  test("takes no way through a proxy of the environment", async () => {
    const proxy = await keySetServer(answering({ body: goodSet }));
    const target = await keySetServer(answering({ body: goodSet }));
    for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"]) {
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    }
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await fetchKeySet(`http://127.0.0.1:${target.port}/jwks`, transport);
    expect([proxy.connections(), target.connections()]).toEqual([0, 1]);
  });

  test("trusts no certificate more because the environment says so", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { fetch } = await openEndpoint({ ...overTls, certificate: "other-name" });
    expect(await fetch()).toEqual({ ok: false, fault: "key_set_not_secure" });
  });

  test("trusts the authorities of Node.js unless told of others", async () => {
    const { server } = await openEndpoint(overTls);
    const lookUp = async () => [{ address: "127.0.0.1", family: 4 }];
    const reading = fetchKeySet(`https://idp.example:${server.port}/jwks`, {
      ...transport,
      allowHosts: ["idp.example"],
      lookUp,
    });
    expect(await reading).toEqual({ ok: false, fault: "key_set_not_secure" });
  });

  test("follows no redirect, to no place", async () => {
    const elsewhere = await keySetServer(answering({ body: goodSet }));
    const location = `http://127.0.0.1:${elsewhere.port}/jwks`;
    const { fetch, server } = await openEndpoint({
      serve: answering({ status: "302 Found", headers: { location } }),
    });
    expect(await fetch()).toEqual({ ok: false, fault: "key_set_redirected" });
    expect([server.requests.length, elsewhere.connections()]).toEqual([1, 0]);
  });

  test("leaves no connection behind, whatever came of it", async () => {
    let closed: Promise<unknown> | undefined;
    const { fetch } = await openEndpoint({
      serve: (socket) => {
        closed = once(socket, "close");
        socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 65537\r\n\r\n{");
      },
    });
    expect(await fetch()).toEqual({ ok: false, fault: "key_set_too_large" });
    expect(closed).toBeDefined();
    await closed;
  });
});
