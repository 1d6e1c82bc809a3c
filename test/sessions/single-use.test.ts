import { describe, expect, test } from "vitest";
import { subjectCollection } from "../../src/directory/index.ts";
import type { Backend } from "../../src/projects/index.ts";
import { attest, type UsedToken, usedTokenCollection } from "../../src/sessions/index.ts";
import { ConflictError, DuplicateKeyError, StoreUnavailableError } from "../../src/store/index.ts";
import { type RecordedWrite, recordedStore } from "../support/recorded-store.ts";
import { refusalReason, sessionWorld, type WorldOptions, withAda } from "./support/session-world.ts";

const ada = { email: "ada@example.com", sub: "ada", org: "acme-1" };
const used = "invalid_trusted_auth_token token_already_used";

/** A project whose profile accepts each token once, with Ada in it. */
async function singleUseWorld(options: WorldOptions = {}) {
  const world = await sessionWorld({ ...options, profile: { singleUse: true, ...options.profile } });
  await withAda(world);
  const present = async (token: string, more: object = {}) =>
    attest(await world.context(), { profile_id: "profile", token, ...more });
  const usedTokens = async () => (await world.context()).scope.collection(usedTokenCollection);
  return { ...world, present, usedTokens };
}

/** Notes the writes of requests, and lets the first of a kind lose a race. */
function losing(
  isLost: (write: RecordedWrite) => boolean,
  loss: (collection: string) => Error = (collection) => new ConflictError(collection),
) {
  const writes: string[] = [];
  let isFirst = true;
  const wrap = (backend: Backend): Backend => {
    const { store } = recordedStore(backend.store, (write) => {
      if (["audit", "key_rings"].includes(write.collection)) return;
      writes.push(`${write.operation} ${write.collection}`);
      if (!isFirst || !isLost(write)) return;
      isFirst = false;
      throw loss(write.collection);
    });
    return { ...backend, store };
  };
  return { wrap, writes };
}

describe("a token of a profile for single use", () => {
  test("opens one session, and no other", async () => {
    const world = await singleUseWorld();
    const token = await world.token(ada);
    expect((await world.present(token)).minted?.session.factors).toHaveLength(1);
    const before = await world.dump();
    expect(await refusalReason(world.present(token))).toBe(used);
    expect(await world.dump()).toEqual(before);
    expect((await world.present(await world.token({ ...ada, jti: "token-2" }))).minted).toBeDefined();
  });

  test("opens exactly one session of 50 presentations at once, whoever it makes", async () => {
    const world = await sessionWorld({ profile: { singleUse: true } });
    const token = await world.token({ email: "new@example.com", sub: "new", org: "new-1" });
    const context = await world.context();
    const presentations = Array.from({ length: 50 }, () => attest(context, { profile_id: "profile", token }));
    const settled = await Promise.allSettled(presentations);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = presentations.filter((_, index) => settled[index]?.status === "rejected").map(refusalReason);
    expect(new Set(await Promise.all(refusals))).toEqual(new Set([used]));
    const [organizations, subjects, sessions] = await world.dump();
    expect([organizations, subjects, sessions].map((documents) => documents?.length)).toEqual([1, 1, 1]);
  });

  test("is known by its id: another token with it is refused, another one of Ada is not", async () => {
    const world = await singleUseWorld();
    const tokens = await Promise.all(["1", "2"].map((name) => world.token({ ...ada, name })));
    const [first = "", second = ""] = tokens;
    expect(first).not.toBe(second);
    await world.present(first);
    expect(await refusalReason(world.present(second))).toBe(used);
    await world.present(await world.token({ ...ada, jti: "token-2" }));
  });

  test("is refused to be attached to a session, once it has opened one", async () => {
    const world = await singleUseWorld();
    const token = await world.token(ada);
    const { minted } = await world.present(token);
    const session = { session_token: minted?.sessionToken };
    expect(await refusalReason(world.present(token, session))).toBe(used);
    const other = await world.token({ ...ada, jti: "token-2" });
    expect((await world.present(other, session)).minted?.session.factors).toHaveLength(2);
    expect(await refusalReason(world.present(other))).toBe(used);
  });

  test("is used up where no session is asked for, too", async () => {
    const world = await sessionWorld({
      vertical: "consumer",
      profile: { singleUse: true },
      settings: { attestRequiresDuration: true },
    });
    const token = await world.token({ email: "eve@example.com", sub: "eve" });
    const present = async () => attest(await world.context(), { profile_id: "profile", token });
    expect((await present()).minted).toBeUndefined();
    expect(await refusalReason(present())).toBe(used);
  });

  test("is not used up by an attest that is refused", async () => {
    const world = await singleUseWorld();
    const token = await world.token(ada);
    await expect(world.present(token, { organization_id: "nobody" })).rejects.toThrow();
    await expect(world.present(token, { session_custom_claims: { sub: "x" } })).rejects.toThrow();
    await world.configure({ template: '{ "x": << required(member.trusted_metadata.x) >> }' });
    await expect(world.present(token)).rejects.toThrow("template");
    await world.configure({ template: "{}" });
    expect((await world.present(token)).minted).toBeDefined();
  });

  test("is used up before anything else is written", async () => {
    const { wrap, writes } = losing(() => false);
    const world = await sessionWorld({ profile: { singleUse: true }, wrap });
    const token = await world.token(ada);
    await attest(await world.context(), { profile_id: "profile", token });
    expect(writes).toEqual(["insert used_tokens", "insert organizations", "insert subjects", "insert sessions"]);
  });

  test("opens no session where that it is used up cannot be written", async () => {
    const away = () => new StoreUnavailableError("failed", "the disk is away");
    const { wrap, writes } = losing(({ collection }) => collection === "used_tokens", away);
    const world = await singleUseWorld({ wrap });
    writes.length = 0;
    await expect(world.present(await world.token(ada))).rejects.toThrow("the disk is away");
    expect(writes).toEqual(["insert used_tokens"]);
  });

  test.each(["organizations", "subjects", "sessions"])(
    "is not refused to the request that used it up, when that is done again for %s",
    async (lost) => {
      const { wrap, writes } = losing(({ collection }) => collection === lost);
      const world = await sessionWorld({ profile: { singleUse: true }, wrap });
      const token = await world.token(ada);
      const present = async () => attest(await world.context(), { profile_id: "profile", token });
      expect((await present()).minted).toBeDefined();
      expect(writes.filter((write) => write === "insert used_tokens")).toHaveLength(2);
      expect(await refusalReason(present())).toBe(used);
    },
  );
});

