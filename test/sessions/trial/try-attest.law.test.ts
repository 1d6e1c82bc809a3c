import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insertSubject, newSubject } from "../../../src/directory/index.ts";
import type { JsonObject } from "../../../src/language/json.ts";
import {
  ApiError,
  checkConfiguration,
  linkByEmailSettings,
  type TrustedTokenProfile,
  verticals,
} from "../../../src/projects/index.ts";
import { attest, findProfile, type TokenReport, tryAttest, tryToken } from "../../../src/sessions/index.ts";
import { effort } from "../../support/lanes/effort.ts";
import { arbitraryClaims, arbitraryPolicy } from "../../tokens/support/reading/arbitrary-policy.ts";
import { written } from "../../tokens/support/reading/read-policy.ts";
import { type SessionWorld, sessionWorld, withAda } from "../support/session-world.ts";

/** What a report says, as an attest would: nothing where the token is accepted, else the error. */
function saidBy({ outcome, error }: TokenReport) {
  if (error === null) {
    expect(outcome).toBe("accepted");
    return undefined;
  }
  const { type, message, reason, details } = error;
  expect(outcome).toBe("refused");
  return { type, message, details: { ...(reason !== undefined && { reason }), ...details } };
}

/** What an attest says. */
async function attested(world: SessionWorld, token: string) {
  try {
    await attest(await world.context(), { profile_id: "profile", token, session_duration_minutes: 5 });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { type: error.type, message: error.message, details: { ...error.details } };
  }
}

const registered = fc.record(
  {
    aud: fc.constantFrom<(string | string[])[]>("https://api.example.com", ["x", "https://api.example.com"], "x"),
    iss: fc.constantFrom("https://auth.example.com", "https://auth.example.com/"),
    exp: fc.constantFrom(1_767_225_700, 1_767_000_000, 1_967_000_000),
    sub: fc.constantFrom<(string | number)[]>("u1", "ada", 7),
    jti: fc.constantFrom("t1", "t2"),
    email: fc.constantFrom("ada@example.com", "bob@example.com", "carol@example.com"),
    flag: fc.boolean(),
  },
  { requiredKeys: [] },
);
const usual = { email: "b@example.com", email_verified: true, groups: ["editor"], flag: true, alt: "a" };

/** Mostly good, for what comes behind the registered claims. */
const token = fc
  .tuple(
    fc.constantFrom<JsonObject[]>(usual, usual, {}),
    arbitraryClaims,
    fc.oneof({ weight: 1, arbitrary: registered }, { weight: 5, arbitrary: fc.constant({}) }),
  )
  .map(([good, claims, others]): JsonObject => ({ ...claims, ...good, ...textIds(claims), ...others }));
const tokens = fc.array(token, { minLength: 3, maxLength: 5 });

function textIds({ sub, jti }: JsonObject): JsonObject {
  return { ...(typeof sub === "string" ? {} : { sub: "u1" }), ...(typeof jti === "string" ? {} : { jti: "t1" }) };
}

describe.each(["b2b", "consumer"] as const)("a token that is tried in a %s project", (vertical) => {
  test("is accepted exactly when an attest accepts it, and refused for the same, and nothing is written", async () => {
    const world = await sessionWorld({ vertical });
    const { organization } = vertical === "b2b" ? await withAda(world) : { organization: { id: "" } };
    const context = await world.context();
    const bob = { organizationId: organization.id, emailAddress: "b@example.com", externalId: null };
    await insertSubject(context, newSubject(context, bob));
    const { configuration } = context.active;
    const [profile] = configuration.profiles;
    if (profile === undefined) throw new Error("the world has a profile");
    const externalId = context.vertical.externalIdAttribute;
    const roles = ["admin", "editor"].map((role_id) => ({ role_id, description: "", permissions: [] }));
    const usualMapping = { email: "email", token_id: "jti", role_ids: "groups", [externalId]: "sub", name: "who" };
    const types = new Map<string, number>();
    const steps = new Set<string>();
    const use = async (
      policy: Parameters<Parameters<ReturnType<typeof arbitraryPolicy>["map"]>[0]>[0],
      { isUsual, ...settings }: Partial<TrustedTokenProfile> & { readonly isUsual: boolean },
      presented: readonly JsonObject[],
    ) => {
      const attributeMapping = {
        ...Object.fromEntries(
          Object.entries(isUsual ? {} : policy.mapping).map(([name, mapped]) => [name, written(mapped)]),
        ),
        ...(vertical === "b2b" ? { organization_id: "org" } : {}),
        ...(isUsual ? usualMapping : {}),
      };
      const conditions = (isUsual ? [] : policy.conditions).map(({ text }) => ({ expression: text, message: "no" }));
      const profiles = [{ ...profile, attributeMapping, conditions, ...settings }];
      fc.pre(checkConfiguration({ ...configuration, profiles }, verticals[vertical]).length === 0);
      await world.configure({ profiles, policy: { ...configuration.policy, roles } });
      for (const claims of presented) {
        const token = await world.token({ org: "acme-1", ...claims });
        const before = await world.dump();
        const now = await world.context();
        const active = findProfile(now, "profile");
        const report = await tryAttest(now, active, { token, now: now.backend.clock() });
        const alone = await tryToken(active, now.vertical, { token, now: now.backend.clock() });
        expect(await world.dump()).toEqual(before);
        const said = saidBy(report);
        expect(said).toEqual(await attested(world, token));
        // Without records the same is found out of the token itself.
        const isOfToken = (one: TokenReport) => one.steps.slice(0, 10).map(({ verdict }) => verdict);
        if (said === undefined || isOfToken(alone).includes("refused"))
          expect(isOfToken(alone)).toEqual(isOfToken(report));
        types.set(said?.type ?? "accepted", (types.get(said?.type ?? "accepted") ?? 0) + 1);
        steps.add(report.error?.step ?? "accepted");
      }
    };
    const settings = fc.record({
      isUsual: fc.boolean(),
      linkByEmail: fc.constantFrom(...linkByEmailSettings),
      canJitProvision: fc.boolean(),
      singleUse: fc.boolean(),
    });
    await fc.assert(fc.asyncProperty(arbitraryPolicy(vertical), settings, tokens, use), {
      numRuns: effort(40, 3000),
      // So few would not come to all of this, whatever they are.
      ...effort({ seed: 1 }, {}),
    });
    expect(types.get("accepted")).toBeGreaterThan(5);
    expect(types.size).toBeGreaterThan(3);
    for (const step of ["conditions", "mapping", "record"]) expect(steps).toContain(step);
  });
});
