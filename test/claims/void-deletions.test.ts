import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyPatch,
  composeAgainst,
  givableClaims,
  mergePatch,
  noPatch,
  parseSessionPatch,
  patchBytes,
  type SessionPatch,
} from "../../src/claims/index.ts";
import { compile, type Template } from "../../src/language/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/language/json.ts";
import { arbitraryObject } from "./arbitrary-json.ts";
import { PlainSession } from "./plain-session.ts";

const schema = {
  type: "object",
  properties: { x: { type: "object", additionalProperties: false, properties: { y: {} } }, list: { type: "array" } },
  additionalProperties: false,
};

function templateOf(text: string): Template {
  const { template, diagnostics } = compile(text, { schemas: { "organization.trusted_metadata": schema } });
  if (template === undefined) throw new Error(JSON.stringify(diagnostics));
  return template;
}

/** Templates that give the same names in different shapes, or not at all. */
const templates = [
  "{}",
  '{ "a": 1, "b": { "x": 1, "y": { "z": 2 } } }',
  '{ "b": << member.trusted_metadata >> }',
  '{ "b": { "x": << member.trusted_metadata.x >>, "y": "text" }, "c": [{ "x": 1 }] }',
  '{ "a": << organization.trusted_metadata >>, "c": << organization.trusted_metadata.x ?? member.name >> }',
  '{ "b": << member.trusted_metadata.x == 1 ? "text" : member.trusted_metadata.y >>, "c": { "x": {} } }',
].map(templateOf);

const key = fc.constantFrom("a", "b", "c", "x", "y", "z", "__proto__");
const tree = fc.letrec<{ json: Json; object: JsonObject }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 3, arbitrary: fc.constant(null) },
    fc.integer({ min: 0, max: 9 }),
    fc.constant([null]),
    { weight: 3, arbitrary: tie("object") },
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie("json")), { maxLength: 3, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
}));

/** Requests about few claims, so that they are about the same ones again and again. */
const brief = fc
  .tuple(fc.constantFrom("b", "b", "b", "a"), fc.constantFrom("x", "y", undefined), fc.constantFrom(null, null, 1, {}))
  .map(([outer, inner, value]): JsonObject => ({ [outer]: inner === undefined ? value : { [inner]: value } }));

/** Most are published once more that give `b`, and one that does not. */
const step = fc.oneof(
  fc.record({ publish: fc.constantFrom(0, 0, 1, 1, 2, 3, 4, 5) }),
  fc.record({ send: tree.object }),
  { weight: 3, arbitrary: fc.record({ send: brief }) },
);

/** What the template gives for some metadata of the member and of the organization. */
function given(template: Template, [metadata, x]: readonly [JsonObject, JsonObject]): JsonObject {
  const evaluation = template.evaluate({
    member: { name: "Ada", trusted_metadata: metadata },
    organization: { trusted_metadata: { x } },
  });
  if (!evaluation.ok) throw new Error(evaluation.error.message);
  return evaluation.claims;
}

const arbitraryMetadata = fc.tuple(tree.object, fc.dictionary(fc.constant("y"), fc.integer(), { maxKeys: 1 }));

function publish(index: number): Template {
  const template = templates[index];
  if (template === undefined) throw new Error("there is such a template");
  return template;
}

