import { describe, expect, test } from "vitest";
import type { Backend, ProjectContext } from "../../src/projects/index.ts";
import { type AuthenticateRequest, attest, authenticate, SignatureFailedError } from "../../src/sessions/index.ts";
import { ConflictError } from "../../src/store/index.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { refusal, type SessionWorld, sessionWorld, startOf2026, type WorldOptions } from "./support/session-world.ts";

/** A session, and how many signatures and attempts to write sessions the requests of its project come to. */
async function opened(options: WorldOptions = {}) {
  const counts = { signatures: 0, writes: 0 };
  const failing = { signatures: false };
  const wrap = (backend: Backend): Backend => {
    const { store } = recordedStore(backend.store, ({ operation, collection }) => {
      if (operation === "replace" && collection === "sessions") counts.writes++;
    });
    const observer = {
      begin(work: string) {
        if (work === "sign" && failing.signatures) throw new Error("no entropy");
        if (work === "sign") counts.signatures++;
        return () => {};
      },
      sessionStarted() {},
      oldestSessionsEnded() {},
      trustedTokenRefused() {},
    };
    return { ...backend, store, observer };
  };
  const world = await sessionWorld({ ...options, wrap: (backend) => options.wrap?.(wrap(backend)) ?? wrap(backend) });
  const token = await world.token({ email: "ada@example.com", sub: "ada", org: "acme-1" });
  const { minted } = await attest(await world.context(), { profile_id: "profile", token });
  if (minted === undefined) throw new Error("the session is there");
  Object.assign(counts, { signatures: 0, writes: 0 });
  return { world, counts, failing, token: minted.sessionToken, jwt: minted.sessionJwt };
}

/** What a request asks of the session, by its number. */
const wishes: Readonly<Record<string, (index: number) => AuthenticateRequest>> = {
  "custom claims": (index) => ({ session_custom_claims: { [`claim-${index}`]: index } }),
  "a duration": (index) => ({ session_duration_minutes: 5 + index }),
  nothing: () => ({}),
  "now one, now another": (index) => wishes[Object.keys(wishes)[index % 3] ?? ""]?.(index) ?? {},
};

const cases = Object.keys(wishes).flatMap((kind) => [10, 50, 100, 200].map((count) => [count, kind] as const));

async function atOnce(contexts: readonly ProjectContext[], requests: readonly AuthenticateRequest[]) {
  return Promise.all(
    requests.map((request, index) => {
      const context = contexts[index % contexts.length];
      if (context === undefined) throw new Error("there is a server");
      return authenticate(context, request);
    }),
  );
}

async function claimsOf(world: SessionWorld, token: string) {
  return (await authenticate(await world.context(), { session_token: token })).minted.claims;
}

describe("authenticates of one session that come at once", () => {
  test.each(cases)("all succeed, and are signed once each: %i with %s", async (count, kind) => {
    const { world, counts, token } = await opened();
    world.advance(60_000);
    const requests = Array.from({ length: count }, (_, index) => ({ session_token: token, ...wishes[kind]?.(index) }));
    await atOnce([await world.context()], requests);
    expect(counts.signatures).toBe(count);
    const sent = requests.map((request: AuthenticateRequest) => request.session_custom_claims);
    expect(await claimsOf(world, token)).toEqual(Object.assign({}, ...sent));
  });

  test.each(["custom claims", "a duration"])("write once each in one process: with %s", async (kind) => {
    const { world, counts, token } = await opened();
    const requests = Array.from({ length: 50 }, (_, index) => ({ session_token: token, ...wishes[kind]?.(index) }));
    await atOnce([await world.context()], requests);
    expect(counts.writes).toBe(50);
  });

  test("write once where each asks for the same end", async () => {
    const { world, counts, token } = await opened();
    const request = { session_token: token, session_duration_minutes: 30 };
    await atOnce([await world.context()], Array(50).fill(request));
    expect(counts).toEqual({ signatures: 50, writes: 1 });
  });

  test("all succeed at two servers on one store, also where some name it by its JWT", async () => {
    const { world, counts, token, jwt } = await opened();
    const context = await world.context();
    const requests = Array.from({ length: 100 }, (_, index) => ({
      ...(index % 4 < 2 ? { session_token: token } : { session_jwt: jwt }),
      session_custom_claims: { [`claim-${index}`]: 1 },
    }));
    await atOnce([context, { ...context, backend: { ...context.backend } }], requests);
    expect(counts.signatures).toBe(100);
    expect(Object.keys(await claimsOf(world, token))).toHaveLength(100);
  });

  test("do not wait for one that hangs longer than for others that change the session", async () => {
    const waits: (() => void)[] = [];
    let goOn = () => {};
    const hanging = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let hangs = true;
    const wrap = (backend: Backend): Backend => {
      const { store } = recordedStore(backend.store, async ({ operation, collection }) => {
        if (operation !== "replace" || collection !== "sessions" || !hangs) return;
        hangs = false;
        await hanging;
      });
      const after = (milliseconds: number, act: () => void) => {
        expect(milliseconds).toBe(10_000);
        waits.push(act);
        return () => void waits.splice(waits.indexOf(act), 1);
      };
      return { ...backend, store, pacing: { ...backend.pacing, after } };
    };
    const { world, token } = await opened({ wrap });
    const context = await world.context();
    const ask = (name: string) => authenticate(context, { session_token: token, session_custom_claims: { [name]: 1 } });
    const first = ask("a");
    const second = refusal(ask("b"));
    while (waits.length === 0) await new Promise(setImmediate);
    waits[0]?.();
    expect(await second).toBe("service_unavailable");
    // Whoever comes then is not held up by it, and wins.
    const third = await ask("c");
    expect(third.minted.claims).toEqual({ c: 1 });
    goOn();
    expect((await first).minted.claims).toEqual({ a: 1, c: 1 });
  });
});

describe("a session token that is signed after the session was written", () => {
  test("and cannot be, leaves what was written; the same request again is answered", async () => {
    const { world, counts, failing, token } = await opened();
    const request = { session_token: token, session_custom_claims: { a: 1 } };
    failing.signatures = true;
    const failure = authenticate(await world.context(), request);
    await expect(failure).rejects.toThrow(SignatureFailedError);
    failing.signatures = false;
    const { minted } = await authenticate(await world.context(), request);
    expect(minted.claims).toEqual({ a: 1 });
    expect(counts).toEqual({ signatures: 1, writes: 1 });
  });

  test("is not signed where the write fails", async () => {
    const wrap = (backend: Backend): Backend => {
      const { store } = recordedStore(backend.store, ({ operation, collection }) => {
        if (operation === "replace" && collection === "sessions") throw new ConflictError(collection);
      });
      return { ...backend, store };
    };
    const { world, counts, token } = await opened({ wrap });
    const request = { session_token: token, session_custom_claims: { a: 1 } };
    expect(await refusal(authenticate(await world.context(), request))).toBe("service_unavailable");
    expect(counts.signatures).toBe(0);
  });

  test("is signed before all that an attest writes", async () => {
    const { world, failing } = await opened({ profile: { singleUse: true } });
    const token = await world.token({ email: "new@example.com", sub: "new", org: "acme-1", jti: "token-2" });
    const before = await world.dump();
    failing.signatures = true;
    const request = { profile_id: "profile", token };
    await expect(attest(await world.context(), request)).rejects.toThrow(SignatureFailedError);
    expect(await world.dump()).toEqual(before);
    failing.signatures = false;
    expect((await attest(await world.context(), request)).minted?.session.startedAt).toBe(startOf2026);
  });
});
