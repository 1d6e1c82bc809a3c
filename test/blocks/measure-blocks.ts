// Has each route do its worst, and prints how long each held the event loop: `npm run measure:blocks`. Linux only.
import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { startServer } from "../../src/server/index.ts";
import { b2b, declaredState } from "../sdk/support/declared-state.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";
import { basic } from "../server/support/basic.ts";
import { watchLoop } from "./watch-loop.ts";

/** The longest block that any request may make, in milliseconds of processor time. */
const maxBlockMilliseconds = 50;
const sessions = 1000;
const members = 1000;
const maxBodyBytes = 256 * 1024;
const workspaceKey = { keyId: "workspace-key-1", secret: "workspace-secret-3333333333333333333333" };

if (process.send === undefined) await measure();
else await serve();

async function serve(): Promise<void> {
  const watch = watchLoop();
  const server = await startServer({
    ephemeral: true,
    apply: declaredState(),
    failedCredentialsLimit: 0,
    workspaceKeyId: workspaceKey.keyId,
    workspaceKeySecret: workspaceKey.secret,
  });
  process.on("message", () => process.send?.({ longest: watch.longestMilliseconds() }));
  process.once("disconnect", () => void server.close().then(() => process.exit(0)));
  process.send?.({ url: server.url });
}

async function measure(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url));
  const [{ url }] = await once(child, "message");
  const longest = async (): Promise<number> => {
    const answered = once(child, "message");
    child.send({});
    return (await answered)[0].longest;
  };
  const authorization = basic(`${b2b.projectId}:${b2b.secret}`);
  const management = basic(`${workspaceKey.keyId}:${workspaceKey.secret}`);
  const managed = "/pwa/v3/projects/shop/environments/test";
  const send = async (method: string, path: string, body?: unknown, credentials = authorization) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: credentials, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, answer: JSON.parse((await response.text()) || "{}") };
  };
  let isBroken = false;
  const row = async (name: string, act: () => Promise<{ readonly status: number } | undefined>) => {
    await longest();
    const done = await act();
    const block = await longest();
    isBroken ||= block > maxBlockMilliseconds;
    const verdict = block > maxBlockMilliseconds ? "  too long" : "";
    console.log(
      `${block.toFixed(1).padStart(8)} ms  ${name}${done === undefined ? "" : ` (${done.status})`}${verdict}`,
    );
  };

  let memberId = "";
  const attest = async (count: number): Promise<undefined> => {
    for (let left = count; left > 0; left--) {
      const token = await trustedToken();
      const request = { profile_id: b2b.profileId, token, session_duration_minutes: 60 };
      const { status, answer } = await send("POST", "/v1/b2b/sessions/attest", request);
      if (status !== 200) throw new Error(`attest: ${JSON.stringify(answer)}`);
      memberId = answer.member.member_id;
    }
  };
  // What is done for the first time is compiled by Node.js then, and the template by us.
  await attest(50);
  await row(`attest, ${sessions} times`, () => attest(sessions));
  const list = `/v1/b2b/sessions?organization_id=${b2b.organizationId}&member_id=${memberId}`;
  await row(`list of ${sessions} sessions`, () => send("GET", list));
  await row(`revoke of ${sessions} sessions`, () => send("POST", "/v1/b2b/sessions/revoke", { member_id: memberId }));
  const memberPath = `/v1/b2b/organizations/${b2b.organizationId}/members`;
  await row(`${members} members are made`, async () => {
    const notes = Array.from({ length: 40 }, (_, at) => ({ id: at, text: "x".repeat(75) }));
    for (let count = 0; count < members; count++) {
      const body = { email_address: `m${count}@example.com`, trusted_metadata: { notes } };
      const { status, answer } = await send("POST", memberPath, body);
      if (status !== 200) throw new Error(`member: ${JSON.stringify(answer)}`);
    }
    return undefined;
  });
  const template = (text: string) =>
    send("PUT", `${managed}/jwt_templates/SESSION`, { template_content: text, custom_audience: "" }, management);
  await row("publish of a small template", () =>
    template('{ "a": << member.trusted_metadata.notes[39].text ?? "" >> }'),
  );
  const entries = Array.from({ length: 230 }, (_, at) => `"k${at}": << member.trusted_metadata.n${at} ?? ${at} >>`);
  await row("publish of a template of 16 KiB", () => template(`{ ${entries.join(",\n")} }`));
  const policy = (roles: number, permissions: number) => ({
    roles: Array.from({ length: roles }, (_, at) => ({
      role_id: `r${at}`,
      description: "",
      permissions: Array.from({ length: permissions }, (_, of) => ({ resource_id: `s${of}`, actions: ["a"] })),
    })),
    resources: Array.from({ length: permissions }, (_, of) => ({ resource_id: `s${of}`, actions: ["a"] })),
  });
  const put = (body: object) => send("PUT", `${managed}/rbac_policy`, body, management);
  const usual = declaredState().projects;
  const kept = Array.isArray(usual) ? Object(usual[0]).policy : {};
  const withKept = ({ roles, resources }: ReturnType<typeof policy>) => ({
    custom_roles: [...kept.roles, ...roles],
    custom_resources: [...kept.resources, ...resources].map((resource) => ({
      ...resource,
      available_actions: resource.actions,
    })),
  });
  await row("publish of 1 000 roles", () => put(withKept(policy(1000, 1))));
  await row("publish of 4 000 permissions", () => put(withKept(policy(80, 50))));
  const bodies = {
    deep: `${'{"a":'.repeat(63)}1${"}".repeat(63)}`,
    wide: `[${"0,".repeat(maxBodyBytes / 2 - 100)}0]`,
    long: `"${"x".repeat(maxBodyBytes - 100)}"`,
    keys: `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(",")}}`,
    escapes: `"${"\\u0041".repeat(maxBodyBytes / 6 - 20)}"`,
  };
  for (const [shape, text] of Object.entries(bodies)) {
    const body = `{"email_address":"b-${shape}@example.com","trusted_metadata":{"x":${text}}}`;
    await row(`body of 256 KiB, ${shape}`, () => send("POST", memberPath, body));
  }
  await row("JWKS", () => send("GET", `/v1/b2b/sessions/jwks/${b2b.projectId}`));
  await row("health", () => send("GET", "/healthz"));
  await row("wrong credentials", () =>
    send("GET", list, undefined, basic(`${b2b.projectId}:secret-test-wrong-0123456789012345`)),
  );
  await row("metrics", async () => {
    const response = await fetch(`${url}/metrics`);
    await response.text();
    return response;
  });
  await row("5 000 requests on one connection", async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".repeat(4999));
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    socket.resume();
    await once(socket, "close");
    return undefined;
  });
  child.disconnect();
  process.exitCode = isBroken ? 1 : 0;
}
