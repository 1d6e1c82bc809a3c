import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertSubject, newSubject } from "../../src/directory/index.ts";
import { ApiError, checkConfiguration, verticals } from "../../src/projects/index.ts";
import { findProfile, readTrustedToken } from "../../src/sessions/attested-token.ts";
import { attest } from "../../src/sessions/index.ts";
import { fixedKeys } from "../support/signing-keys.ts";
import { compactJws } from "../tokens/support/sign.ts";
import { issuers } from "../tokens/trusted/issuers/all.ts";
import { type SessionWorld, sessionWorld, startOf2026, withAda } from "./support/session-world.ts";
import { shapes } from "./token-shapes/all.ts";
import { type Shape, type ShapeRow, Written } from "./token-shapes/shape.ts";

const seconds = startOf2026 / 1000;
const registered = {
  aud: "https://api.example.com",
  iss: "https://auth.example.com",
  jti: "token-1",
  iat: seconds,
  exp: seconds + 300,
};

/** A token with these changes, whose payload is JSON text that no library has had its hands on. */
async function tokenOf({ claims, profile }: Shape, changes: ShapeRow[1]): Promise<string> {
  const { issuer: iss = registered.iss, audience: aud = registered.aud } = profile;
  const isText = changes instanceof Written;
  const added = isText ? [changes.text] : [];
  const changed: Exclude<ShapeRow[1], Written> = isText ? {} : changes;
  const all: Exclude<ShapeRow[1], Written> = { ...registered, iss, aud, ...claims, ...changed };
  const members = Object.entries(all).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [`${JSON.stringify(key)}:${value instanceof Written ? value.text : JSON.stringify(value)}`];
  });
  const payload = `{${[...members, ...added].join(",")}}`;
  return compactJws({ header: '{"alg":"RS256"}', payload, algorithm: "RS256", signer: await fixedKeys("RS256") });
}

describe.each(shapes.map((shape) => [shape.name, shape] as const))("a profile for %s", (_, shape) => {
  let world: SessionWorld;
  let close = async (): Promise<void> => {};

  beforeAll(async () => {
    world = await sessionWorld({
      vertical: shape.vertical,
      profile: { ...shape.profile, canJitProvision: false },
      atEnd: (end) => {
        close = end;
      },
    });
    if (shape.vertical === "b2b") await withAda(world, { externalId: null });
    else {
      const context = await world.context();
      const ada = { organizationId: "", emailAddress: "ada@example.com", externalId: null };
      await insertSubject(context, newSubject(context, ada));
    }
  });

  afterAll(() => close());

  test("may be saved", async () => {
    const { configuration } = (await world.context()).active;
    expect(checkConfiguration(configuration, verticals[shape.vertical])).toEqual([]);
  });

  test.each(shape.rows.map(([what, ...rest]) => [what, rest] as const))("%s", async (__, [changes, answer]) => {
    const token = await tokenOf(shape, changes);
    const context = await world.context();
    if ("gives" in answer) {
      const read = await readTrustedToken(context, findProfile(context, "profile"), { token, now: startOf2026 });
      expect(read.attributes).toEqual({ ...shape.usual, ...answer.gives });
      return;
    }
    const before = await world.dump();
    const request = { profile_id: "profile", token, session_duration_minutes: 5 };
    const error = await attest(context, request).catch((thrown: unknown) => thrown);
    if (!(error instanceof ApiError)) throw new Error("it was not refused", { cause: error });
    expect({ refused: error.type, naming: error.details }).toEqual({ refused: answer.refused, naming: answer.naming });
    expect(await world.dump()).toEqual(before);
  });
});

test("there are, with those of the documented issuers, 200 tokens, of which 100 are refused and say why", () => {
  const answers = [...issuers, ...shapes].flatMap(({ rows }) => rows.map(([, , answer]) => answer));
  expect(answers.length).toBeGreaterThanOrEqual(200);
  const naming = answers.filter((answer) => "refused" in answer && Object.keys(answer.naming ?? {}).length > 0);
  expect(naming.length).toBeGreaterThanOrEqual(100);
});
