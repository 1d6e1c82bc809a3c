import { expect, test } from "vitest";
import { emptyConfiguration, prepareConfiguration, verticals } from "../../../src/projects/index.ts";
import { checkDeclaredProfile } from "../../../src/publishing/index.ts";
import { publicKeys } from "../../support/public-keys.ts";

const profile = {
  name: "tried",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  pem_files: [publicKeys.rsa],
  attribute_mapping: { email: "email", token_id: "jti" },
  conditions: [{ expression: "token.only_tried == 'once'" }],
};
const readFile = () => Promise.reject(new Error("there are no files"));

test("a profile that is only tried is not kept compiled among those that configurations have", async () => {
  const tried = async () => (await checkDeclaredProfile(profile, { vertical: "b2b", readFile })).prepared;
  const [first, second] = [await tried(), await tried()];
  if (first === undefined) throw new Error("the profile has no error");
  expect(second?.policy).not.toBe(first.policy);
  const configuration = { ...emptyConfiguration, profiles: [first.profile] };
  const kept = () => [...prepareConfiguration(configuration, verticals.b2b).profiles.values()][0]?.policy;
  const saved = kept();
  expect(saved).not.toBe(first.policy);
  expect(kept()).toBe(saved);
  expect((await tried())?.policy).toBe(saved);
});

test("a profile is judged by the namespace of its project", async () => {
  const claims = { ...profile.attribute_mapping, session_custom_claims: '{ "https://own.example/a": 1 }' };
  const within = async (namespace: string) => {
    const settings = { ...emptyConfiguration.settings, namespace };
    const given = { ...profile, attribute_mapping: claims };
    const { problems } = await checkDeclaredProfile(given, { vertical: "b2b", readFile, settings });
    return problems.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  expect(await within("https://other.example/")).toEqual([]);
  expect(await within("https://own.example/")).toEqual(["reserved-namespace /attribute_mapping/session_custom_claims"]);
});
