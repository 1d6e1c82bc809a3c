import { describe, expect, test } from "vitest";
import { buildApp } from "../../../src/server/start/build-app.ts";
import { checkOptions } from "../../../src/server/start/check-options.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import { testBackend } from "../../support/backend.ts";

/** What the log says of where a request came from. */
async function loggedAddress(trustedProxies: readonly string[] | undefined, from: string, forwarded?: string) {
  const { backend, close } = await testBackend();
  const lines: string[] = [];
  const app = buildApp({
    backend,
    routes: [],
    logger: createLogger("info", { write: (line) => void lines.push(line) }),
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
  });
  await app.inject({
    url: "/healthz",
    remoteAddress: from,
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  });
  await app.close();
  await close();
  return JSON.parse(lines.at(-1) ?? "{}").client_ip;
}

describe("where a request comes from", () => {
  test.each<[string, readonly string[] | undefined, string, string | undefined, string | null]>([
    ["is the other end of its connection", undefined, "203.0.113.9", undefined, "203.0.113.9"],
    ["is not what anybody says", undefined, "203.0.113.9", "198.51.100.7", "203.0.113.9"],
    ["is not what another than a proxy says", ["10.0.0.1"], "203.0.113.9", "198.51.100.7", "203.0.113.9"],
    ["is what a proxy says", ["10.0.0.0/8"], "10.0.0.1", "198.51.100.7", "198.51.100.7"],
    ["is what it says over IPv6 too", ["10.0.0.1"], "::ffff:10.0.0.1", "2001:db8::7", "2001:db8::7"],
    ["is the last one that no proxy has added", ["10.0.0.1"], "10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"],
    ["is behind all proxies", ["10.0.0.1", "10.0.0.2"], "10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"],
    ["is unknown where a proxy passes on what is no address", ["10.0.0.1"], "10.0.0.1", "planted", null],
  ])("%s", async (_name, proxies, from, forwarded, address) => {
    expect(await loggedAddress(proxies, from, forwarded)).toBe(address);
  });
});

describe("trusted proxies", () => {
  test("are addresses and networks", () => {
    const trustProxy = ["10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "::ffff:10.0.0.1", "192.0.2.0/32"];
    expect(checkOptions({ trustProxy }).trustedProxies).toEqual(trustProxy);
  });

  test.each([
    "true",
    "1",
    "",
    "loopback",
    "proxy.internal",
    "10.0.0.0/33",
    "::1/129",
    "10.0.0.0/255.0.0.0",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "fe80::1%eth0",
    " 10.0.0.1",
  ])("are not `%s`", (text) => {
    expect(() => checkOptions({ trustProxy: [text] })).toThrow(
      `trustProxy: must be IP addresses or networks such as \`10.0.0.0/8\`, and \`${text}\` is none`,
    );
  });

  test.each(["0.0.0.0/0", "::/0"])("are not everybody: `%s`", (text) => {
    expect(() => checkOptions({ trustProxy: [text] })).toThrow(`cannot be \`${text}\`: that is everybody`);
  });
});
