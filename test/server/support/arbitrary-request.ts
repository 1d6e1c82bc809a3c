import fc from "fast-check";
import type { InjectOptions } from "fastify";
import type { TSchema } from "typebox";
import type { ApiRoute } from "../../../src/server/http/api-route.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { basic } from "./basic.ts";

/** Values that mean something to the server under attack. */
export interface KnownValues {
  /** `project_id:secret`, by vertical; `any` are those of the workspace. */
  readonly credentials: Readonly<Record<"b2b" | "consumer" | "any", string>>;
  /** Ids, external ids, slugs, tokens: what fits a field or a part of a path, by its name. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

const oddTexts: readonly string[] = [
  "",
  " ",
  "x",
  "..",
  "__proto__",
  "constructor",
  "null",
  "0",
  "-1",
  "a/b",
  "a:b",
  "%",
  "\0",
  "\ud800",
  "é😀\u202e",
  "x".repeat(300),
  "eyJhbGciOiJub25lIn0.e30.",
  "project-live-1",
];

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const otherPaths = [
  "/",
  "/healthz",
  "/readyz",
  "/v1/b2b/sso/x",
  "/v1/b2b/organizations/search",
  "/pwa/v3/projects",
  "/%ff",
  "//",
  "/v1/../v1/users",
  "/.well-known/x",
];

/** Requests near those that the API takes: each part is as it should be, or off by a little, or anything. */
export function arbitraryRequest(known: KnownValues): fc.Arbitrary<InjectOptions> {
  return fc.constantFrom(...apiRoutes).chain((route) => {
    const { method, path, vertical, body, query } = route;
    return fc
      .record({
        method: usually(fc.constant(method), fc.constantFrom(...methods)),
        path: usually(pathOf(path, known), fc.constantFrom(...otherPaths)),
        search: usually(searchOf(query, known), fc.constantFrom("&", "=", "a", "%ff=%ff", "a=1&a=2")),
        authorization: authorization(known, vertical),
        type: usually(
          fc.constant("application/json"),
          fc.constantFrom("", "text/plain", "application/json; charset=x"),
        ),
        extra: extraHeaders,
        payload: usually(objectOf(body, known), anyPayload),
      })
      .map((parts) => ({
        method: parts.method,
        url: parts.search === "" ? parts.path : `${parts.path}?${parts.search}`,
        headers: {
          ...parts.authorization,
          ...(parts.type === "" ? {} : { "content-type": parts.type }),
          ...parts.extra,
        },
        ...(parts.payload === undefined ? {} : { payload: parts.payload }),
      }));
  });
}

/** Mostly the first, so that requests get past the first checks. */
function usually<A, B>(normal: fc.Arbitrary<A>, odd: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ arbitrary: normal, weight: 9 }, { arbitrary: odd, weight: 1 });
}

/** Texts for a field: mostly such as fit it. */
function textFor(field: string, { texts }: KnownValues): fc.Arbitrary<string> {
  const all = Object.values(texts).flat();
  const fitting = Object.hasOwn(texts, field) ? (texts[field] ?? all) : all;
  const odd = fc.oneof(
    fc.constantFrom(...all),
    fc.constantFrom(...oddTexts),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.nat(50).map((number) => `new-${number}`),
    fc.nat(50).map((number) => `person-${number}@example.com`),
  );
  return fc.oneof({ arbitrary: fc.constantFrom(...fitting), weight: 3 }, { arbitrary: odd, weight: 1 });
}

function pathOf(pattern: string, known: KnownValues): fc.Arbitrary<string> {
  const segments = pattern
    .split("/")
    .map((part) => (part.startsWith(":") ? textFor(part.slice(1), known).map(escaped) : fc.constant(part)));
  return fc.tuple(...segments).map((parts) => parts.join("/"));
}

function searchOf(schema: TSchema, known: KnownValues): fc.Arbitrary<string> {
  return fieldsOf(schema).chain((fields) => {
    const parameters = fields.map((field) => textFor(field, known).map((text) => `${escaped(field)}=${escaped(text)}`));
    return fc.tuple(...parameters).map((parts) => parts.join("&"));
  });
}

/** The names of fields to send: usually those that are required, and some more. */
function fieldsOf(schema: TSchema): fc.Arbitrary<readonly string[]> {
  const { properties = {}, required = [] }: { readonly properties?: object; readonly required?: readonly string[] } =
    schema;
  const optional = Object.keys(properties).filter((field) => !required.includes(field));
  return fc
    .tuple(
      usually(fc.constant(required), fc.subarray([...required])),
      fc.subarray(optional, { maxLength: Math.min(3, optional.length) }),
      usually(fc.constant([]), fc.constant(["__proto__", "constructor"])),
    )
    .map((parts) => parts.flat());
}

