import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../src/server/start/start-server.ts";
import { describeOnEachStore, type TestStore } from "../support/each-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { memberClient } from "./support/sdk-clients.ts";
import { trustedToken } from "./support/trusted-token.ts";

const key = { workspaceKeyId: "workspace-key-1", workspaceKeySecret: "workspace-secret-3333333333333333333333" };
const credentials = Buffer.from(`${key.workspaceKeyId}:${key.workspaceKeySecret}`).toString("base64");

describeOnEachStore((stores) => {
  let store: TestStore;
  let server: RunningServer;
  beforeAll(async () => {
    store = await stores.create();
    server = await startServer({ ...store.options, ...key, apply: declaredState() });
  });
  afterAll(async () => {
    await server.close();
    await store.remove();
  });

  /** Puts a session template. */
  const put = async (template: string, query = "") => {
    const path = `/pwa/v3/projects/shop/environments/test/jwt_templates/SESSION${query}`;
    const response = await fetch(`${server.url}${path}`, {
      method: "PUT",
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
      body: JSON.stringify({ template_content: template, custom_audience: "" }),
    });
    return { status: response.status, body: await response.json() };
  };

  test("a template that has no room beside what a session was sent is refused, unless it is forced", async () => {
    const { sessions } = memberClient(server.url);
    const { session_token, member } = await sessions.attest({
      profile_id: b2b.profileId,
      token: await trustedToken(),
      session_custom_claims: { long: "y".repeat(3000) },
    });
    const template = `{ "x": "${"x".repeat(2000)}" }`;
    expect(await put(template)).toMatchObject({
      status: 409,
      body: {
        error_type: "publication_would_refuse_members",
        error_details: {
          problems: [
            {
              field: "/template_content",
              refused: 1,
              members: [{ id: member.member_id, code: "custom_claims_too_large" }],
            },
          ],
        },
      },
    });
    await sessions.authenticate({ session_token });
    expect(await put(template, "?force=true")).toMatchObject({ status: 200 });
    await expect(sessions.authenticate({ session_token })).rejects.toMatchObject({
      error_type: "custom_claims_too_large",
    });
    await sessions.revoke({ session_token });
    expect(await put(`{ "x": "${"x".repeat(2001)}" }`)).toMatchObject({ status: 200 });
  });
});
