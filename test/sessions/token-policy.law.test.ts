import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { readMetadata, type Subject } from "../../src/directory/index.ts";
import type { Json, JsonObject } from "../../src/language/json.ts";
import { ApiError, checkConfiguration, type TrustedTokenProfile, verticals } from "../../src/projects/index.ts";
import { attest } from "../../src/sessions/index.ts";
import { describeOnEachStore } from "../support/each-store.ts";
import { effort } from "../support/lanes/effort.ts";
import { arbitraryClaims, arbitraryName, arbitraryTemplates } from "../tokens/support/reading/arbitrary-policy.ts";
import { type Mapped, type PolicyReading, readPolicy, written } from "../tokens/support/reading/read-policy.ts";
import { mergePlainly } from "./support/merge-plainly.ts";
import { sessionWorld } from "./support/session-world.ts";

type Vertical = "b2b" | "consumer";

/** What a member or user has, as a plain reading of the rules has it. */
interface PlainRecord {
  readonly name: Json;
  readonly metadata: Json;
}

function recordOf(subject: Subject, vertical: Vertical): PlainRecord {
  const { firstName, lastName } = subject.nameParts;
  const parts = Object.entries({ first_name: firstName, last_name: lastName }).filter(([, part]) => part !== "");
  const name = vertical === "b2b" ? subject.name : Object.fromEntries(parts);
  return { name, metadata: readMetadata(subject.trustedMetadata) };
}

/** The record after a token: a name where there was none, and the metadata merged. */
function after(record: PlainRecord, { name, trusted_metadata: patch }: JsonObject, vertical: Vertical): PlainRecord {
  const unset = vertical === "b2b" ? "" : {};
  const isUnset = JSON.stringify(record.name) === JSON.stringify(unset);
  return {
    name: isUnset ? withoutEmpty(name ?? unset) : record.name,
    metadata: patch === undefined ? record.metadata : mergePlainly(record.metadata, patch),
  };
}

function withoutEmpty(name: Json): Json {
  if (typeof name !== "object" || name === null) return name;
  return Object.fromEntries(Object.entries(name).filter(([, part]) => part !== ""));
}

/** Who it is stands in claims of its own, so that every token that is taken speaks of one person. */
const identity = (vertical: Vertical): Readonly<Record<string, Mapped>> => ({
  email: { kind: "path", path: "who.email" },
  token_id: { kind: "path", path: "who.id" },
  email_verified: { kind: "path", path: "who.verified" },
  ...(vertical === "b2b"
    ? { external_member_id: { kind: "path", path: "who.id" }, organization_id: { kind: "path", path: "who.org" } }
    : { external_user_id: { kind: "path", path: "who.id" } }),
});

/** On MongoDB each attest takes longer, and the rules are the same: a few are enough. */
const runs = { embedded: effort(40, 3000), mongodb: effort(10, 300) };

describeOnEachStore((stores) => {
  describe.each(["b2b", "consumer"] as const)("the tokens of one person in a %s project", (vertical) => {
    test("leave name, metadata and claims as a plain reading of the rules has them", async () => {
      const store = await stores.create();
      onTestFinished(() => store.remove());
      const world = await sessionWorld({ vertical, store });
      const { configuration } = (await world.context()).active;
      const [profile] = configuration.profiles;
      if (profile === undefined) throw new Error("the world has a profile");
      let person = 0;
      const seen = { taken: 0, refused: 0 };
      const use = async (mapping: PolicyReading["mapping"], tokens: readonly JsonObject[], sent: JsonObject) => {
        const reading: PolicyReading = { mapping: { ...identity(vertical), ...mapping }, conditions: [] };
        const attributeMapping = Object.fromEntries(
          Object.entries(reading.mapping).map(([name, mapped]) => [name, written(mapped)]),
        );
        const profiles: readonly TrustedTokenProfile[] = [{ ...profile, attributeMapping }];
        fc.pre(checkConfiguration({ ...configuration, profiles }, verticals[vertical]).length === 0);
        await world.configure({ profiles });
        person += 1;
        const who = { id: `p${person}`, email: `p${person}@example.com`, org: "acme-1" };
        let record: PlainRecord = { name: vertical === "b2b" ? "" : {}, metadata: {} };
        for (const claims of tokens) {
          const all = { ...claims, who };
          const meant = readPolicy(reading, all, vertical);
          const token = await world.token(all);
          const request = { profile_id: "profile", token, session_duration_minutes: 5, session_custom_claims: sent };
          const answer = await attest(await world.context(), request).catch((error: unknown) => error);
          if (answer instanceof ApiError) {
            seen.refused += 1;
            if (meant.wrong.length === 0) throw answer;
            expect(meant.wrong).toContain(answer.details?.attribute);
            continue;
          }
          seen.taken += 1;
          expect(meant.wrong).toEqual([]);
          record = after(record, meant.attributes, vertical);
          const { subject, minted } = answer as Awaited<ReturnType<typeof attest>>;
          expect(recordOf(subject, vertical)).toEqual(record);
          const ofToken = meant.attributes.session_custom_claims ?? {};
          expect(minted?.claims).toEqual(mergePlainly(mergePlainly({}, ofToken), sent));
        }
      };
      const mapping = fc
        .tuple(fc.record({ name: arbitraryName(vertical) }, { requiredKeys: [] }), arbitraryTemplates)
        .map(([name, templates]): PolicyReading["mapping"] => ({ ...name, ...templates }));
      // Registered claims are judged before.
      const registered = { jti: "t1", sub: "u1" };
      const tokens = fc.array(
        arbitraryClaims.map((claims): JsonObject => ({ ...claims, ...registered })),
        { minLength: 1, maxLength: 3 },
      );
      const sent = fc.constantFrom<JsonObject[]>({}, { a: null, own: 1 }, { deep: { a: "request", c: null } });
      await fc.assert(fc.asyncProperty(mapping, tokens, sent, use), {
        numRuns: store.options.store.startsWith("embedded:") ? runs.embedded : runs.mongodb,
        // So few would not come to both, whatever they are.
        ...effort({ seed: 1 }, {}),
      });
      expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(0);
    });
  });
});
