import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { b2b, consumer, declaredState, issuerKeys } from "../sdk/support/declared-state.ts";
import { type ObservedServer, startObserved } from "../sdk/support/observed-server.ts";
import { memberClient } from "../sdk/support/sdk-clients.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";

const run = promisify(execFile);
const folder = new URL("../../examples/sessions/", import.meta.url);

let server: ObservedServer;

beforeAll(async () => {
  const userTemplate =
    '{ "mail": << user.email_address >>, "id": << user.external_id >>, "can": << user.rbac.documents.actions >> }';
  server = await startObserved(declaredState({ template: '{ "tier": "gold" }', userTemplate }));
});

afterAll(() => server.close());

/** What one of the programs prints, told all that their readers have to set. */
async function printed(program: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const privateKey = issuerKeys.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const { stdout } = await run(process.execPath, [fileURLToPath(new URL(program, folder))], {
    env: {
      PATH: process.env.PATH,
      CLAIMSMITH_URL: server.url,
      PROJECT_ID: consumer.projectId,
      SECRET: consumer.secret,
      PROFILE_ID: consumer.profileId,
      PRIVATE_KEY: Buffer.from(privateKey).toString("base64"),
      B2B_PROJECT_ID: b2b.projectId,
      B2B_SECRET: b2b.secret,
      ...more,
    },
  });
  return stdout;
}

/** A string that a program printed as a property of its answer. */
function property(name: string, text: string): string {
  return new RegExp(`^  ${name}:\\s+'([^']*)'`, "m").exec(text)?.[1] ?? "";
}

/** The claims of a printed JWT, verified with the key set that the server publishes. */
async function verified(text: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`/v1/sessions/jwks/${consumer.projectId}`, server.url));
  const { projectId } = consumer;
  const options = { issuer: `stytch.com/${projectId}`, audience: projectId };
  const { payload } = await jwtVerify(property("session_jwt", text), keys, options);
  return payload;
}

const templateClaims = { mail: "ada.lovelace@example.com", id: "user_123456", can: ["read", "write"] };

/** What the session claim of a JWT says of trusted tokens with these ids. */
function factors(...ids: readonly unknown[]): object {
  const authentication_factors = ids.map((token_id) =>
    expect.objectContaining({ type: "trusted_auth_token", trusted_auth_token_factor: { token_id } }),
  );
  return { "https://stytch.com/session": expect.objectContaining({ authentication_factors }) };
}

describe("the programs in examples/sessions", () => {
  test("log-in.mjs exchanges a JWT of its own for a session", async () => {
    const text = await printed("log-in.mjs");
    expect(property("session_token", text)).toMatch(/^\S{43}$/);
    const claims = await verified(text);
    expect(claims).toMatchObject({ ...templateClaims, ...factors(expect.stringMatching(/^[A-Za-z0-9+/]{40}$/)) });
    expect(claims.sub).toBe(property("user_id", text));
  });

  test("add-custom-factor.mjs adds a factor to that session", async () => {
    const session = await printed("log-in.mjs");
    const SESSION_TOKEN = property("session_token", session);
    const text = await printed("add-custom-factor.mjs", { SESSION_TOKEN, VALIDATION_ID: "validation-1" });
    expect(property("session_token", text)).toBe(SESSION_TOKEN);
    const claims = await verified(text);
    expect(claims).toMatchObject({ ...templateClaims, ...factors(expect.any(String), "validation-1") });
    expect(claims.sub).toBe(property("user_id", session));
  });

  test("custom-claims.mjs adds, changes and deletes claims, nested ones too", async () => {
    const token = await trustedToken();
    const { session_token } = await memberClient(server.url).sessions.attest({ profile_id: b2b.profileId, token });
    expect(await printed("custom-claims.mjs", { SESSION_TOKEN: session_token })).toBe(
      [
        "add { tier: 'gold', key_1: 1, key_2: 2 }",
        "change { tier: 'gold', key_1: 9, key_2: 2 }",
        "delete { tier: 'gold', key_2: 2 }",
        "nest {\n  tier: 'gold',\n  key_2: 2,\n  key_3: { nested_1: 'val1', nested_2: 'val2' }\n}",
        "nested {\n  tier: 'gold',\n  key_2: 2,\n  key_3: { nested_2: 'val2', nested_3: 'val3' }\n}",
        "",
      ].join("\n"),
    );
  });

  test("end with the server's error where they are not let in", async () => {
    const failure = await printed("log-in.mjs", { SECRET: b2b.secret }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining("unauthorized_credentials") });
  });
});
