import { expect, test } from "vitest";
import { attest } from "../../src/sessions/index.ts";
import { refusalReason, sessionWorld, withAda } from "./support/session-world.ts";

test("a token is at most as long as its profile allows", async () => {
  for (const max of [undefined, 4096, 65_536]) {
    const profile = max === undefined ? {} : { maxTokenCharacters: max };
    const world = await sessionWorld({ profile });
    await withAda(world);
    const base = { email: "ada@example.com", sub: "ada", org: "acme-1" };
    const least = (await world.token({ ...base, padding: "" })).length;
    const limit = max ?? 16_384;
    const present = async (length: number) => {
      // Three bytes are four characters; what is left over is found by trying.
      for (let count = Math.floor(((length - least) * 3) / 4) - 4; ; count += 1) {
        const token = await world.token({ ...base, padding: "x".repeat(count) });
        if (token.length >= length) {
          const request = { profile_id: "profile", token, session_duration_minutes: 5 };
          return { length: token.length, use: attest(await world.context(), request) };
        }
      }
    };
    const good = await present(limit - 1);
    expect(good.length).toBeLessThanOrEqual(limit);
    expect((await good.use).subject.externalId).toBe("ada");
    const long = await present(limit + 1);
    expect(long.length).toBeLessThanOrEqual(limit + 2);
    expect(await refusalReason(long.use)).toBe("invalid_trusted_auth_token token_too_large");
  }
});
