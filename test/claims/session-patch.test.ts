import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SessionPatch } from "../../src/claims/index.ts";
import { applyPatch, compose, mergePatch, noPatch, parseSessionPatch, patchBytes } from "../../src/claims/index.ts";
import type { JsonObject } from "../../src/language/json.ts";
import { jsonBytes } from "../../src/language/json-bytes.ts";
import { arbitraryObject, nested } from "./arbitrary-json.ts";

const prune = (children: unknown) => ({ kind: "prune", children });

function composeAll(patches: readonly JsonObject[]): SessionPatch {
  return patches.reduce(compose, noPatch);
}

describe("compose and applyPatch", () => {
  test("do to every target what its merge patches do one after the other, to the order of the keys", () => {
    fc.assert(
      fc.property(arbitraryObject, fc.array(arbitraryObject, { maxLength: 6 }), (target, patches) => {
        const merged = patches.reduce<JsonObject>((before, patch) => mergePatch(before, patch), target);
        const applied = applyPatch(target, composeAll(patches));
        expect(isDeepStrictEqual(applied, merged)).toBe(true);
        expect(JSON.stringify(applied)).toBe(JSON.stringify(merged));
      }),
      { numRuns: 3000 },
    );
  });

  test("do so after the patch was stored as text", () => {
    fc.assert(
      fc.property(arbitraryObject, arbitraryObject, arbitraryObject, (target, first, second) => {
        const text = JSON.stringify(compose(noPatch, first));
        const reading = parseSessionPatch(JSON.parse(text));
        const stored = reading.ok ? reading.patch : noPatch;
        expect(JSON.stringify(stored)).toBe(text);
        expect(JSON.stringify(applyPatch(target, compose(stored, second)))).toBe(
          JSON.stringify(mergePatch(mergePatch(target, first), second)),
        );
      }),
    );
  });

  test("keep the members of a deleted object away when it is set again", () => {
    const patch = composeAll([{ app: null }, { app: { x: 1 } }]);
    expect(applyPatch({ app: { old: true }, plan: "free" }, patch)).toStrictEqual({ plan: "free", app: { x: 1 } });
  });

  test("keep a deleted claim deleted, and a changed one changed, when the template gives another value", () => {
    const patch = composeAll([{ gone: null, plan: "pro", app: { x: 1, y: null } }]);
    expect(applyPatch({ gone: 1, plan: "free", app: { y: 2, z: 3 } }, patch)).toStrictEqual({
      plan: "pro",
      app: { z: 3, x: 1 },
    });
    expect(applyPatch({ app: "text" }, patch)).toStrictEqual({ app: { x: 1 }, plan: "pro" });
  });

  test("strip the nulls of an object that is set where something was deleted or set", () => {
    expect(
      composeAll([
        { a: null, b: 1 },
        { a: { x: null, y: 1 }, b: { x: null } },
      ]),
    ).toStrictEqual({
      kind: "merge",
      children: {
        b: { kind: "set", value: {}, anew: false, pruned: prune({ x: { kind: "delete" } }) },
        a: { kind: "set", value: { y: 1 }, anew: true },
      },
    });
  });

  test("keep the nulls in lists", () => {
    const patch = composeAll([{ a: [null, { b: null }] }]);
    expect(applyPatch({}, patch)).toStrictEqual({ a: [null, { b: null }] });
  });

  test("change none of their arguments", () => {
    fc.assert(
      fc.property(arbitraryObject, arbitraryObject, arbitraryObject, (target, first, second) => {
        const session = compose(noPatch, first);
        const before = JSON.stringify([target, session, second]);
        applyPatch(target, compose(session, second));
        expect(JSON.stringify([target, session, second])).toBe(before);
      }),
    );
    expect(noPatch).toStrictEqual({ kind: "merge", children: {} });
  });

  test("share nothing with the request or the target", () => {
    const list = [1];
    const target = { kept: [1] };
    const patch = compose(noPatch, { list });
    const claims = applyPatch(target, patch);
    list.push(2);
    target.kept.push(2);
    expect(claims).toStrictEqual({ kept: [1], list: [1] });
    expect(patch).toStrictEqual({ kind: "merge", children: { list: { kind: "set", value: [1], anew: false } } });
  });

  test("work through 100 000 levels", () => {
    const deep: JsonObject = { a: nested(100_000, "object") };
    const patch = compose(compose(noPatch, deep), deep);
    expect(patchBytes(patch)).toBe(jsonBytes(deep));
    expect(jsonBytes(applyPatch(deep, patch))).toBe(jsonBytes(deep));
  });
});

