import { describe, expect, test } from "vitest";
import { ensureWorkspaceKey } from "../../../../src/projects/index.ts";
import { basic } from "../../support/basic.ts";
import { b2bProjectId, b2bSecret, workspaceKey } from "../../support/test-app.ts";
import { environmentPath, managementApp } from "./support/management-app.ts";

const secrets = `${environmentPath("b2b")}/secrets`;

describe("the key of the workspace", () => {
  test("is asked for before anything else", async () => {
    const { outcome, authorization } = await managementApp();
    const { keyId, secret } = workspaceKey;
    expect(await outcome("GET", secrets, authorization.any)).toBe("200 ok");
    expect(await outcome("GET", secrets, undefined)).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", secrets, basic(`${keyId}:${secret}x`))).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", secrets, basic(`${keyId}x:${secret}`))).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", secrets, "Bearer x")).toBe("400 invalid_authorization_header");
    const nowhere = "/pwa/v3/projects/none/environments/x/secrets";
    expect(await outcome("GET", nowhere, basic(`${keyId}:x`))).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", nowhere, authorization.any)).toBe("404 project_not_found");
    expect(await outcome("POST", secrets.replace("/x/", "/y/"), authorization.any)).toBe("404 project_not_found");
  });

  test("is no secret of a project, nor is that one of the workspace", async () => {
    const { outcome, authorization } = await managementApp();
    expect(await outcome("GET", secrets, authorization.b2b)).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", "/v1/b2b/rbac/policy", authorization.any)).toBe("401 unauthorized_credentials");
  });

  test("is the one that was given last", async () => {
    const { outcome, authorization, backend } = await managementApp();
    const next = { ...workspaceKey, secret: `${workspaceKey.secret}-next` };
    await ensureWorkspaceKey(backend, next);
    expect(await outcome("GET", secrets, authorization.any)).toBe("401 unauthorized_credentials");
    expect(await outcome("GET", secrets, basic(`${next.keyId}:${next.secret}`))).toBe("200 ok");
  });

  test("is named in the log by its id alone", async () => {
    const { outcome, authorization, lines, logText } = await managementApp();
    await outcome("GET", secrets, authorization.any);
    expect(lines().at(-1)).toMatchObject({ workspace_key_id: workspaceKey.keyId, project_id: b2bProjectId });
    expect(logText()).not.toContain(workspaceKey.secret);
  });

  test("does for projects of both verticals what the API has, and no more", async () => {
    const { outcome, authorization } = await managementApp();
    expect(await outcome("GET", `${environmentPath("consumer")}/secrets`, authorization.any)).toBe("200 ok");
    expect(await outcome("GET", "/pwa/v3/projects", authorization.any)).toBe("501 not_supported");
    expect(await outcome("GET", `${environmentPath("b2b")}/public_tokens`, undefined)).toBe("501 not_supported");
    expect(await outcome("PATCH", secrets, authorization.any)).toBe("405 method_not_allowed");
  });
});

describe("secrets", () => {
  test("are made, shown once, and told from each other by their last characters", async () => {
    const { send, outcome } = await managementApp();
    const { status, body } = await send("POST", "/secrets");
    const { secret_id, secret, created_at } = Object(body.secret);
    expect({ status, secret, secret_id, created_at }).toEqual({
      status: 200,
      secret: expect.stringMatching(/^secret-test-[A-Za-z0-9_-]{43}$/),
      secret_id: expect.stringMatching(/^secret-id-test-/),
      created_at: "2026-01-01T00:00:00.000000Z",
    });
    const masked = { secret_id, last_four: secret.slice(-4), created_at, used_at: null };
    expect((await send("GET", `/secrets/${secret_id}`)).body).toEqual({ secret: masked });
    const declared = { ...masked, secret_id: expect.any(String), last_four: b2bSecret.slice(-4) };
    expect((await send("GET", "/secrets")).body).toEqual({ secrets: [declared, masked] });
    expect(await outcome("GET", "/v1/b2b/rbac/policy", basic(`${b2bProjectId}:${secret}`))).toBe("200 ok");
  });

  test("are refused as soon as they are deleted, the last one too", async () => {
    const { send, outcome, authorization } = await managementApp();
    const [only] = Object((await send("GET", "/secrets")).body.secrets);
    expect(await send("DELETE", `/secrets/${only.secret_id}`)).toMatchObject({ status: 200, body: {} });
    expect(await outcome("GET", "/v1/b2b/rbac/policy", authorization.b2b)).toBe("401 unauthorized_credentials");
    expect((await send("GET", "/secrets")).body).toEqual({ secrets: [] });
    for (const method of ["GET", "DELETE"] as const) {
      expect(await send(method, `/secrets/${only.secret_id}`)).toMatchObject({
        status: 404,
        errorType: "secret_not_found",
      });
    }
  });

  test("of another project are not found", async () => {
    const { send, outcome, authorization } = await managementApp("consumer");
    const [only] = Object((await send("GET", "/secrets")).body.secrets);
    expect(await outcome("DELETE", `${secrets}/${only.secret_id}`, authorization.any)).toBe("404 secret_not_found");
  });
});
