import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/language/json.ts";
import { attest } from "../../src/sessions/index.ts";
import { fixedKeys } from "../support/signing-keys.ts";
import { otherRsa } from "../tokens/support/keys.ts";
import { compactJws, type Signer } from "../tokens/support/sign.ts";
import { refusal, refusalReason, sessionWorld, startOf2026, withAda } from "./support/session-world.ts";

const seconds = startOf2026 / 1000;

/** A project with two profiles of one issuer: `profile`, and `other` with another audience and another key. */
async function twoProfiles() {
  const world = await sessionWorld({ profile: { singleUse: true } });
  await withAda(world);
  const [profile] = (await world.context()).active.configuration.profiles;
  if (profile === undefined) throw new Error("the world has a profile");
  const pemFiles = [{ pemFileId: "other-pem", publicKey: otherRsa.pem }];
  const other = { ...profile, profileId: "other", name: "other", audience: "https://other.example.com", pemFiles };
  await world.configure({ profiles: [profile, other] });
  const own = await fixedKeys("RS256");
  const claims = { iss: profile.issuer, jti: "t1", iat: seconds, exp: seconds + 300, email: "ada@example.com" };
  return {
    own,
    async present(profile_id: string, signer: Signer, more: JsonObject, header: JsonObject = {}) {
      const token = compactJws({
        header: JSON.stringify({ alg: "RS256", ...header }),
        payload: JSON.stringify({ ...claims, sub: "ada", org: "acme-1", ...more }),
        algorithm: "RS256",
        signer,
      });
      return attest(await world.context(), { profile_id, token, session_duration_minutes: 5 });
    },
  };
}

const audience = { aud: "https://api.example.com" };
const otherAudience = { aud: "https://other.example.com" };

describe("two profiles of one issuer", () => {
  test("take each its own tokens", async () => {
    const { own, present } = await twoProfiles();
    expect((await present("profile", own, audience)).subject.externalId).toBe("ada");
    expect((await present("other", otherRsa.privateKey, otherAudience)).subject.externalId).toBe("ada");
  });

  test("take none by the key or for the audience of the other, whatever key its header names", async () => {
    const { own, present } = await twoProfiles();
    for (const header of [{}, { kid: "other-pem" }, { kid: "pem" }, { kid: "other" }]) {
      expect(await refusalReason(present("profile", otherRsa.privateKey, audience, header))).toBe(
        "invalid_trusted_auth_token signature_invalid",
      );
      expect(await refusal(present("profile", own, otherAudience, header))).toBe("jwt_invalid_audience");
      expect(await refusal(present("other", own, otherAudience, header))).toBe("invalid_trusted_auth_token");
    }
  });

  test("count the tokens that they have seen each for itself", async () => {
    const { own, present } = await twoProfiles();
    const both = { aud: [audience.aud, otherAudience.aud] };
    await present("profile", own, both);
    await present("other", otherRsa.privateKey, both);
    expect(await refusalReason(present("other", otherRsa.privateKey, both))).toBe(
      "invalid_trusted_auth_token token_already_used",
    );
  });
});
