import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { isOfOtherApi, isUnsupported, unsupportedEndpoints } from "../../../src/server/routes/unsupported-endpoints.ts";

/** The folder of the SDK's program text. */
const dist = dirname(fileURLToPath(import.meta.resolve("stytch")));

const VALUE = /\$\{(?:[^{}]|\{[^}]*\})*\}/g;
const REQUEST = /method: "(?<method>[A-Z]+)",\s*url: `(?<url>[^`]*)`/g;

/** Every endpoint that the SDK calls, with `x` for what it fills in. */
const called = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .flatMap((name) => [...readFileSync(join(dist, name), "utf8").matchAll(REQUEST)])
  .map(({ groups = {} }) => ({ method: groups.method ?? "", path: (groups.url ?? "").replace(VALUE, "x") }));

const ours = new Set(apiRoutes.map(({ method, path }) => `${method} ${path.replace(/:[a-z_]+/g, "x")}`));

describe("the endpoints that are not there", () => {
  test("are, with ours, all that the SDK calls", () => {
    expect(called.length).toBeGreaterThan(180);
    const unknown = called.filter(({ method, path }) => !ours.has(`${method} ${path}`) && !isUnsupported(method, path));
    expect(unknown).toEqual([]);
  });

  test("are none of ours", () => {
    const both = [...ours].filter((endpoint) => {
      const [method = "", path = ""] = endpoint.split(" ");
      return isUnsupported(method, path);
    });
    expect(both).toEqual([]);
  });

  test("are all called by the SDK", () => {
    const unused = unsupportedEndpoints.filter((endpoint) => {
      const [path = "", method] = endpoint.split(" ").reverse();
      const pattern = new RegExp(`^${path.replaceAll(":", "[^/]+").replace("*", ".+")}$`);
      return !called.some((call) => (method === undefined || call.method === method) && pattern.test(call.path));
    });
    expect(unused).toEqual([]);
  });

  test.each([
    ["/pwa/v3/projects", true],
    ["/pwa/x", true],
    ["/pwa/", false],
    ["/pwa", false],
    ["/sdk/v1/x", true],
    ["/v1/pwa/x", false],
  ])("%s is of another API: %s", (path, expected) => {
    expect(isOfOtherApi(path)).toBe(expected);
  });

  test.each([
    ["POST", "/v1/b2b/sso/authenticate", true],
    ["GET", "/v1/b2b/sso/saml/x/connections/y", true],
    ["GET", "/v1/b2b/sso", false],
    ["GET", "/v1/b2b/sso/", true],
    ["POST", "/v1/b2b/organizations/search", true],
    ["GET", "/v1/b2b/organizations/search", false],
    ["GET", "/v1/b2b/organizations/x/metrics", true],
    ["GET", "/v1/b2b/organizations//metrics", false],
    ["GET", "/v1/b2b/organizations/x/metrics/y", false],
    ["GET", "/", false],
    ["GET", "*", false],
  ])("%s %s: %s", (method, path, expected) => {
    expect(isUnsupported(method, path)).toBe(expected);
  });
});
