// Has each route do its worst, and prints how long each held the event loop: `npm run measure:blocks`. Linux only.

import { once } from "node:events";
import { connect } from "node:net";
import type { PolicyOutline } from "../../src/language/vocabulary/policy-outline.ts";
import { b2b, policy as declaredPolicy, declaredState } from "../sdk/support/declared-state.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";
import { basic } from "../server/support/basic.ts";
import { startWatchedServer } from "./watched-server.ts";

/** The longest block that any request may make, in milliseconds of processor time. */
const maxBlockMilliseconds = 50;
const sessions = 2000;
const members = 1000;
const maxBodyBytes = 256 * 1024;

const workspaceKey = { keyId: "workspace-key-1", secret: "workspace-secret-3333333333333333333333" };

const options = { ephemeral: true, workspaceKeyId: workspaceKey.keyId, workspaceKeySecret: workspaceKey.secret };

let server = await startWatchedServer({ ...options, apply: declaredState() });
const authorization = basic(`${b2b.projectId}:${b2b.secret}`);
const management = basic(`${workspaceKey.keyId}:${workspaceKey.secret}`);

interface Sent {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers
  readonly answer: any;
}

async function send(method: string, path: string, body?: unknown, credentials = authorization): Promise<Sent> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: credentials, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: text.startsWith("{") ? JSON.parse(text) : {} };
}

async function mustSend(...request: Parameters<typeof send>): Promise<Sent> {
  const sent = await send(...request);
  if (sent.status !== 200) throw new Error(`${request[0]} ${request[1]}: ${JSON.stringify(sent.answer)}`);
  return sent;
}

let isBroken = false;

/**
 * Does something, and prints the row of it. Unless it is told otherwise, it has to succeed; what a process does for the
 * first time, such as compile a template, is shown and not judged.
 */
async function row(
  name: string,
  act: () => Promise<Sent | undefined>,
  { status = 200, isFirst = false }: { readonly status?: number; readonly isFirst?: boolean } = {},
): Promise<void> {
  await server.longestMilliseconds();
  const done = await act();
  const block = await server.longestMilliseconds();
  const verdicts = [
    ...(block > maxBlockMilliseconds && !isFirst ? ["too long"] : []),
    ...(done !== undefined && done.status !== status
      ? [`answered ${done.status}: ${JSON.stringify(done.answer)}`]
      : []),
  ];
  isBroken ||= verdicts.length > 0;
  console.log(`${block.toFixed(1).padStart(8)} ms  ${[name, ...verdicts].join("  ")}`);
}

let memberId = "";
let sessionToken = "";
async function attest(count: number, claims = {}): Promise<undefined> {
  for (let left = count; left > 0; left--) {
    const token = await trustedToken(claims);
    const request = { profile_id: b2b.profileId, token, session_duration_minutes: 60 };
    const { answer } = await mustSend("POST", "/v1/b2b/sessions/attest", request);
    memberId = answer.member.member_id;
    sessionToken = answer.session_token;
  }
}

// What is done for the first time is compiled by Node.js then, and the template by us.
await attest(50);
await row(`attest, ${sessions} times`, () => attest(sessions));
const list = `/v1/b2b/sessions?organization_id=${b2b.organizationId}&member_id=${memberId}`;
await row("list of 1 000 sessions", () => send("GET", list));
await row(
  "three lists of 1 000 sessions at once",
  async () => (await Promise.all([1, 2, 3].map(() => send("GET", list))))[0],
);
await row("revoke of 1 000 sessions", () => send("POST", "/v1/b2b/sessions/revoke", { member_id: memberId }));
await attest(1);

const memberPath = `/v1/b2b/organizations/${b2b.organizationId}/members`;
const notes = Array.from({ length: 40 }, (_, at) => ({ id: at, text: `${at}`.padStart(75, "x") }));
async function makeMembers(path: string, name: string): Promise<undefined> {
  for (let at = 0; at < members; at++) {
    const metadata = { trusted_metadata: { notes }, untrusted_metadata: { notes } };
    await mustSend("POST", path, { email_address: `${name}${at}@example.com`, ...metadata });
  }
}
await row(`${members} members of 8 kB are made`, () => makeMembers(memberPath, "m"));

const managed = "/pwa/v3/projects/shop/environments/test";
const template = (text: string) =>
  send(
    "PUT",
    `${managed}/jwt_templates/SESSION?force=true`,
    { template_content: text, custom_audience: "" },
    management,
  );
const l = "member.trusted_metadata.notes";
const costly = {
  small: `{ "a": << ${l}[39].text ?? "" >> }`,
  "of nested macros": `{ "a": << ${l}.exists(a, ${l}.exists(b, ${l}.exists(c, a.id + b.id + c.id < 0))) >> }`,
  "that sorts in each round": `{ "a": << ${l}.map(x, ${l}.map(n, n.text).sort().size()).size() >> }`,
  "that compares objects": `{ "a": << ${l}.map(x, ${l}.distinct().size()).size() >> }`,
};
for (const [name, text] of Object.entries(costly)) {
  await row(`publish of a template ${name}, with ${members} members`, () => template(text));
}
await row("attest with that template", () => attest(10));
await template(costly.small);

