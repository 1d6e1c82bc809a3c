import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { answering, keySetServer } from "../../tokens/support/key-set-server.ts";
import { rsa } from "../../tokens/support/keys.ts";
import { workspace } from "../workspace.ts";

test("the URL of a profile is asked once, for a token that has come so far", async () => {
  const jwks = { keys: [{ ...rsa.publicKey.export({ format: "jwk" }), kid: "a" }] };
  const { requests, port } = await keySetServer(answering({ body: JSON.stringify(jwks) }));
  const profile = {
    name: "Workforce",
    issuer: "https://auth.example.com",
    audience: "https://api.example.com",
    public_key_type: "JWK",
    jwks_url: `http://127.0.0.1:${port}/keys`,
    attribute_mapping: { email: "email", token_id: "jti" },
  };
  const token = await new SignJWT({ jti: "t1", email: "ada@example.com", exp: 1_767_225_900 })
    .setProtectedHeader({ alg: "RS256", kid: "a" })
    .setIssuer(profile.issuer)
    .setAudience(profile.audience)
    .sign(rsa.privateKey);
  using place = workspace({ "profile.json": profile, "token.jwt": token, "other.jwt": "a.b" });
  const tried = (file: string) =>
    place.run("profile", "try", "profile.json", "--token", file, "--now", "2026-01-01T00:00:00Z");
  expect((await tried("other.jwt")).code).toBe(1);
  expect(requests).toEqual([]);
  expect(await tried("token.jwt")).toMatchObject({ code: 0, stderr: "" });
  expect(requests).toEqual([expect.stringMatching(/^GET \/keys /)]);
});
