import { expect, onTestFinished, test } from "vitest";
import { type RunningServer, startServer } from "../../../../src/server/index.ts";
import { describeOnEachStore } from "../../../support/each-store.ts";
import { basic } from "../../support/basic.ts";

const key = { workspaceKeyId: "key", workspaceKeySecret: "workspace-secret-0123456789abcdef" };
const project = { project_id: "project-test-shop", vertical: "b2b", project_slug: "shop", environment_slug: "test" };
const apply = { projects: [{ ...project, secret: "secret-test-declared-0123456789abcdef" }] };

/** Sends a request with the workspace's key. */
async function send({ url }: RunningServer, method: "GET" | "POST" | "PUT", path: string, body?: object) {
  const credentials = `${key.workspaceKeyId}:${key.workspaceKeySecret}`;
  const response = await fetch(`${url}/pwa/v3/projects/shop/environments/test${path}`, {
    method,
    headers: { authorization: basic(credentials), "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: Object(await response.json()) };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const issuer = (index: number) => ({ name: `idp ${index}`, jwks_url: `https://idp-${index}.example.com/jwks` });

describeOnEachStore((stores) => {
  test.each([1, 2])("40 changes of one project at once are all made, at %i server(s)", async (count) => {
    const store = await stores.create();
    const servers: RunningServer[] = [];
    onTestFinished(async () => {
      await Promise.all(servers.map((server) => server.close()));
      await store.remove();
    });
    for (const _ of numbers(count)) servers.push(await startServer({ ...store.options, ...key, apply }));
    const [first] = servers;
    if (first === undefined) throw new Error("a server was started");
    const at = (index: number) => servers[index % count] ?? first;

    const texts = { issuer: "https://auth.example.com", audience: "https://api.example.com" };
    const answers = await Promise.all([
      ...numbers(20).map((index) => send(at(index), "POST", "/trusted_token_profiles", { ...texts, ...issuer(index) })),
      ...numbers(10).map((index) => send(at(index), "POST", "/secrets")),
      ...numbers(10).map((index) =>
        send(at(index), "PUT", "/jwt_templates/SESSION", {
          template_content: `{ "change": ${index} }`,
          custom_audience: "",
        }),
      ),
    ]);

    expect(answers.map(({ status, body }) => body.error_message ?? status)).toEqual(Array(40).fill(200));
    const { profiles } = (await send(first, "GET", "/trusted_token_profiles")).body;
    const names = Object.values<{ readonly name: string }>(profiles).map(({ name }) => name);
    expect(names.sort()).toEqual(
      numbers(20)
        .map((index) => issuer(index).name)
        .sort(),
    );
    const { secrets } = (await send(first, "GET", "/secrets")).body;
    expect(secrets).toHaveLength(10 + 1);
    const { jwt_template } = (await send(first, "GET", "/jwt_templates/SESSION")).body;
    expect(jwt_template.template_content).toMatch(/^\{ "change": \d \}$/);
  });
});
