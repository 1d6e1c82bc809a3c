import { describe, expect, test } from "vitest";
import { maxBodyBytes } from "../../../src/server/http/json-body.ts";
import { basic } from "../support/basic.ts";
import { failingRoute, received } from "../support/fake-routes.ts";
import {
  b2bProjectId,
  b2bSecret,
  consumerProjectId,
  consumerSecret,
  type TestApp,
  testApp,
} from "../support/test-app.ts";

interface Call {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

const json = { "content-type": "application/json" };

/** Sends a request with good credentials, unless it has others. */
async function send({ app, authorization }: TestApp, { method = "GET", headers = {}, ...call }: Call) {
  // `inject` has no name for some of the methods, which it sends all the same.
  const known = method as "GET";
  const response = await app.inject({
    method: known,
    headers: { authorization: authorization.b2b, ...headers },
    ...call,
  });
  const body = response.body === "" ? undefined : response.json();
  return { status: response.statusCode, headers: response.headers, body };
}

/** What a request is refused with. */
async function refusal(place: TestApp, call: Call) {
  const { status, headers, body } = await send(place, call);
  expect(Object.keys(body).filter((key) => key !== "error_details")).toEqual([
    "status_code",
    "request_id",
    "error_type",
    "error_message",
    "error_url",
  ]);
  expect(body.status_code).toBe(status);
  expect(headers["x-request-id"]).toBe(body.request_id);
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  return `${status} ${body.error_type}`;
}

const post = (payload: string | Buffer, headers: Readonly<Record<string, string>> = json): Call => ({
  method: "POST",
  url: "/v1/echo",
  headers,
  payload,
});

describe("an answer", () => {
  test("has the fields of its schema and those of the envelope", async () => {
    const place = await testApp();
    const { status, body, headers } = await send(place, post('{"name":"Ada"}'));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        keys: ["name"],
        body: { name: "Ada" },
        status_code: 200,
        request_id: expect.stringMatching(/^request-id-test-[0-9a-f-]{36}$/),
      },
    });
    expect(headers["x-request-id"]).toBe(body.request_id);
  });

  test("has a request id of the project's environment", async () => {
    const place = await testApp();
    const live = await send(place, { url: "/v1/things/x", headers: { authorization: place.authorization.consumer } });
    expect(live.body.request_id).toMatch(/^request-id-live-/);
  });

  test("is not to be kept, framed or guessed at by a browser", async () => {
    const { headers } = await send(await testApp(), { url: "/v1/things/x" });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  test("insists on HTTPS where clients use it", async () => {
    const place = await testApp({ wrap: (backend) => ({ ...backend, publicUrl: "https://auth.example.com" }) });
    const { headers } = await send(place, { url: "/healthz" });
    expect(headers["strict-transport-security"]).toContain("max-age=");
  });

  test("that does not fit its own schema is our fault", async () => {
    const place = await testApp();
    expect(await refusal(place, { url: "/v1/misfit" })).toBe("500 internal_server_error");
  });

  test("to HEAD has no body", async () => {
    const { status, body } = await send(await testApp(), { method: "HEAD", url: "/v1/things/x" });
    expect({ status, body }).toEqual({ status: 200, body: undefined });
  });
});

describe("a route", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/v1"],
    ["POST", "/v1/nothing"],
    ["GET", "/v1/things"],
    ["GET", "/v1/things/a/b"],
    ["PATCH", "/v1/nothing?x=/v1/echo"],
    ["OPTIONS", "*"],
    ["TRACE", "/v1/nothing"],
    ["QUERY", "/v1/nothing"],
  ] as const)("that is not there is 404: %s %s", async (method, url) => {
    expect(await refusal(await testApp(), { method, url })).toBe("404 route_not_found");
  });

  test.each([
    ["GET", "/v1/echo", "POST"],
    ["PUT", "/v1/echo?x=1", "POST"],
    ["OPTIONS", "/v1/echo", "POST"],
    ["PATCH", "/v1/things/x", "GET, HEAD, DELETE"],
    ["TRACE", "/v1/things/x", "GET, HEAD, DELETE"],
    ["DELETE", "/healthz", "GET, HEAD"],
  ] as const)("refuses other methods and says which it takes: %s %s", async (method, url, allow) => {
    const place = await testApp();
    expect(await refusal(place, { method, url })).toBe("405 method_not_allowed");
    expect((await send(place, { method, url })).headers.allow).toBe(allow);
  });

  test.each([
    ["POST", "/v1/b2b/sso/authenticate?x"],
    ["GET", "/pwa/v3/projects"],
    ["POST", "/sdk/v1/sessions/attest"],
  ] as const)("of Stytch's that we have not is 501, without credentials too: %s %s", async (method, url) => {
    const place = await testApp();
    expect(await refusal(place, { method, url, headers: { authorization: "" } })).toBe("501 not_supported");
  });

  test.each(["/v1/things/%ff", "/%", "/v1/things/%E0%A4%A"])(
    "is no route if its address is no text: %s",
    async (url) => {
      expect(await refusal(await testApp(), { url })).toBe("400 bad_request");
    },
  );

  test("takes ids of any length that an id can have, and no more", async () => {
    const place = await testApp();
    const thing = "|".repeat(128);
    const { body } = await send(place, { url: `/v1/things/${encodeURIComponent(thing)}` });
    expect(body.thing_id).toBe(thing);
    expect(await refusal(place, { url: `/v1/things/${"x".repeat(2000)}` })).toBe("414 uri_too_long");
  });
});

