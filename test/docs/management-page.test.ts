import { expect, test } from "vitest";
import { profileSchema } from "../../src/server/views/profile-view.ts";
import { readPage, sectionsOf } from "./markdown.ts";

/** The fields that Stytch's own profiles have. */
const stytchFields: ReadonlySet<string> = new Set([
  "profile_id",
  "name",
  "audience",
  "issuer",
  "pem_files",
  "can_jit_provision",
  "jwks_url",
  "attribute_mapping",
  "public_key_type",
]);

test("the page names every field of profiles that Stytch's do not have, and no other", () => {
  const section = sectionsOf(readPage("management.md")).find(({ heading }) => heading === "Trusted token profiles");
  const [, list = ""] = /those of Stytch's API, and (.*?)\. /.exec(section?.text ?? "") ?? [];
  const named = Array.from(list.matchAll(/`(\w+)`/g), ([, name]) => name);
  expect(named).toEqual(Object.keys(profileSchema.properties).filter((field) => !stytchFields.has(field)));
});
