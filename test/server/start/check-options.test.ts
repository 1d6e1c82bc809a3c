import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../src/server/http/limits.ts";
import { checkOptions } from "../../../src/server/start/check-options.ts";
import { StartError } from "../../../src/server/start/start-error.ts";
import type { StartOptions } from "../../../src/server/start/start-options.ts";

function problemOf(options: StartOptions) {
  try {
    checkOptions(options);
    return undefined;
  } catch (error) {
    return error instanceof StartError ? error.message : error;
  }
}

function keyWith(options: StartOptions): StartOptions {
  return { workspaceKeyId: "key", workspaceKeySecret: "x".repeat(32), ...options };
}

describe("the options of a server", () => {
  test("have defaults for a store that is kept on this machine", () => {
    const { clock, ...rest } = checkOptions({ isProduction: false });
    expect(rest).toEqual({
      store: { kind: "embedded", directory: ".claimsmith" },
      migrate: false,
      host: "127.0.0.1",
      port: 0,
      admin: undefined,
      isLoopback: true,
      publicUrl: undefined,
      seed: undefined,
      isProduction: false,
      workspaceKey: undefined,
      keySetAccess: { allowHosts: [], allowLoopbackHttp: true },
      limits: defaultLimits,
      hasMetrics: true,
      trustedProxies: [],
    });
    expect(Math.abs(clock() - Date.now())).toBeLessThan(60_000);
  });

  test("take production from the environment unless told", () => {
    expect(checkOptions({}).isProduction).toBe(process.env.NODE_ENV === "production");
    expect(checkOptions({ isProduction: true }).isProduction).toBe(true);
  });

  test.each([
    ["embedded:/var/lib/x", "/var/lib/x"],
    ["embedded:a:b", "a:b"],
    ["./store", "./store"],
    ["/a:b", "/a:b"],
    ["C:\\store", "C:\\store"],
  ])("take %s for a directory", (store, directory) => {
    expect(checkOptions({ store }).store).toEqual({ kind: "embedded", directory });
  });

  test.each(["mongodb://user:password@a,b/shop?replicaSet=rs0", "mongodb+srv://cluster.example.com/shop", "mongodb:"])(
    "take %s for a MongoDB",
    (uri) => {
      expect(checkOptions({ store: uri, migrate: true })).toMatchObject({
        store: { kind: "mongodb", uri },
        migrate: true,
      });
    },
  );

  test.each([
    ["127.0.0.1", "127.0.0.1", true],
    ["127.8.8.8", "127.8.8.8", true],
    ["::1", "::1", true],
    ["localhost", "127.0.0.1", true],
    ["0.0.0.0", "0.0.0.0", false],
    ["::", "::", false],
    ["127.example.com", "127.example.com", false],
    ["db-1.internal", "db-1.internal", false],
  ])("know whether other machines reach %s", (host, address, isLoopback) => {
    expect(checkOptions({ host })).toMatchObject({ host: address, isLoopback });
  });

  test.each([
    ["https://auth.example.com", "https://auth.example.com"],
    ["https://auth.example.com/", "https://auth.example.com"],
    ["HTTP://LOCALHOST:4000", "http://localhost:4000"],
    ["https://auth.example.com:443", "https://auth.example.com"],
  ])("take the public address %s", (publicUrl, origin) => {
    expect(checkOptions({ publicUrl }).publicUrl).toBe(origin);
  });

  test("stop the clock at a time, or go by another", () => {
    expect(checkOptions({ ephemeral: true, clock: "2026-01-01T01:00:00.250+01:00" }).clock()).toBe(1_767_225_600_250);
    expect(checkOptions({ ephemeral: true, clock: () => 7 }).clock()).toBe(7);
  });

  test("name hosts whose key sets may be anywhere, each as it is compared", () => {
    const jwksAllowHosts = ["IDP.Internal.", "::1", "0x7f.1"];
    expect(checkOptions({ jwksAllowHosts }).keySetAccess.allowHosts).toEqual(["idp.internal", "::1", "127.0.0.1"]);
  });

  test.each([
    [{ isProduction: false }, true],
    [{ isProduction: true }, false],
    [{ isProduction: false, host: "0.0.0.0" }, false],
  ])("allow key sets over http from this machine in development alone: %j", (options, isAllowed) => {
    expect(checkOptions(options).keySetAccess.allowLoopbackHttp).toBe(isAllowed);
  });

  test.each([
    [{ workspaceKeyId: "key" }, "workspaceKeySecret: is needed with the id of the workspace key"],
    [{ workspaceKeySecret: "x" }, "workspaceKeyId: is needed with the secret of the workspace key"],
    [keyWith({ workspaceKeyId: "" }), /^workspaceKeyId: must have 1 to 128 characters/],
    [keyWith({ workspaceKeyId: "a:b" }), /^workspaceKeyId: must have 1 to 128 characters/],
    [keyWith({ workspaceKeyId: "project-test-1" }), "workspaceKeyId: must not begin with `project-`"],
    [keyWith({ workspaceKeySecret: "x".repeat(31) }), /^workspaceKeySecret: must have 32 to 512 characters/],
    [keyWith({ workspaceKeySecret: "x".repeat(513) }), /^workspaceKeySecret: must have 32 to 512 characters/],
    [keyWith({ workspaceKeySecret: ` ${"x".repeat(32)}` }), /^workspaceKeySecret: must have 32 to 512 characters/],
  ])("refuse a key of the workspace that is none: %j", (options, message) => {
    const problem = problemOf(options);
    if (message instanceof RegExp) expect(problem).toMatch(message);
    else expect(problem).toBe(message);
  });

  test("take a key of the workspace", () => {
    const { workspaceKeyId, workspaceKeySecret } = keyWith({});
    expect(checkOptions({ workspaceKeyId, workspaceKeySecret }).workspaceKey).toEqual({
      keyId: workspaceKeyId,
      secret: workspaceKeySecret,
    });
  });

  test("keep nothing where all is ephemeral", () => {
    expect(checkOptions({ ephemeral: true, seed: 0 })).toMatchObject({ store: { kind: "temporary" }, seed: 0 });
  });

  test.each<[StartOptions, string]>([
    [{ ephemeral: true, store: "embedded:x" }, "store: cannot be kept where all is ephemeral"],
    [
      { jwksAllowHosts: ["idp.internal", "https://x"] },
      "jwksAllowHosts: must be names or addresses of hosts, and `https://x` is none",
    ],
    [
      { jwksAllowHosts: ["*.internal"] },
      "jwksAllowHosts: must be names or addresses of hosts, and `*.internal` is none",
    ],
    [{ failedCredentialsLimit: 1.5 }, "failedCredentialsLimit: must be a whole number from 0 to 9007199254740991"],
    [{ failedCredentialsLimit: -1 }, "failedCredentialsLimit: must be a whole number from 0 to 9007199254740991"],
    [{ seed: 1 }, "seed: is only for servers where all is ephemeral"],
    [{ clock: "2026-01-01T00:00:00Z" }, "clock: is only for servers where all is ephemeral"],
    [{ ephemeral: true, seed: 1.5 }, "seed: must be a whole number from 0 to 9007199254740991"],
    [{ ephemeral: true, seed: -1 }, "seed: must be a whole number from 0 to 9007199254740991"],
    [{ ephemeral: true, clock: "yesterday" }, "clock: must be a time such as `2026-01-01T00:00:00Z`"],
    [{ ephemeral: true, clock: "2026-13-01T00:00:00Z" }, "clock: must be a time such as `2026-01-01T00:00:00Z`"],
    [{ ephemeral: true, clock: "2026-01-01" }, "clock: must be a time such as `2026-01-01T00:00:00Z`"],
    [{ port: 65_536 }, "port: must be a whole number from 0 to 65535"],
    [{ port: -1 }, "port: must be a whole number from 0 to 65535"],
    [{ port: Number.NaN }, "port: must be a whole number from 0 to 65535"],
    [{ host: "" }, "host: must be an IP address or a host name"],
    [{ host: "http://x" }, "host: must be an IP address or a host name"],
    [{ host: "[::1]" }, "host: must be an IP address or a host name"],
    [{ store: "" }, "store: must name a directory"],
    [{ store: "embedded:" }, "store: must name a directory"],
    [{ store: "a\0b" }, "store: must name a directory"],
    [{ store: "postgres://u:p@host" }, "store: must be `embedded:DIRECTORY` or `mongodb://HOST/DATABASE`"],
    [{ store: "embedded:x", migrate: true }, "migrate: is only for a store on MongoDB"],
    [{ ephemeral: true, migrate: true }, "migrate: is only for a store on MongoDB"],
    [{ publicUrl: "auth.example.com" }, "publicUrl: must be an http or https address without a path"],
    [{ publicUrl: "ftp://example.com" }, "publicUrl: must be an http or https address without a path"],
    [{ publicUrl: "https://example.com/auth" }, "publicUrl: must be an http or https address without a path"],
    [{ publicUrl: "https://user@example.com" }, "publicUrl: must be an http or https address without a path"],
    [{ publicUrl: "https://example.com?" }, "publicUrl: must be an http or https address without a path"],
  ])("name what is wrong: %o", (options, message) => {
    expect(problemOf(options)).toBe(message);
  });
});