describe("credentials", () => {
  test.each([
    ["none", undefined, "401 unauthorized_credentials"],
    ["a wrong secret", basic(`${b2bProjectId}:${b2bSecret}x`), "401 unauthorized_credentials"],
    ["an unknown project", basic(`project-test-none:${b2bSecret}`), "401 unauthorized_credentials"],
    ["the secret of another project", basic(`${b2bProjectId}:${consumerSecret}`), "401 unauthorized_credentials"],
    ["nothing at all", basic(":"), "401 unauthorized_credentials"],
    ["odd characters", basic("\0__proto__:\u{1f600}"), "401 unauthorized_credentials"],
    ["another scheme", "Bearer x", "400 invalid_authorization_header"],
    [
      "a project of the other vertical",
      basic(`${consumerProjectId}:${consumerSecret}`),
      "400 incompatible_project_vertical",
    ],
  ])("that are %s are refused", async (_, header, expected) => {
    const place = await testApp();
    const call = { method: "POST" as const, url: "/v1/echo", payload: "{}", headers: json };
    const { statusCode, body } = await place.app.inject(
      header === undefined ? call : { ...call, headers: { ...json, authorization: header } },
    );
    expect(`${statusCode} ${JSON.parse(body).error_type}`).toBe(expected);
  });

  test("are asked for as HTTP has it", async () => {
    const place = await testApp();
    const { headers } = await place.app.inject({ url: "/v1/things/x" });
    expect(headers["www-authenticate"]).toBe('Basic realm="claimsmith"');
  });

  test("are not asked for where a route is public, whose path then names the project", async () => {
    const place = await testApp();
    const { body } = await place.app.inject({ url: `/v1/keys/${b2bProjectId}` });
    expect(JSON.parse(body).project).toBe(b2bProjectId);
    expect(await refusal(place, { url: "/v1/keys/project-test-none" })).toBe("404 project_not_found");
    expect(await refusal(place, { url: `/v1/keys/${consumerProjectId}` })).toBe("404 project_not_found");
  });

  test.each(["X-Stytch-Member-Session", "X-Stytch-Member-SessionJWT"])(
    "in a member's name (%s) are refused",
    async (name) => {
      const place = await testApp();
      expect(await refusal(place, { url: "/v1/things/x", headers: { [name]: "token" } })).toBe("501 not_supported");
      expect(await refusal(place, { url: `/v1/keys/${b2bProjectId}`, headers: { [name]: "" } })).toBe(
        "501 not_supported",
      );
    },
  );
});

