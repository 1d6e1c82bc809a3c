import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../src/server/index.ts";
import { b2b, consumer, declaredState } from "../sdk/support/declared-state.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";
import { embeddedStores } from "../support/each-store.ts";
import { basic } from "./support/basic.ts";

const conditions = [
  { expression: "token.email_verified == true", message: "the address is not verified" },
  { expression: '"mfa" in token.amr', message: "sign in with a second factor" },
  { expression: "token.tier > 1", message: "" },
];
const good = { email_verified: true, amr: ["mfa"], tier: 2 };

test("the answer and the log say which condition of which profile a token does not meet, and nothing of the token", async () => {
  const store = await embeddedStores.create();
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const server = await startServer({
    ...store.options,
    apply: declaredState({ profile: { conditions } }),
    logger: { level: "info", stream },
  });
  onTestFinished(async () => {
    await server.close();
    await store.remove();
  });
  const sides = [
    ["/v1/b2b/sessions/attest", b2b],
    ["/v1/sessions/attest", consumer],
  ] as const;
  for (const [route, { projectId, secret, profileId }] of sides) {
    const answers: unknown[] = [];
    for (const [claims, profile_id] of [
      [{ email_verified: "planted" }, profileId],
      [{ amr: null }, profileId],
      [{ tier: "planted" }, profileId],
      [{}, profileId],
      [{}, "planted-profile"],
    ] as const) {
      const response = await fetch(`${server.url}${route}`, {
        method: "POST",
        headers: { authorization: basic(`${projectId}:${secret}`), "content-type": "application/json" },
        body: JSON.stringify({ profile_id, token: await trustedToken({ ...good, ...claims }) }),
      });
      const { error_details }: { readonly error_details?: unknown } = JSON.parse(await response.text());
      answers.push(error_details ?? response.status);
    }
    const failed = (condition: number) => {
      const { message } = conditions[condition] ?? {};
      return { reason: "condition_failed", condition, message };
    };
    expect(answers).toEqual([failed(0), failed(1), failed(2), 200, 404]);
    await fetch(`${server.url}/healthz`).then((response) => response.text());
    const logged = lines.map((line) => JSON.parse(line)).filter((line) => line.route === route);
    const refused = {
      error_type: "invalid_trusted_auth_token",
      error_reason: "condition_failed",
      profile_id: profileId,
    };
    expect(
      logged.map(({ error_type, error_reason, error_condition, profile_id }) => {
        return { error_type, error_reason, error_condition, profile_id };
      }),
    ).toEqual([
      { ...refused, error_condition: 0 },
      { ...refused, error_condition: 1 },
      { ...refused, error_condition: 2 },
      { profile_id: profileId },
      { error_type: "trusted_token_profile_not_found" },
    ]);
  }
  expect(lines.join("")).not.toMatch(/planted|the address is not verified|second factor/);
});