/** A template of 16 KiB of entries that are made by their number. */
function full(entry: (at: number) => string): string {
  const entries: string[] = [];
  for (let bytes = 4; ; ) {
    const next = entry(entries.length);
    bytes += Buffer.byteLength(next) + 1;
    if (bytes > 16_000) return `{ ${entries.join(",")} }`;
    entries.push(next);
  }
}
const pattern = `(${"a?".repeat(60)}){20}`;
const templates = {
  "many paths": full((at) => `"k${at}": << member.trusted_metadata.n${at} ?? ${at} >>`),
  "many literals": full((at) => `"k${at}":${at}`),
  "many mistakes": full((at) => `"k${at}": << nemo.x${at} >>`),
  "a long list": `{ "k": << [${"1,".repeat(7800)}1].size() >> }`,
  "texts with tags": full((at) => `"k${at}":"a<<1>>b<<2>>c<<3>>"`),
  macros: full((at) => `"k${at}": << [1].map(a,[a].map(b,[b].map(c,c))) >>`),
  "one long expression": `{ "k": << ${Array.from({ length: 3900 }, () => "1")
    .join(" + ")
    .slice(0, 15_500)
    .replace(/\W+$/, "")} >> }`,
  "deep brackets": full((at) => `"k${at}": << ${"(".repeat(30)}1${")".repeat(30)} >>`),
  patterns: full((at) => `"k${at}": << member.email_address.matches("${pattern}${at}") >>`),
  "nothing closed": `{ "k": ${"[".repeat(16_000)}`,
  "only openings": "<<".repeat(8000),
};
for (const [name, text] of Object.entries(templates)) {
  const { status } = await template(text);
  await template(costly.small);
  await row(`publish of a template of 16 KiB, ${name} (${status})`, () => template(text), { status });
}
await template(costly.small);

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const put = ({ roles, resources, scopes = [] }: PolicyOutline) =>
  send(
    "PUT",
    `${managed}/rbac_policy?force=true`,
    {
      custom_roles: [...declaredPolicy.roles, ...roles],
      custom_resources: [...declaredPolicy.resources, ...resources].map(({ actions, ...rest }) => ({
        ...rest,
        available_actions: actions,
      })),
      custom_scopes: scopes,
    },
    management,
  );
const permissions = (resources: readonly number[], actions: readonly string[]) =>
  resources.map((of) => ({ resource_id: `s${of}`, actions }));
const policies: Readonly<Record<string, PolicyOutline>> = {
  "1 000 roles": {
    roles: range(1000).map((at) => ({ role_id: `r${at}`, permissions: permissions([at % 50], ["a"]) })),
    resources: permissions(range(50), ["a"]),
  },
  "6 000 permissions": {
    roles: range(60).map((at) => ({ role_id: `r${at}`, permissions: permissions(range(100), ["*"]) })),
    resources: permissions(range(100), ["a"]),
  },
  "10 000 permissions of named actions": {
    roles: range(20).map((at) => ({
      role_id: `r${at}`,
      permissions: permissions(
        range(10),
        range(50).map((a) => `a${a}`),
      ),
    })),
    resources: permissions(
      range(10),
      range(50).map((a) => `a${a}`),
    ),
  },
  "4 000 resources": { roles: [], resources: permissions(range(4000), ["a"]) },
  "30 000 actions": {
    roles: [],
    resources: permissions(
      [1],
      range(30_000).map((a) => `a${a}`),
    ),
  },
  "6 000 permissions that are wrong": {
    roles: range(60).map((at) => ({ role_id: `r${at}`, permissions: permissions(range(100), ["b"]) })),
    resources: permissions(range(1), ["a"]),
  },
};
const check = (resource: string, action: string) =>
  send("POST", "/v1/b2b/sessions/authenticate", {
    session_token: sessionToken,
    authorization_check: { organization_id: b2b.organizationId, resource_id: resource, action },
  });
for (const [name, outline] of Object.entries(policies)) {
  const { status } = await put({ roles: [], resources: [] }).then(() => put(outline));
  await put({ roles: [], resources: [] });
  await row(`publish of a policy of ${name} (${status})`, () => put(outline), { status });
  await row(`  authenticate with a check against it`, () => check("documents", "read"));
  await row(`  publish of a template beside it`, () => template(costly.small.replace('"a"', `"${name}"`)));
}
await row("policy, read by the SDK", () => send("GET", "/v1/b2b/rbac/policy"));
await put({ roles: [], resources: [] });