describe("a body", () => {
  test.each([
    ["application/json"],
    ["Application/JSON"],
    ["application/json; charset=utf-8"],
    ['application/json;charset="UTF-8"'],
    ["application/json;"],
  ])("may be of the type %s", async (type) => {
    const { status } = await send(await testApp(), post('{"name":"Ada"}', { "content-type": type }));
    expect(status).toBe(200);
  });

  test.each([
    ["text/plain"],
    ["application/x-www-form-urlencoded"],
    ["application/json; charset=utf-16"],
    ["application/json; charset=latin1; charset=utf-8"],
    ["application/jsonp"],
    ["application/problem+json"],
    ["json"],
    [""],
  ])("may not be of the type %j", async (type) => {
    expect(await refusal(await testApp(), post('{"name":"Ada"}', { "content-type": type }))).toBe(
      "415 unsupported_content_type",
    );
  });

  test("needs a type if it is there", async () => {
    const place = await testApp();
    const call = { ...post("{}", {}), headers: { "content-length": "2" } };
    expect(await refusal(place, call)).toBe("415 unsupported_content_type");
    expect(await refusal(place, { ...call, headers: { "transfer-encoding": "chunked" } })).toBe(
      "415 unsupported_content_type",
    );
  });

  test("may not be compressed", async () => {
    const place = await testApp();
    expect(await refusal(place, post("{}", { ...json, "content-encoding": "gzip" }))).toBe(
      "415 unsupported_content_type",
    );
    expect((await send(place, post("{}", { ...json, "content-encoding": "Identity" }))).status).toBe(200);
  });

  test("that is empty, or not there, is an empty object", async () => {
    const place = await testApp();
    for (const call of [post(""), post(" \n"), { method: "POST" as const, url: "/v1/echo" }]) {
      const { status, body } = await send(place, call);
      expect({ status, keys: body.keys }).toEqual({ status: 200, keys: [] });
    }
  });

  test("may come with DELETE, as the SDKs send it, or not", async () => {
    const place = await testApp();
    const call: Call = { method: "DELETE", url: "/v1/things/x" };
    expect((await send(place, call)).status).toBe(200);
    expect((await send(place, { ...call, headers: json, payload: "{}" })).status).toBe(200);
    expect((await send(place, { ...call, headers: json })).status).toBe(200);
    expect(await refusal(place, { ...call, headers: json, payload: "{" })).toBe("400 invalid_json");
  });

  test("reaches the handler with `__proto__` as a key of its own, and unknown fields", async () => {
    const place = await testApp();
    const { body } = await send(place, post('{"__proto__":{"name":1},"constructor":2,"more":[3]}'));
    expect(body.keys).toEqual(["__proto__", "constructor", "more"]);
    expect(Object.hasOwn(Object(received.body), "__proto__")).toBe(true);
    expect(JSON.stringify(body.body)).toBe('{"__proto__":{"name":1},"constructor":2,"more":[3]}');
  });

  test.each([
    ["{", "400 invalid_json"],
    ["[".repeat(1000), "400 invalid_json"],
    ["null", "400 invalid_argument"],
    ["[]", "400 invalid_argument"],
    ['"text"', "400 invalid_argument"],
  ])("%.12s is %s", async (payload, expected) => {
    expect(await refusal(await testApp(), post(payload))).toBe(expected);
  });

  test("that is not UTF-8 is refused", async () => {
    expect(await refusal(await testApp(), post(Buffer.from([0x7b, 0xff, 0x7d])))).toBe("400 invalid_json");
  });

  test("may be as large as allowed, and no larger", async () => {
    const place = await testApp();
    const sized = (bytes: number) => post(`{"pad":"${"x".repeat(bytes - 10)}"}`);
    expect((await send(place, sized(maxBodyBytes))).status).toBe(200);
    expect(await refusal(place, sized(maxBodyBytes + 1))).toBe("413 request_too_large");
  });
});

describe("the schemas of a route", () => {
  const invalid = async (call: Call) => {
    const { status, body } = await send(await testApp(), call);
    expect({ status, type: body.error_type }).toEqual({ status: 400, type: "invalid_argument" });
    return [body.error_message, body.error_details];
  };

  test.each([
    ['{"name":1}', "`/name` in the body must be a string.", "/name"],
    ['{"count":"1"}', "`/count` in the body must be an integer.", "/count"],
    ['{"kind":1}', "`/kind` in the body must be a string or null.", "/kind"],
    ['{"many":[1]}', "`/many` in the body is not what it must be.", "/many"],
    ['{"either":1}', "`/either` in the body must be a string or null.", "/either"],
    ['{"name":"x"}', "`/name` in the body must not have fewer than 2 characters.", "/name"],
    ['{"choice":"planted"}', '`/choice` in the body must be one of ["one","two"].', "/choice"],
    ['{"items":[{"id":"a"},{}]}', "`/items/1/id` in the body is required.", "/items/1/id"],
    ['{"items":[{"id":"a","x/y~z":1}]}', "`/items/0/x~1y~0z` in the body is not known.", "/items/0/x~1y~0z"],
    ["[]", "The body must be an object.", ""],
  ])("name the field of %s", async (payload, message, field) => {
    expect(await invalid(post(payload))).toEqual([message, { field }]);
  });

  test("read numbers and booleans of a query where they ask for them, and leave the rest as text", async () => {
    const { body } = await send(await testApp(), {
      url: "/v1/things/7?deep=false&limit=5&name=5&more=1&more=2&__proto__=x",
    });
    expect(body.thing_id).toBe("7");
    expect(JSON.stringify(body.query)).toBe('{"deep":false,"limit":5,"name":"5","more":["1","2"],"__proto__":"x"}');
  });

  test.each([
    ["deep=yes", "`/deep` in the query must be a boolean.", "/deep"],
    ["limit=5.5", "`/limit` in the query must be an integer.", "/limit"],
    ["limit=1e1", "`/limit` in the query must be an integer.", "/limit"],
    ["limit=", "`/limit` in the query must be an integer.", "/limit"],
    ["limit=101", "`/limit` in the query must be <= 100.", "/limit"],
    ["limit=1&limit=2", "`/limit` in the query must be an integer.", "/limit"],
    ["name=a&name=b", "`/name` in the query must be a string.", "/name"],
  ])("refuse the query %s", async (query, message, field) => {
    expect(await invalid({ url: `/v1/things/x?${query}` })).toEqual([message, { field }]);
  });
});