/** A patch as it is when it comes back from the store. */
function stored(patch: SessionPatch): SessionPatch {
  const reading = parseSessionPatch(JSON.parse(JSON.stringify(patch)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.patch;
}

describe("a session's patch, over claims that come and go and templates that are published and rolled back,", () => {
  test("gives what its deletions that were kept and its own claims come to, whatever is published", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 16, size: "max" }),
        fc.array(arbitraryMetadata, { minLength: 1, maxLength: 3 }),
        (steps, data) => {
          let template = publish(0);
          let patch = noPatch;
          const plain = new PlainSession();
          for (const one of steps) {
            if ("publish" in one) template = publish(one.publish);
            else {
              const now = given(template, data[0] ?? [{}, {}]);
              const givable = givableClaims(template.type, now);
              patch = stored(composeAgainst(givable, patch, one.send));
              plain.send(one.send, givable);
            }
          }
          for (const each of templates) {
            for (const metadata of data) {
              const target = given(each, metadata);
              expect(JSON.stringify(applyPatch(target, patch))).toBe(JSON.stringify(plain.claims(target)));
            }
          }
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });

  test("does what its merge patches do, one after the other, to each target of the template's type", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: templates.length - 1 }),
        fc.array(tree.object, { maxLength: 6 }),
        arbitraryMetadata,
        (index, requests, metadata) => {
          const template = publish(index);
          const target = given(template, metadata);
          const givable = givableClaims(template.type, {});
          const patch = requests.reduce<SessionPatch>(
            (before, request) => composeAgainst(givable, before, request),
            noPatch,
          );
          const merged = requests.reduce<JsonObject>((before, request) => mergePatch(before, request), target);
          expect(JSON.stringify(applyPatch(target, patch))).toBe(JSON.stringify(merged));
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
  });

  test("keeps no deletion that no template could give, and does not grow by claims that came and went", () => {
    const nothing = givableClaims(publish(0).type, {});
    fc.assert(
      fc.property(fc.array(arbitraryObject, { maxLength: 6 }), (requests) => {
        const patch = requests.reduce<SessionPatch>(
          (before, request) => composeAgainst(nothing, before, request),
          noPatch,
        );
        expect(JSON.stringify(patch)).not.toMatch(/"kind":"(delete|prune)"/);
        const claims = requests.flatMap((request) => Object.keys(request)).map((name): [string, null] => [name, null]);
        expect(composeAgainst(nothing, patch, Object.fromEntries(claims))).toStrictEqual(noPatch);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test("has room for the next of a thousand claims that come and go, whole and nested", () => {
    const template = publish(1);
    const givable = givableClaims(template.type, {});
    let patch = composeAgainst(givable, noPatch, { kept: true, b: { mine: 1 }, app: { mine: 1 } });
    const before = patch;
    for (let index = 0; index < 1000; index++) {
      const name = `claim-${index}`;
      patch = composeAgainst(givable, patch, { [name]: { x: 1 }, b: { [name]: 1 }, app: { [name]: 1 } });
      patch = composeAgainst(givable, patch, { [name]: null, b: { [name]: null }, app: { [name]: null } });
    }
    expect(patch).toStrictEqual(before);
    expect(patchBytes(patch)).toBe(45);
  });
});

describe("a deletion", () => {
  const send = (template: Template, patch: SessionPatch, request: JsonObject) =>
    composeAgainst(givableClaims(template.type, {}), patch, request);
  const withApp = templateOf('{ "app": { "x": 1, "y": 2 } }');
  const without = templateOf("{}");

  test("of a claim that a later template brings deletes nothing beforehand", () => {
    const patch = send(without, noPatch, { app: null, other: { x: null } });
    expect(applyPatch({ app: 1 }, patch)).toEqual({ app: 1, other: {} });
  });

  test.each<[string, readonly (readonly [Template, JsonObject])[], JsonObject]>([
    [
      "that was kept stays, when the claim is set and deleted under a template without it",
      [
        [withApp, { app: null }],
        [without, { app: 1 }],
        [without, { app: null }],
      ],
      {},
    ],
    [
      "within a claim that is deleted later stays",
      [
        [withApp, { app: { x: null } }],
        [without, { app: null }],
      ],
      { app: { y: 2 } },
    ],
    [
      "within a claim that is set and deleted later stays",
      [
        [withApp, { app: { x: null } }],
        [without, { app: 5 }],
        [without, { app: null }],
      ],
      { app: { y: 2 } },
    ],
    [
      "within a claim that was set stays",
      [
        [withApp, { app: 5 }],
        [withApp, { app: { x: null } }],
        [without, { app: null }],
      ],
      { app: { y: 2 } },
    ],
    [
      "under a value gives way to it",
      [
        [withApp, { app: { x: null } }],
        [without, { app: 5 }],
      ],
      { app: 5 },
    ],
    [
      "within a claim stays when members are added",
      [
        [withApp, { app: { x: null } }],
        [without, { app: null }],
        [without, { app: { z: 3 } }],
      ],
      { app: { y: 2, z: 3 } },
    ],
  ])("%s", (_, sent, claims) => {
    const patch = sent.reduce<SessionPatch>((before, [template, request]) => send(template, before, request), noPatch);
    expect(applyPatch({ app: { x: 1, y: 2 } }, patch)).toEqual(claims);
    expect(applyPatch({ app: { x: 1, y: 2 } }, stored(patch))).toEqual(claims);
  });

  test("within a claim that is no object, or not there, does nothing", () => {
    const patch = send(without, send(withApp, noPatch, { app: { x: null } }), { app: null });
    expect(patch.children).toEqual({ app: { kind: "prune", children: { x: { kind: "delete" } } } });
    expect([{}, { app: "text" }, { app: [] }].map((given) => applyPatch(given, patch))).toEqual([
      {},
      { app: "text" },
      { app: [] },
    ]);
  });

  test("of what the template gives now is kept, though its type tells that it cannot", () => {
    const givable = givableClaims(without.type, { old: { x: 1 } });
    const patch = composeAgainst(givable, noPatch, { old: { x: null }, new: null });
    expect(applyPatch({ old: { x: 1, y: 2 }, new: 1 }, patch)).toEqual({ old: { y: 2 }, new: 1 });
  });
});

describe("givable claims", () => {
  /** Whether each claim in the value, at any depth, may be given. */
  const holds = (value: Json, givable: ReturnType<typeof givableClaims> | undefined): boolean =>
    givable !== undefined &&
    (!isJsonObject(value) || Object.entries(value).every(([name, member]) => holds(member, givable.member(name))));

  test("are all that a template gives", () => {
    fc.assert(
      fc.property(fc.constantFrom(...templates), arbitraryMetadata, (template, metadata) => {
        expect(holds(given(template, metadata), givableClaims(template.type, {}))).toBe(true);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test("are no more than its type has", () => {
    const [, second = publish(0), , , fifth = publish(0)] = templates;
    const givable = (template: Template, ...path: readonly string[]) =>
      path.reduce<ReturnType<typeof givableClaims> | undefined>(
        (at, name) => at?.member(name),
        givableClaims(template.type, {}),
      ) !== undefined;
    expect(["a", "b", "c", "__proto__"].map((name) => givable(second, name))).toEqual([true, true, false, false]);
    expect([givable(second, "b", "y", "z"), givable(second, "b", "y", "w"), givable(second, "a", "x")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([givable(fifth, "a", "x", "y", "any"), givable(fifth, "a", "x", "z"), givable(fifth, "a", "y")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