const bodies = {
  "deep, as it may be": `${'{"a":'.repeat(63)}1${"}".repeat(63)}`,
  deep: `${'{"a":'.repeat(43_000)}1${"}".repeat(43_000)}`,
  "deep lists": `${"[".repeat(130_000)}${"]".repeat(130_000)}`,
  wide: `[${"0,".repeat(maxBodyBytes / 2 - 100)}0]`,
  "wide with objects": `[${"{},".repeat(maxBodyBytes / 3 - 100)}0]`,
  "long string": `"${"x".repeat(maxBodyBytes - 100)}"`,
  "long string of emoji": `"${"\u{1F600}".repeat(maxBodyBytes / 4 - 100)}"`,
  keys: `{${range(20_000)
    .map((at) => `"k${at}":1`)
    .join(",")}}`,
  "one key again and again": `{${range(36_000)
    .map(() => '"k":1')
    .join(",")}}`,
  escapes: `"${"\\u0041".repeat(maxBodyBytes / 6 - 50)}"`,
  "escaped quotes": `"${'\\"'.repeat(maxBodyBytes / 2 - 100)}"`,
  numbers: `[${"1.5e300,".repeat(32_000)}0]`,
  "one long number": `1${"0".repeat(maxBodyBytes - 200)}`,
  "one long fraction": `0.${"1".repeat(maxBodyBytes - 200)}`,
};
for (const [name, text] of Object.entries(bodies)) {
  const places = {
    metadata: [memberPath, `{"email_address":"ada@example.com","trusted_metadata":{"x":${text}}}`],
    claims: [
      "/v1/b2b/sessions/authenticate",
      `{"session_token":"${sessionToken}","session_custom_claims":{"x":${text}}}`,
    ],
    "an unknown field": ["/v1/b2b/sessions/authenticate", `{"session_token":"${sessionToken}","other":${text}}`],
    roles: [memberPath, `{"email_address":"b@example.com","roles":${text}}`],
  } as const;
  for (const [place, [path, body]] of Object.entries(places)) {
    const { status } = await send("POST", path, body);
    await row(`body of 256 KiB, ${name}, in ${place} (${status})`, () => send("POST", path, body), { status });
  }
}
await row(
  "attest with a token of 256 KB",
  async () => {
    const request = { profile_id: b2b.profileId, token: "a.".repeat(125_000), session_duration_minutes: 60 };
    return send("POST", "/v1/b2b/sessions/attest", request);
  },
  { status: 400 },
);

const { answer } = await mustSend("POST", "/v1/b2b/organizations", { organization_name: "Large" });
const organization = `/v1/b2b/organizations/${answer.organization.organization_id}`;
await makeMembers(`${organization}/members`, "n");
await row(`delete of an organization with ${members} members`, () => send("DELETE", organization));

await row("JWKS", () => send("GET", `/v1/b2b/sessions/jwks/${b2b.projectId}`));
await row("health", () => send("GET", "/healthz"));
await row("metrics", () => send("GET", "/metrics"));
const wrong = basic(`${b2b.projectId}:secret-test-wrong-0123456789012345`);
await row("1 000 wrong credentials at once", async () => {
  for (let at = 0; at < 10; at++) await Promise.all(range(100).map(() => send("GET", list, undefined, wrong)));
  return undefined;
});

async function pipelined(request: string, count: number): Promise<undefined> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(`${request}\r\n`.repeat(count - 1));
  socket.write(`${request}Connection: close\r\n\r\n`);
  socket.resume();
  await once(socket, "close");
}
await row("5 000 requests for health on one connection", () => pipelined("GET /healthz HTTP/1.1\r\nHost: x\r\n", 5000));
const read = `GET /v1/b2b/rbac/policy HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n`;
await row("5 000 reads of the store on one connection", () => pipelined(read, 5000));
await row("sweep of 3 000 sessions", async () => {
  await server.sweep(3000);
  return undefined;
});

server.stop();

/** A configuration as large as one may be, which only a declared state can have: each request reads it. */
const permissionsOfMany: PolicyOutline = {
  roles: [
    ...declaredPolicy.roles,
    ...range(100).map((at) => ({ role_id: `r${at}`, permissions: permissions(range(100), ["a"]) })),
  ],
  resources: [...declaredPolicy.resources, ...permissions(range(100), ["a"])],
};
const properties = {
  tier: { type: "string" },
  ...Object.fromEntries(range(1990).map((at) => [`property${at}`, { type: "string", maxLength: 100 }])),
};
const largest: Readonly<Record<string, object>> = {
  "a policy of 10 000 permissions": { policy: permissionsOfMany },
  "a schema of 1 990 properties": { schemas: { "member.trusted_metadata": { type: "object", properties } } },
};
for (const [name, part] of Object.entries(largest)) {
  const state = JSON.parse(JSON.stringify(declaredState()));
  Object.assign(state.projects[0], part);
  server = await startWatchedServer({ ...options, apply: state });
  await row(`with ${name}: attest, the first`, () => attest(1), { isFirst: true });
  await attest(50);
  await row(`with ${name}: attest`, () => attest(20));
  await row(`with ${name}: authenticate with a check`, () => check("documents", "read"));
  await row(`with ${name}: a member is made`, () =>
    send("POST", memberPath, { email_address: "x@example.com", trusted_metadata: { property1: "a" } }),
  );
  await row(`with ${name}: policy, read by the SDK`, () => send("GET", "/v1/b2b/rbac/policy"));
  for (const key of ["b", "c"]) await template(`{ "${key}": << member.trusted_metadata.tier >> }`);
  await row(`with ${name}: publish of a template`, () => template('{ "a": << member.trusted_metadata.tier >> }'));
  server.stop();
}
process.exitCode = isBroken ? 1 : 0;
