import type { JWTPayload } from "jose";
import { MongoClient } from "mongodb";
import type stytch from "stytch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { b2b, consumer, declaredState } from "../sdk/support/declared-state.ts";
import { memberClient, refusalOf } from "../sdk/support/sdk-clients.ts";
import { trustedToken } from "../sdk/support/trusted-token.ts";
import { masterKey } from "../support/each-store.ts";
import { eventually } from "../support/eventually.ts";
import { type CommandFailure, failCommands } from "../support/mongodb/fail-commands.ts";
import { type Fate, MongodbProxy } from "../support/mongodb/proxy.ts";
import { describeWithMongodb } from "../support/mongodb.ts";

const AWAY = "503 service_unavailable";
const NotWritablePrimary = 10107;
const InterruptedDueToReplStateChange = 11602;

const WRITES: ReadonlySet<string> = new Set(["insert", "update", "delete"]);

/** What became of a call: its answer, or its error. */
const outcomeOf = <T>(call: Promise<T>): Promise<T | string> =>
  call.catch((error: unknown) => refusalOf(Promise.reject(error)));

describeWithMongodb("a server on a MongoDB that fails", (mongodb) => {
  let direct: string;
  let proxy: MongodbProxy;
  let database: MongoClient;
  let server: RunningServer;
  let undisturbed: RunningServer;
  let client: stytch.B2BClient;
  /** At a server of the same store that reaches it by another way. */
  let other: stytch.B2BClient;

  beforeAll(async () => {
    direct = mongodb.database();
    proxy = await MongodbProxy.start(direct);
    database = new MongoClient(direct);
    const apply = declaredState({ isSingleUse: true });
    undisturbed = await startServer({ store: direct, masterKey, apply });
    // An error of a deposed primary has the driver wait for what the server tells of itself next.
    server = await startDisturbed("60000");
    client = memberClient(server.url);
    other = memberClient(undisturbed.url);
    // The first session makes the keys.
    await attest(other, {});
  });
  afterAll(async () => {
    await server.close();
    await undisturbed.close();
    await proxy.cut();
    await database.close();
    await mongodb.remove(direct);
  });
  afterEach(() => {
    proxy.intercept = () => "pass";
  });

  /** Starts a server that waits so many milliseconds for a MongoDB that is away. */
  const startDisturbed = (serverSelectionTimeoutMS: string) => {
    const options = { appName: "disturbed", serverSelectionTimeoutMS, heartbeatFrequencyMS: "500" };
    return startServer({ store: proxy.uri(direct, options), masterKey });
  };

  let people = 0;
  let sub: string;
  beforeEach(() => {
    sub = `person-${people++}`;
  });

  /** Claims of somebody who is not there yet, nor the organization. */
  const stranger = () => ({ email: `${sub}@example.com`, sub, org: `org-${sub}` });
  const attest = async (at: stytch.B2BClient, claims: JWTPayload) =>
    at.sessions.attest({ profile_id: b2b.profileId, token: await trustedToken(claims) });

  /** How many documents each collection holds in which the stranger can have left something. */
  const counts = async () => {
    const names = ["used_tokens", "organizations", "subjects", "sessions"];
    return Promise.all(names.map((name) => database.db().collection(name).countDocuments()));
  };
  const grownBy = (before: readonly number[], by: readonly number[]) =>
    before.map((count, index) => count + (by[index] ?? 0));

  /** What becomes of the writes from one of them on; how many there were. */
  const disturbFrom = (first: number, fates: readonly Fate[]) => {
    const seen = { writes: 0 };
    proxy.intercept = (command) => (WRITES.has(command) ? (fates[seen.writes++ - first] ?? "pass") : "pass");
    return seen;
  };

  describe("whose answer is lost", () => {
    const losses: readonly (readonly Fate[])[] = [
      ["lose answer"],
      // The driver tries a second time by itself.
      ["lose answer", "lose answer"],
      ["lose command", "lose command"],
    ];

    test.each(losses)("writes all of an attest once, whichever write it is: %s %s", async (...fates) => {
      for (const first of [0, 1, 2, 3]) {
        sub = `lost-${people++}`;
        const before = await counts();
        const seen = disturbFrom(first, fates);
        const { session_token, member, member_session } = await attest(client, stranger());
        expect(seen.writes).toBeGreaterThan(4);
        expect(member.external_id).toBe(sub);
        expect(await counts()).toEqual(grownBy(before, [1, 1, 1, 1]));
        const authenticated = await other.sessions.authenticate({ session_token });
        expect(authenticated.member_session.member_session_id).toBe(member_session.member_session_id);
      }
    });

    test.each(losses)("writes what else is asked for once: %s %s", async (...fates) => {
      const { session_token, member_id } = await attest(other, stranger());
      const lose = () => disturbFrom(0, fates);
      lose();
      const made = await client.organizations.create({ organization_name: sub, organization_slug: `slug-${sub}` });
      lose();
      const update = { organization_id: made.organization.organization_id, organization_name: "Changed" };
      expect((await client.organizations.update(update)).organization).toMatchObject({
        organization_name: "Changed",
        organization_slug: `slug-${sub}`,
      });
      lose();
      const session_custom_claims = { cart: 1 };
      const { member_session } = await client.sessions.authenticate({ session_token, session_custom_claims });
      expect(member_session.custom_claims).toMatchObject(session_custom_claims);
      const sessions = database.db().collection<{ readonly revision: number }>("sessions");
      expect(await sessions.findOne({ document: { $regex: member_id } })).toMatchObject({ revision: 2 });
      lose();
      const revoked = await outcomeOf(client.sessions.revoke({ session_token }));
      // What is asked for again after that may have been done.
      if (revoked === AWAY) await outcomeOf(client.sessions.revoke({ session_token }));
      else expect(revoked).toMatchObject({ status_code: 200 });
      expect(await refusalOf(other.sessions.authenticate({ session_token }))).toBe("404 session_not_found");
    });
  });

  describe("whose primary is deposed", () => {
    const commands = ["insert", "update", "delete", "find"];

    test.for<readonly [string, Pick<CommandFailure, "errorCode" | "closeConnection">]>([
      ["answers that it is none", { errorCode: NotWritablePrimary }],
      ["interrupts what is under way", { errorCode: InterruptedDueToReplStateChange }],
      ["breaks connections", { closeConnection: true }],
    ])("serves or answers 503 when it %s, and no session that it told is lost", async ([, failure], { skip }) => {
      const outcomes: Awaited<ReturnType<typeof attestOnce>>[] = [];
      const attestOnce = (claims: JWTPayload) => outcomeOf(attest(client, claims));
      const before = await counts();
      for (const times of [1, 3, 10, 30]) {
        const appName = "disturbed";
        const stopFailing = await failCommands(database, skip, { ...failure, times, appName, failCommands: commands });
        onTestFinished(stopFailing);
        outcomes.push(...(await Promise.all(Array.from({ length: 6 }, () => attestOnce(stranger())))));
        await stopFailing();
      }
      outcomes.push(await attestOnce(stranger()));
      const told = outcomes.flatMap((outcome) => (typeof outcome === "string" ? [] : [outcome]));
      expect(new Set(outcomes.filter((outcome) => typeof outcome === "string"))).toEqual(
        told.length === outcomes.length ? new Set() : new Set([AWAY]),
      );
      expect(told.length).toBeGreaterThan(0);
      for (const { session_token, member_session } of told) {
        for (const at of [client, other]) {
          const answer = await at.sessions.authenticate({ session_token });
          expect(answer.member_session.member_session_id).toBe(member_session.member_session_id);
        }
      }
      const [, organizations, subjects] = await counts();
      expect([organizations, subjects]).toEqual(grownBy(before.slice(1), [1, 1]).slice(0, 2));
      expect(new Set(told.map(({ member_id }) => member_id)).size).toBe(1);
    });
  });

  describe("that is away", () => {
    let hasty: RunningServer;
    let client: stytch.B2BClient;
    const isBack = () => eventually(async () => (await fetch(`${hasty.url}/readyz`)).status === 200);

    beforeAll(async () => {
      hasty = await startDisturbed("500");
      client = memberClient(hasty.url);
    });
    afterAll(() => hasty.close());

    test("answers 503 to every request, does not end, and serves again when it is back", async () => {
      const { session_token, member_id } = await attest(client, stranger());
      const named = { organization_id: "acme", member_id: "u1" };
      const calls = [
        () => attest(client, stranger()),
        () => client.sessions.authenticate({ session_token }),
        () => client.sessions.get({ organization_id: `org-${sub}`, member_id }),
        () => client.organizations.members.get(named),
        () => client.organizations.members.update({ ...named, name: "Ada L." }),
        () => client.organizations.create({ organization_name: `Away ${sub}` }),
        () => client.rbac.policy(),
      ];
      await proxy.cut();
      const outcomes = await Promise.all(calls.map((call) => refusalOf(call())));
      expect(outcomes).toEqual(Array(calls.length).fill(AWAY));
      // What everybody may keep comes from memory.
      expect(await client.sessions.getJWKS({ project_id: b2b.projectId })).toMatchObject({ status_code: 200 });
      const answer = await fetch(`${hasty.url}/v1/sessions/jwks/${consumer.projectId}`);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
      expect(await answer.json()).toEqual({
        status_code: 503,
        request_id: expect.any(String),
        error_type: "service_unavailable",
        error_message: expect.any(String),
        error_url: expect.any(String),
      });
      await proxy.restore();
      await isBack();
      const again = await Promise.all(calls.map((call) => call()));
      expect(again.map(({ status_code }) => status_code)).toEqual(Array(calls.length).fill(200));
    });

    test("answers 503 to every request when it takes connections and says nothing", async () => {
      const impatient = { socketTimeoutMS: "300", connectTimeoutMS: "300", waitQueueTimeoutMS: "300" };
      const options = { ...impatient, serverSelectionTimeoutMS: "300", heartbeatFrequencyMS: "500" };
      const hung = await startServer({ store: proxy.uri(direct, options), masterKey });
      onTestFinished(() => hung.close());
      const client = memberClient(hung.url);
      const { session_token } = await attest(client, stranger());
      proxy.intercept = () => "hang";
      const named = { organization_id: "acme", member_id: "u1" };
      for (const call of [
        () => attest(client, stranger()),
        () => client.sessions.authenticate({ session_token }),
        () => client.organizations.members.update({ ...named, name: "Ada L." }),
        () => client.rbac.policy(),
      ]) {
        expect(await refusalOf(call())).toBe(AWAY);
      }
      for (const path of ["/readyz", `/v1/sessions/jwks/${consumer.projectId}`]) {
        expect((await fetch(`${hung.url}${path}`)).status).toBe(503);
      }
      expect((await client.sessions.getJWKS({ project_id: b2b.projectId })).keys).toHaveLength(1);
    });

    test("keeps what it told when it goes in the middle of attests", async () => {
      let writes = 0;
      proxy.intercept = async (command) => {
        if (!WRITES.has(command) || ++writes !== 12) return "pass";
        await proxy.cut();
        return "lose command";
      };
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          outcomeOf(attest(client, { email: `${sub}-${index}@example.com`, sub: `${sub}-${index}` })),
        ),
      );
      await proxy.restore();
      await isBack();
      const refusals = outcomes.filter((outcome) => typeof outcome === "string");
      expect([new Set(refusals), refusals.length > 0]).toEqual([new Set([AWAY]), true]);
      for (const outcome of outcomes) {
        if (typeof outcome === "string") continue;
        const { session_token } = outcome;
        expect(await client.sessions.authenticate({ session_token })).toMatchObject({ status_code: 200 });
      }
    });

    test("is waited for by a server that starts", async () => {
      await proxy.cut();
      const starting = startServer({ store: proxy.uri(direct), masterKey });
      await proxy.restore();
      const started = await starting;
      onTestFinished(() => started.close());
      expect(await attest(memberClient(started.url), stranger())).toMatchObject({ status_code: 200 });
    });
  });
});