/** As in a URL; what no URL can hold is replaced. */
function escaped(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}

function authorization(known: KnownValues, vertical: ApiRoute["vertical"]) {
  const good = (credentials: string) => fc.constant({ authorization: basic(credentials) });
  const odd = fc.oneof(
    fc.constant({}),
    good(known.credentials.b2b),
    good(known.credentials.consumer),
    good(known.credentials.any),
    fc.string({ unit: "grapheme-ascii", maxLength: 40 }).map((header) => ({ authorization: header })),
    fc.string({ unit: "binary", maxLength: 40 }).map((text) => ({ authorization: basic(text) })),
    fc.base64String({ maxLength: 60 }).map((base64) => ({ authorization: `Basic ${base64}` })),
  );
  return usually(good(known.credentials[vertical]), odd);
}

const extraHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 20 },
  fc.constantFrom(
    { "x-stytch-member-session": "x" },
    { expect: "x" },
    { "content-encoding": "gzip" },
    { "accept-version": "1" },
    { accept: "text/html" },
    { "transfer-encoding": "chunked" },
    { "x-http-method-override": "DELETE" },
  ),
);

/** A JSON object with fields that the route knows, and others. */
function objectOf(schema: TSchema, known: KnownValues): fc.Arbitrary<string> {
  return fieldsOf(schema).chain((fields) => {
    const entries = fields.map((field) => valueFor(field, known).map((json) => `${JSON.stringify(field)}:${json}`));
    return fc.tuple(...entries).map((parts) => `{${parts.join(",")}}`);
  });
}

const odd = ["null", "true", "1.5", "1e300", "{}", "[]", '["stytch_member"]', '{"a":{"__proto__":1}}', '{"iss":"x"}'];

function valueFor(field: string, known: KnownValues): fc.Arbitrary<string> {
  const text = textFor(field, known).map((content) => JSON.stringify(content));
  const anything = fc.oneof(fc.constantFrom(...odd), fc.json({ maxDepth: 3 }), text);
  if (field.endsWith("_minutes")) return usually(fc.integer({ min: 0, max: 600 }).map(String), anything);
  if (field.endsWith("metadata") || field.endsWith("_claims")) return usually(objectText, anything);
  if (field === "roles") return usually(fc.constantFrom("[]", '["editor"]'), anything);
  const parts = PARTS.get(field);
  if (parts !== undefined) return usually(fc.constantFrom(...parts), anything);
  if (field === "pem_files")
    return usually(fc.array(textFor("public_key", known), { maxLength: 6 }).map(json), anything);
  if (field === "authorization_check") {
    const check = { organization_id: "organization-test-10", resource_id: "documents", action: "read" };
    return usually(fc.constantFrom(JSON.stringify(check), '{"resource_id":"documents","action":"x"}'), anything);
  }
  return usually(text, anything);
}

const json = (value: unknown) => JSON.stringify(value);

/** What fits fields of the management API that are no texts. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["public_key_type", ['"PEM"', '"JWK"', "null"]],
  ["attribute_mapping", ['{"email":"email","token_id":"jti"}', '{"external_user_id":"sub"}', "null"]],
  ["conditions", ["null", "[]", '[{"expression":"token.a == 1"}]', '[{"expression":"token."}]']],
  ["token_schema", ["null", "true", '{"type":"object"}', '{"type":1}']],
  ["can_jit_provision", ["true", "false"]],
  ["single_use", ["true", "false"]],
  ["algorithms", ["null", '["RS256"]', "[]"]],
  ["leeway_seconds", ["0", "60", "-1"]],
  ["max_lifetime_seconds", ["null", "60", "0"]],
  ["max_token_characters", ["null", "8192", "0"]],
  ["stytch_member", ['{"permissions":[]}', '{"permissions":[{"resource_id":"documents","actions":["read"]}]}']],
  ["custom_roles", ["[]", '[{"role_id":"editor"}]', '[{"role_id":"editor"},{"role_id":"stytch_admin"}]']],
  [
    "custom_resources",
    ['[{"resource_id":"documents","available_actions":["read","write"]}]', '[{"resource_id":"stytch.self"}]'],
  ],
  ["custom_scopes", ["[]", '[{"scope":"read","permissions":[{"resource_id":"documents","actions":["read"]}]}]']],
]);

const objectText = fc
  .dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 })
  .map((value) => JSON.stringify(value));

const anyPayload: fc.Arbitrary<string | Buffer | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.json(),
  fc.string(),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom("", "null", "[", "[".repeat(1000), `{"a":${"[".repeat(80)}${"]".repeat(80)}}`, '{"a":1e999}'),
);