describe("a failure", () => {
  test.each([
    ["api", "404 member_not_found"],
    ["store", "503 service_unavailable"],
    ["conflict", "503 service_unavailable"],
    ["signature", "503 service_unavailable"],
    ["cursor", "400 invalid_argument"],
    ["bug", "500 internal_server_error"],
    ["odd", "500 internal_server_error"],
    ["nothing", "500 internal_server_error"],
  ])("of the kind %s is %s", async (name, expected) => {
    expect(await refusal(await testApp(), { url: `/v1/failures/${name}` })).toBe(expected);
  });

  test("of the caller's has its message and its details", async () => {
    const { body } = await send(await testApp(), { url: "/v1/failures/api" });
    expect([body.error_message, body.error_details]).toEqual(["The member `x` could not be found.", { member: "x" }]);
  });

  test("of ours tells nothing of itself to the caller, and where it happened to the log", async () => {
    const place = await testApp();
    for (const name of ["bug", "store", "conflict", "signature", "odd"]) {
      const { body } = await send(place, { url: `/v1/failures/${name}` });
      expect(JSON.stringify(body)).not.toContain("planted");
    }
    const logged = place.lines().filter(({ level }) => level === "error");
    expect(logged).toHaveLength(5);
    expect(logged[0]).toMatchObject({
      request_id: expect.stringMatching(/^request-id-test-/),
      err: { type: "Error", stack: expect.stringContaining("fake-routes.ts") },
    });
  });

  test("asks to try again where that may help", async () => {
    const { headers } = await send(await testApp(), { url: "/v1/failures/store" });
    expect(headers["retry-after"]).toBe("1");
  });
});

describe("the order of refusal", () => {
  /** From the last to be checked to the first: each makes one more thing wrong. */
  const steps: readonly (readonly [string, (call: Call) => Call])[] = [
    ["200 undefined", (call) => call],
    ["400 invalid_argument", (call) => ({ ...call, payload: '{"name":1}' })],
    ["400 invalid_json", (call) => ({ ...call, payload: '{"name":1' })],
    ["413 request_too_large", (call) => ({ ...call, payload: `{"name":1${" ".repeat(maxBodyBytes)}` })],
    [
      "415 unsupported_content_type",
      (call) => ({ ...call, headers: { ...call.headers, "content-type": "text/html" } }),
    ],
    ["501 not_supported", (call) => ({ ...call, headers: { ...call.headers, "x-stytch-member-session": "t" } })],
    [
      "401 unauthorized_credentials",
      (call) => ({ ...call, headers: { ...call.headers, authorization: basic("a:b") } }),
    ],
    ["400 invalid_authorization_header", (call) => ({ ...call, headers: { ...call.headers, authorization: "x" } })],
    ["405 method_not_allowed", (call) => ({ ...call, method: "PUT" })],
    ["404 route_not_found", (call) => ({ ...call, url: "/v1/ech" })],
  ];

  test("is route, method, credentials, member session, type, size, JSON, schema", async () => {
    const place = await testApp();
    let call = post("{}");
    for (const [expected, spoil] of steps) {
      call = spoil(call);
      const { status, body } = await send(place, call);
      expect(`${status} ${body.error_type}`).toBe(expected);
    }
  });

  test("has every error type of a handler as its status says", async () => {
    const place = await testApp({ routes: [failingRoute("expectation_failed")] });
    expect(await refusal(place, { url: "/v1/failing" })).toBe("417 expectation_failed");
  });
});

describe("health", () => {
  test("is there without credentials", async () => {
    const { app } = await testApp();
    for (const url of ["/healthz", "/readyz"]) {
      const { statusCode, body } = await app.inject({ url });
      expect([statusCode, JSON.parse(body)]).toEqual([
        200,
        { status: "ok", status_code: 200, request_id: expect.stringMatching(/^request-id-test-/) },
      ]);
    }
  });

  test("is not readiness where the store is away", async () => {
    const place = await testApp();
    await place.backend.store.close();
    expect(await refusal(place, { url: "/readyz" })).toBe("503 service_unavailable");
    expect(await refusal(place, { url: "/v1/things/x" })).toBe("503 service_unavailable");
    expect((await send(place, { url: "/healthz" })).status).toBe(200);
  });
});
