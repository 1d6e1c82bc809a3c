import { describe, expect, onTestFinished, test } from "vitest";
import type { Backend } from "../../../src/projects/index.ts";
import { entityTag, hasEntityTag } from "../../../src/server/http/entity-tag.ts";
import { jwksRoutes } from "../../../src/server/routes/jwks.ts";
import { StoreUnavailableError } from "../../../src/store/index.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { b2bProjectId, consumerProjectId, testApp } from "../support/test-app.ts";

type StoreState = "there" | "away" | "silent";

/** An app with key sets alone, whose store the test takes away, or has say nothing until it is back. */
async function world() {
  const store = { state: "there" as StoreState, asked: 0 };
  let answer = () => {};
  const back = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const beforeGet = async () => {
    store.asked += 1;
    if (store.state === "away") throw new StoreUnavailableError("failed", "the store is away");
    if (store.state === "silent") await back;
  };
  const wrap = (backend: Backend): Backend => ({
    ...backend,
    store: recordedStore(backend.store, undefined, beforeGet).store,
  });
  const { app, backend } = await testApp({ routes: jwksRoutes, wrap, limits: { maxPublishedMilliseconds: 5 } });
  onTestFinished(() => answer());
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await app.inject({ url: path, headers });
    const { statusCode: status, body } = response;
    return { status, body, cache: response.headers["cache-control"], tag: String(response.headers.etag) };
  };
  return { app, backend, store, get, b2b: `/v1/b2b/sessions/jwks/${b2bProjectId}` };
}

const keysOf = (body: string) => JSON.parse(body).keys;

describe("a key set", () => {
  test("may be kept for five minutes, and has a tag that is the same for the same keys", async () => {
    const { get, b2b } = await world();
    const first = await get(b2b);
    expect(first).toMatchObject({ status: 200, cache: "public, max-age=300" });
    expect(first.tag).toMatch(/^W\/"[A-Za-z0-9_-]{43}"$/);
    const second = await get(b2b);
    expect(second.body).not.toBe(first.body);
    expect(second.tag).toBe(first.tag);
    expect((await get(`/v1/sessions/jwks/${consumerProjectId}`)).tag).not.toBe(first.tag);
  });

  test("is not sent again to whoever has it", async () => {
    const { app, get, b2b } = await world();
    const { tag } = await get(b2b);
    for (const header of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
      expect(await get(b2b, { "if-none-match": header })).toEqual({
        status: 304,
        body: "",
        cache: "public, max-age=300",
        tag,
      });
    }
    for (const header of ['"other"', "", tag.slice(0, -2)]) {
      expect(await get(b2b, { "if-none-match": header })).toMatchObject({ status: 200, tag });
    }
    const head = await app.inject({ method: "HEAD", url: b2b });
    expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, tag, ""]);
  });

  test("is had from memory while the store is away, and as it is then again", async () => {
    const { store, get, b2b } = await world();
    const before = await get(b2b);
    store.state = "away";
    const away = await get(b2b);
    expect(away).toMatchObject({ status: 200, cache: "public, max-age=300", tag: before.tag });
    expect(keysOf(away.body)).toEqual(keysOf(before.body));
    expect((await get(b2b, { "if-none-match": before.tag })).status).toBe(304);
    const { asked } = store;
    store.state = "there";
    expect((await get(b2b)).tag).toBe(before.tag);
    expect(store.asked).toBeGreaterThan(asked);
  });

  test("is had from memory where the store says nothing", async () => {
    const { store, get, b2b } = await world();
    const before = await get(b2b);
    store.state = "silent";
    expect(await get(b2b)).toMatchObject({ status: 200, tag: before.tag });
  });

  test("that nobody has asked for is not there while the store is away, and is not to be kept then", async () => {
    const { store, get, b2b } = await world();
    store.state = "away";
    expect(await get(b2b)).toMatchObject({ status: 503, cache: "no-store", tag: "undefined" });
    store.state = "there";
    await get(b2b);
    store.state = "away";
    // Of a project of the other vertical there is none, whatever is in memory.
    expect(await get(`/v1/sessions/jwks/${b2bProjectId}`)).toMatchObject({ status: 503 });
  });

  test("of a project that is not there is no answer to keep", async () => {
    const { get } = await world();
    const answer = await get("/v1/b2b/sessions/jwks/project-test-nobody");
    expect(answer).toMatchObject({ status: 404, cache: "no-store", tag: "undefined" });
  });
});

describe("the tag of an answer", () => {
  test("is compared by its opaque part", () => {
    const tag = entityTag({ a: 1 });
    expect(entityTag({ a: 1 })).toBe(tag);
    expect(entityTag({ a: 2 })).not.toBe(tag);
    expect(hasEntityTag(undefined, tag)).toBe(false);
    expect(hasEntityTag(` ${tag} `, tag)).toBe(true);
    expect(hasEntityTag(`W/${tag}`, tag)).toBe(false);
  });
});
