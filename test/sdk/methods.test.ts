import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { memberRefusals } from "./support/member-refusals.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { unsignedJwt } from "./support/refused-call.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";
import { sdkMethods } from "./support/sdk-methods.ts";
import { userRefusals } from "./support/user-refusals.ts";

describeOnEachStore((stores) => {
  /** Asks for nothing but who calls: what can be wrong is that. */
  const WITHOUT_ARGUMENTS = "rbac.policy";

  /** Methods that do what they do without a request, or by another method. */
  const LOCAL: ReadonlySet<string> = new Set([
    "sessions.authenticateJwtLocal",
    "idp.introspectTokenLocal",
    "m2m.authenticateToken",
    "users.searchAll",
  ]);

  /** What names things in the paths of requests, so that each has as many segments as always. */
  const PATH_PARAMETERS: Readonly<Record<string, string>> = Object.fromEntries(
    [
      ...["organization_id", "member_id", "user_id", "external_id", "client_id", "connected_app_id", "connection_id"],
      ...["secret_id", "email_id", "phone_id", "totp_id", "crypto_wallet_id", "password_id", "member_password_id"],
      ...["biometric_registration_id", "webauthn_registration_id", "oauth_user_registration_id", "certificate_id"],
      ...["private_key_id", "project_id"],
    ].map((name) => [name, "x"]),
  );

  let server: ObservedServer;

  beforeAll(async () => {
    server = await startObserved(declaredState(), stores);
  });

  afterAll(() => server.close());

  describe("B2BClient", () => {
    test.each(memberRefusals)("$method is refused: $error", async ({ call, error }) => {
      expect(await refusalOf(call(memberClient(server.url)))).toBe(error);
    });

    test("is told of every method without a failing case here that it is not supported", async () => {
      const supported = memberRefusals.map(({ method }) => method);
      expect(await notRefused(memberClient(server.url), supported)).toEqual({ asked: 104, others: [] });
    });

    test("rbac.policy is refused to who is not known, and to a project of the other vertical", async () => {
      const stranger = { ...b2b, secret: consumer.secret };
      expect(await refusalOf(memberClient(server.url, stranger).rbac.policy())).toBe("401 unauthorized_credentials");
      const nobody = { ...b2b, projectId: "project-test-none" };
      expect(await refusalOf(memberClient(server.url, nobody).rbac.policy())).toBe("401 unauthorized_credentials");
      const other = memberClient(server.url, consumer).rbac.policy();
      expect(await refusalOf(other)).toBe("400 incompatible_project_vertical");
    });

    test("is told that requests in the name of a member are not supported, whatever the method", async () => {
      const { organizations, sessions } = memberClient(server.url);
      const named = { organization_id: "acme", member_id: "u1" };
      const options = [{ authorization: { session_token: "x" } }, { authorization: { session_jwt: "x" } }];
      const calls = options.flatMap((option) => [
        organizations.update(named, option),
        organizations.delete(named, option),
        organizations.deleteExternalId(named, option),
        organizations.members.create({ ...named, email_address: "x@example.com" }, option),
        organizations.members.update(named, option),
        organizations.members.delete(named, option),
        organizations.members.reactivate(named, option),
        organizations.members.deleteExternalId(named, option),
        sessions.revoke({ member_id: "u1" }, option),
      ]);
      expect(await Promise.all(calls.map(refusalOf))).toEqual(Array(18).fill("501 not_supported"));
    });

    test("sessions.authenticateJwtLocal refuses what is not signed by the project", async () => {
      const verdict = memberClient(server.url).sessions.authenticateJwtLocal({ session_jwt: unsignedJwt });
      await expect(verdict).rejects.toMatchObject({ code: "jwt_invalid" });
    });
  });

  describe("Client", () => {
    test.each(userRefusals)("$method is refused: $error", async ({ call, error }) => {
      expect(await refusalOf(call(userClient(server.url)))).toBe(error);
    });

    test("is told of every method without a failing case here that it is not supported", async () => {
      const supported = userRefusals.map(({ method }) => method);
      expect(await notRefused(userClient(server.url), supported)).toEqual({ asked: 78, others: [] });
    });

    test("rbac.policy is refused to who is not known, and to a project of the other vertical", async () => {
      const stranger = { ...consumer, secret: b2b.secret };
      expect(await refusalOf(userClient(server.url, stranger).rbac.policy())).toBe("401 unauthorized_credentials");
      const other = userClient(server.url, b2b).rbac.policy();
      expect(await refusalOf(other)).toBe("400 incompatible_project_vertical");
    });

    test("sessions.authenticateJwtLocal refuses what is not signed by the project", async () => {
      const verdict = userClient(server.url).sessions.authenticateJwtLocal({ session_jwt: unsignedJwt });
      await expect(verdict).rejects.toMatchObject({ code: "jwt_invalid" });
    });
  });

  /** Calls every method that is not among the supported ones; those that are answered with anything but 501 come back. */
  async function notRefused(client: object, supported: readonly string[]) {
    const methods = sdkMethods(client);
    expect(supported.filter((method) => !methods.some(({ path }) => path === method))).toEqual([]);
    const skipped = new Set([...supported, WITHOUT_ARGUMENTS, ...LOCAL]);
    const unsupported = methods.filter(({ path }) => !skipped.has(path));
    const answers = await Promise.all(
      unsupported.map(async ({ path, call }) => ({ path, answer: await answerOf(call(PATH_PARAMETERS)) })),
    );
    return { asked: answers.length, others: answers.filter(({ answer }) => answer !== "501 not_supported") };
  }

  /** As `refusalOf`; one method puts the server's answer into an error of its own. */
  async function answerOf(call: Promise<unknown>): Promise<string> {
    try {
      return await refusalOf(call);
    } catch (error) {
      const text = String(error);
      return text.includes('"error_type":"not_supported"') ? "501 not_supported" : text;
    }
  }
});
