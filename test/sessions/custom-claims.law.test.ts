import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { givableClaims } from "../../src/claims/index.ts";
import { compile } from "../../src/language/index.ts";
import type { Json, JsonObject } from "../../src/language/json.ts";
import { attest, authenticate, listSessions } from "../../src/sessions/index.ts";
import { PlainSession } from "../claims/plain-session.ts";
import { describeOnEachStore } from "../support/each-store.ts";
import { effort } from "../support/lanes/effort.ts";
import { sessionWorld } from "./support/session-world.ts";

/** Templates of constants: they give the same names in different shapes, or not at all. */
const templates = [
  "{}",
  '{ "a": 1, "b": { "x": 1, "y": { "z": 2 } } }',
  '{ "b": { "x": "text" }, "c": [{ "x": 1 }] }',
  '{ "b": 5, "c": { "x": {}, "y": null } }',
];

const key = fc.constantFrom("a", "b", "c", "x", "y", "z");
const { object: claims } = fc.letrec<{ json: Json; object: JsonObject }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 3, arbitrary: fc.constant(null) },
    fc.integer({ min: 0, max: 9 }),
    { weight: 2, arbitrary: tie("object") },
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie("json")), { maxLength: 3, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
}));

/** Requests about few claims, so that they are about what is given again and again. */
const brief = fc.constantFrom<JsonObject[]>({ b: null }, { b: { x: null } }, { a: null, c: null }, { b: { y: 1 } });

/** What is done to a project and a session in it. */
type Step = { readonly publish: number } | { readonly rollBack: true } | { readonly send: JsonObject };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ publish: fc.constantFrom(0, 1, 1, 2, 3) }),
  fc.constant({ rollBack: true as const }),
  { weight: 3, arbitrary: fc.record({ send: claims }) },
  { weight: 2, arbitrary: fc.record({ send: brief }) },
);

function templateOf(text: string) {
  const { template } = compile(text);
  if (template === undefined) throw new Error("it is one");
  return template;
}

/** What a template of constants gives, and what its type says that it can. */
function givenBy(text: string) {
  const template = templateOf(text);
  const evaluation = template.evaluate({});
  if (!evaluation.ok) throw new Error(evaluation.error.message);
  return { given: evaluation.claims, givable: givableClaims(template.type, evaluation.claims) };
}

/** The names that the first-level deletions of a request are of. */
function deletedBy(request: JsonObject): readonly string[] {
  return Object.keys(request).filter((name) => request[name] === null);
}

/** On MongoDB each step takes longer, and the law is the same: a few are enough. */
const runs = { embedded: effort(60, 3000), mongodb: effort(15, 200) };

describeOnEachStore((stores) => {
  describe.each(["b2b", "consumer"] as const)(
    "a session that claims are sent to, while templates come and go (%s)",
    (vertical) => {
      test("has in each token what the law says, keeps what it deleted away, and has room for the next", async () => {
        const store = await stores.create();
        onTestFinished(() => store.remove());
        const world = await sessionWorld({ vertical, store });
        let person = 0;
        const seen = { sent: 0, rolledBack: 0, keptAway: 0 };
        const use = async (steps: readonly Step[]) => {
          const published = [templates[0] ?? ""];
          await world.configure({ template: published[0] ?? "" });
          person += 1;
          const token = await world.token({
            email: `p${person}@example.com`,
            sub: `p${person}`,
            org: "acme-1",
            jti: `t${person}`,
          });
          const { minted, subject } = await attest(await world.context(), { profile_id: "profile", token });
          const session_token = minted?.sessionToken ?? "";
          const plain = new PlainSession();
          // Names that the template gave when they were deleted, and that the session has not been sent since.
          const away = new Set<string>();
          const ask = async (request?: JsonObject) =>
            (await authenticate(await world.context(), { session_token, session_custom_claims: request })).minted
              .claims;
          for (const one of steps) {
            if ("publish" in one) published.push(templates[one.publish] ?? "");
            else if ("rollBack" in one) {
              if (published.length === 1) continue;
              published.pop();
              seen.rolledBack += 1;
            }
            const template = published.at(-1) ?? "";
            const { given, givable } = givenBy(template);
            if (!("send" in one)) await world.configure({ template });
            else {
              seen.sent += 1;
              plain.send(one.send, givable);
              for (const name of Object.keys(one.send)) away.delete(name);
              for (const name of deletedBy(one.send)) if (Object.hasOwn(given, name)) away.add(name);
            }
            const live = await ask("send" in one ? one.send : undefined);
            expect(live).toEqual(plain.claims(given));
            for (const name of away) {
              expect(Object.hasOwn(live, name)).toBe(false);
              if (Object.hasOwn(given, name)) seen.keptAway += 1;
            }
          }
          // What no template can give comes and goes, and takes no room: each of these is a quarter of what there is.
          const before = await ask();
          for (let count = 0; count < 8; count++) {
            const name = `${count}`.padEnd(1000, "-");
            await ask({ [name]: { x: 1 } });
            await ask({ [name]: null, [`${name}-never-there`]: { x: null } });
            await ask({ [`${name}-never-there`]: null });
          }
          expect(await ask()).toEqual(before);
          const [listed] = await listSessions(await world.context(), subject.id);
          expect(listed?.claims).toEqual(before);
        };
        await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14, size: "max" }), use), {
          numRuns: stores.mostWritesAtOnce >= 200 ? runs.embedded : runs.mongodb,
          seed: 7,
          endOnFailure: true,
        });
        expect(Math.min(seen.sent, seen.rolledBack, seen.keptAway)).toBeGreaterThan(3);
      });
    },
  );
});
