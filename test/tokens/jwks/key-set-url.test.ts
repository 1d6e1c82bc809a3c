import { describe, expect, test } from "vitest";
import { allowedHost, keySetTarget, parseKeySetUrl } from "../../../src/tokens/jwks/key-set-url.ts";

describe("the URL of a key set", () => {
  test.each([
    "https://idp.example/.well-known/jwks.json",
    "https://idp.example:8443/jwks?tenant=1",
    "HTTPS://IDP.example",
    "https://127.0.0.1/jwks",
    "http://127.0.0.1:3000/jwks",
    "http://[::1]/jwks",
    "http://localhost./jwks",
    `https://idp.example/${"x".repeat(2028)}`,
  ])("may be %s", (text) => {
    expect(parseKeySetUrl(text)?.href).toBe(new URL(text).href);
  });

  test.each([
    "",
    "idp.example/jwks",
    "//idp.example/jwks",
    "http://idp.example/jwks",
    "http://localhost.example/jwks",
    "http://10.0.0.1/jwks",
    "ftp://idp.example/jwks",
    "file:///jwks",
    "javascript:alert(1)",
    "https://",
    "https://user@idp.example/jwks",
    "https://:password@idp.example/jwks",
    "https://idp.example/jwks#x",
    "https://idp.example/jwks#",
    " https://idp.example/jwks",
    "https://idp.example/j wks",
    "https://idp.example/\njwks",
    "https://idp.example/\ud800",
    "https://idp.example:99999/jwks",
    "https://[fe80::1%25eth0]/jwks",
    `https://idp.example/${"x".repeat(2029)}`,
  ])("is not %j", (text) => {
    expect(parseKeySetUrl(text)).toBeUndefined();
  });
});

describe("the addresses of a key set", () => {
  const access = { allowHosts: ["idp.internal", "10.0.0.1", "::1"], allowLoopbackHttp: true };
  const allowed = (url: string) => {
    const reading = keySetTarget(url, access);
    const candidates = ["8.8.8.8", "10.0.0.1", "127.0.0.1", "::1", "169.254.169.254"];
    return reading.ok ? candidates.filter(reading.target.isAllowedAddress) : reading.fault;
  };

  test("are public ones, for any name", () => {
    expect(allowed("https://idp.example/")).toEqual(["8.8.8.8"]);
    expect(allowed("https://x.idp.internal/")).toEqual(["8.8.8.8"]);
  });

  test("are all, for a name that is allowed, however it is written", () => {
    const all = ["8.8.8.8", "10.0.0.1", "127.0.0.1", "::1", "169.254.169.254"];
    expect(allowed("https://idp.internal/")).toEqual(all);
    expect(allowed("https://IDP.Internal.:8443/")).toEqual(all);
    expect(allowed("https://[0::1]/")).toEqual(all);
    expect(allowed("https://0xa000001/")).toEqual(all);
  });

  test("are this machine's own over http, allowed name or not", () => {
    expect(allowed("http://localhost/")).toEqual(["127.0.0.1", "::1"]);
    expect(allowed("http://idp.internal/")).toBe("key_set_url_not_allowed");
  });
});

describe("a host that is allowed", () => {
  test.each([
    ["idp.example", "idp.example"],
    ["IDP.Example.", "idp.example"],
    ["b\u00fccher.example", "xn--bcher-kva.example"],
    ["127.0.0.1", "127.0.0.1"],
    ["127.1", "127.0.0.1"],
    ["::1", "::1"],
    ["[0:0::1]", "::1"],
    ["idp", "idp"],
  ])("is read from %s", (text, host) => {
    expect(allowedHost(text)).toBe(host);
  });

  test.each([
    "",
    " ",
    "https://idp.example",
    "idp.example:8443",
    "idp.example/",
    "user@idp",
    "a b",
    "*",
    "*.internal",
    "fe80::1%lo",
    "[",
    "[x]",
    "[::1]x",
    "999.1.1.1",
  ])("is not %j", (text) => {
    expect(allowedHost(text)).toBeUndefined();
  });
});