describe("patchBytes", () => {
  test("counts one request's claims as they were sent", () => {
    fc.assert(
      fc.property(arbitraryObject, (request) => {
        expect(patchBytes(compose(noPatch, request))).toBe(jsonBytes(request));
      }),
    );
  });
});

describe("parseSessionPatch", () => {
  const set = (value: unknown) => ({ kind: "set", value, anew: false });
  const merge = (children: unknown) => ({ kind: "merge", children });

  test("ignores fields that it does not know", () => {
    const value = { kind: "merge", children: { a: { kind: "delete", since: 1 } }, version: 2 };
    expect(parseSessionPatch(value)).toStrictEqual({ ok: true, patch: merge({ a: { kind: "delete" } }) });
  });

  test.each([
    [undefined, "", "the patch is not JSON, or too deep"],
    [nested(69, "list"), "", "the patch is not JSON, or too deep"],
    [null, "", "a node must be an object of the kind `delete`, `prune`, `set` or `merge`"],
    [{ kind: "move" }, "", "a node must be an object of the kind `delete`, `prune`, `set` or `merge`"],
    [{ kind: "delete" }, "", "the outermost node must be a `merge`"],
    [set(1), "", "the outermost node must be a `merge`"],
    [merge([]), "", "a `merge` or `prune` must have an object `children`"],
    [{ kind: "merge" }, "", "a `merge` or `prune` must have an object `children`"],
    [
      merge({ "a/~": 1 }),
      "/children/a~1~0",
      "a node must be an object of the kind `delete`, `prune`, `set` or `merge`",
    ],
    [merge({ a: set(null) }), "/children/a", "a `set` must have a `value` that is not null"],
    [merge({ a: { kind: "set", value: 1 } }), "/children/a", "a `set` must have a boolean `anew`"],
    [merge({ a: set(nested(32, "object")) }), "/children/a", "the patch is more than 32 deep"],
    [merge({ a: prune(null) }), "/children/a", "a `merge` or `prune` must have an object `children`"],
    [
      merge({ a: prune({ b: set(1) }) }),
      "/children/a/children/b",
      "a node must be an object of the kind `delete` or `prune`",
    ],
    [
      merge({ a: { ...set(1), pruned: 1 } }),
      "/children/a/pruned",
      "a node must be an object of the kind `delete` or `prune`",
    ],
    [
      merge({ a: { ...set(1), pruned: { kind: "delete" } } }),
      "/children/a",
      "the `pruned` of a `set` must be a `prune`",
    ],
  ])("refuses %j", (value, pointer, message) => {
    expect(parseSessionPatch(value)).toStrictEqual({ ok: false, problem: { pointer, message } });
  });

  test("takes 32 levels and no more, whether merged or set", () => {
    const merged = (levels: number) => {
      let node: unknown = set(1);
      for (let level = 0; level < levels; level++) node = merge({ a: node });
      return node;
    };
    expect(parseSessionPatch(merged(32))).toStrictEqual({ ok: true, patch: merged(32) });
    expect(parseSessionPatch(merged(33))).toStrictEqual({
      ok: false,
      problem: { pointer: "/children/a".repeat(32), message: "the patch is more than 32 deep" },
    });
    const setDeep = merge({ a: set(nested(31, "list")) });
    expect(parseSessionPatch(setDeep)).toStrictEqual({ ok: true, patch: setDeep });
  });
});