describe("a token that was used up", () => {
  const life = 300_000;
  const leeway = 60_000;

  test("is refused until the first token with its id is no longer accepted", async () => {
    const world = await singleUseWorld();
    await world.present(await world.token(ada));
    world.advance(life + leeway - 1);
    expect(await refusalReason(world.present(await world.token(ada)))).toBe(used);
    world.advance(1);
    const next = await world.token(ada);
    expect((await world.present(next)).minted).toBeDefined();
    expect(await refusalReason(world.present(next))).toBe(used);
  });

  test("is refused at its last moment, too, though that has passed when the use is written down", async () => {
    let late = () => {};
    const wrap = (backend: Backend): Backend => {
      const { store } = recordedStore(backend.store, ({ collection }) => {
        if (collection === "used_tokens") late();
      });
      return { ...backend, store };
    };
    const world = await singleUseWorld({ wrap });
    const token = await world.token(ada);
    await world.present(token);
    world.advance(life + leeway - 1);
    late = () => world.advance(5000);
    expect(await refusalReason(world.present(token))).toBe(used);
  });

  test("opens one session more of 50 at once, then", async () => {
    const world = await singleUseWorld();
    await world.present(await world.token(ada));
    world.advance(life + leeway);
    const token = await world.token(ada);
    const settled = await Promise.allSettled(Array.from({ length: 50 }, () => world.present(token)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("stays refused where the profile gets a greater leeway, under which it would be accepted again", async () => {
    const world = await singleUseWorld();
    const token = await world.token(ada);
    await world.present(token);
    world.advance(life + leeway);
    expect(await refusalReason(world.present(token))).toBe("jwt_invalid_claims expired");
    const { profiles } = (await world.context()).active.configuration;
    await world.configure({ profiles: profiles.map((profile) => ({ ...profile, leewaySeconds: 600 })) });
    expect(await refusalReason(world.present(token))).toBe(used);
  });

  test("is kept as a hash, beyond any leeway and for clocks that differ, and then swept away", async () => {
    const world = await singleUseWorld();
    await world.present(await world.token({ ...ada, jti: "planted-token-id" }));
    const { backend } = await world.context();
    const end = backend.clock() + life;
    const id = "oFKj6GPSbu6u_5egtjl8Zyist57p_md9OLN_HzjzA3w";
    const record: UsedToken | undefined = await (await world.usedTokens()).get(id);
    expect(record).toEqual({
      id,
      revision: 1,
      presentationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tokenExpiresAt: end,
      expiresAt: end + 1_200_000,
    });
    expect(await backend.store.sweep(end + 1_199_999, 10)).toBe(0);
    expect(await backend.store.sweep(end + 1_200_000, 10)).toBeGreaterThan(0);
    expect(await (await world.usedTokens()).get(id)).toBeUndefined();
  });

  test("has a request look again when its record is gone by the time it is read", async () => {
    const gone = () => new DuplicateKeyError("used_tokens", "id");
    const { wrap, writes } = losing(({ collection }) => collection === "used_tokens", gone);
    const world = await singleUseWorld({ wrap });
    const token = await world.token(ada);
    writes.length = 0;
    expect((await world.present(token)).minted).toBeDefined();
    expect(writes).toEqual(["insert used_tokens", "insert used_tokens", "insert sessions"]);
  });

  test("does not keep a profile that accepts tokens again and again from doing so", async () => {
    const world = await singleUseWorld({ profile: { singleUse: false } });
    const token = await world.token(ada);
    await world.present(token);
    expect((await world.present(token)).minted).toBeDefined();
    const { scope } = await world.context();
    expect((await scope.collection(subjectCollection).find("recent", [], { limit: 10 })).items).toHaveLength(1);
  });
});
