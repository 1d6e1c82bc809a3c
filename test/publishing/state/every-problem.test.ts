import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Json } from "../../../src/language/json.ts";
import { applyDeclaredState, fileBeside } from "../../../src/publishing/index.ts";
import { effort } from "../../support/lanes/effort.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { arbitraryMistake } from "../support/arbitrary-mistake.ts";
import { app, shop, stateOf } from "../support/states.ts";
import { withBackend } from "../support/world.ts";

/** The code and the place of each problem of a state; if it has any, nothing was written. */
async function told(state: Json, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  return withBackend(async (backend) => {
    const { store, writes } = recordedStore(backend.store);
    const application = await apply({ ...backend, store }, state, { files });
    if (application.ok) return [];
    expect(writes).toEqual([]);
    return application.problems.map(({ code, pointer }) => `${code} ${pointer}`);
  });
}

const [profile] = shop.profiles;
const [organization] = shop.organizations;
const [ada, bob] = organization.members;

describe("a state of which much is wrong", () => {
  test("is told all of it at once, in the order of the file", async () => {
    const state = stateOf(
      {
        ...shop,
        custom_audiance: "x",
        settings: { ...shop.settings, signing_algorithm: "HS256", max_session_lifetime_minutes: 0 },
        template: '{ "a": << member.nam >>, "b": << member.email_addres >> }',
        schemas: { "member.trusted_metadata": shop.schemas["member.trusted_metadata"], "member.name": {} },
        profiles: [
          { ...profile, pem_files: ["./missing.pem"], conditions: [{ expression: "token.a ==" }] },
          { ...profile, profile_id: "two", name: "two", attribute_mapping: { email: "<< tokn.email >>" } },
          { name: "three" },
          { issuer: "https://nameless.example.com" },
        ],
        organizations: [
          {
            ...organization,
            organization_slug: "A",
            members: [
              { ...ada, roles: ["admin"], trusted_metadata: { team: 1 } },
              { ...bob, email_address: "no address", name: 5 },
              { ...bob, email_address: "Bob@example.com", external_id: "a b" },
              { ...bob },
            ],
          },
          { organization_external_id: "nameless" },
        ],
      },
      { ...app, template: "./missing.claims", users: [{ ...app.users[0], email: "x" }, { external_id: "e3" }] },
      { ...app, vertical: "customer" },
    );
    expect(await told(state)).toEqual([
      "unknown_value /projects/0/settings/signing_algorithm",
      "invalid_max_session_lifetime_minutes /projects/0/settings/max_session_lifetime_minutes",
      "unknown-property /projects/0/template",
      "unknown-property /projects/0/template",
      "unknown-schema-path /projects/0/schemas",
      "unreadable_file /projects/0/profiles/0/pem_files/0",
      "unexpected-token /projects/0/profiles/0/conditions/0/expression",
      "unknown-root /projects/0/profiles/1/attribute_mapping/email",
      "invalid_issuer /projects/0/profiles/2/issuer",
      "invalid_audience /projects/0/profiles/2/audience",
      "must_have_pem_files_for_trusted_token_profile_with_type_pem /projects/0/profiles/2/pem_files",
      "missing_field /projects/0/profiles/3",
      "invalid_organization_slug /projects/0/organizations/0/organization_slug",
      "invalid_rbac_role_id /projects/0/organizations/0/members/0/roles",
      "invalid_email /projects/0/organizations/0/members/1/email_address",
      "wrong_type /projects/0/organizations/0/members/1/name",
      "invalid_external_id /projects/0/organizations/0/members/2/external_id",
      "repeated /projects/0/organizations/0/members/3/email_address",
      "missing_field /projects/0/organizations/1",
      "unknown_field /projects/0/custom_audiance",
      "unreadable_file /projects/1/template",
      "invalid_email /projects/1/users/0/email",
      "missing_field /projects/1/users/1",
      "repeated /projects/2/project_id",
      "unknown_value /projects/2/vertical",
      "repeated /projects/2/project_slug",
    ]);
  });

  test("is told only of what is wrong by itself: not of what lacks what was wrong", async () => {
    const broken = stateOf({
      ...shop,
      schemas: { "member.trusted_metadata": "./schemas/broken.json" },
      policy: { ...shop.policy, roles: [{ role_id: "" }] },
      profiles: [{ ...profile, issuer: 5, pem_files: ["./missing.pem"] }],
      template: '{ "team": << member.trusted_metadata.team >>, "can": << member.rbac.documents.actions >> }',
    });
    expect(await told(broken, { "./schemas/broken.json": "{" })).toEqual([
      "not_a_schema /projects/0/schemas/member.trusted_metadata",
      "empty_rbac_role_id /projects/0/policy/roles/0/role_id",
      "wrong_type /projects/0/profiles/0/issuer",
      "unreadable_file /projects/0/profiles/0/pem_files/0",
    ]);
  });

  test("is told what its files lack, where a folder has links, and what leads out of it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "claimsmith-state-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const inside = join(folder, "state");
    mkdirSync(join(inside, "data"), { recursive: true });
    writeFileSync(join(folder, "outside.claims"), "{}");
    writeFileSync(join(inside, "data", "inside.claims"), "{}");
    symlinkSync(join("data", "inside.claims"), join(inside, "link.claims"));
    symlinkSync(join("..", "outside.claims"), join(inside, "out.claims"));
    symlinkSync("..", join(inside, "up"));
    symlinkSync("nowhere", join(inside, "dangling.claims"));
    symlinkSync("circle.claims", join(inside, "circle.claims"));
    const reading = async (template: string) =>
      withBackend(async (backend) => {
        const state = stateOf({ project_id: shop.project_id, vertical: "b2b", template });
        const readFileBeside = async (path: string) => readFile(await fileBeside(inside, path));
        const application = await applyDeclaredState(backend, state, {
          readFile: readFileBeside,
          printSecret: () => {},
        });
        return application.ok ? "ok" : application.problems.map(({ code, message }) => `${code}: ${message}`).join();
      });
    const outside = "path_outside: a path cannot lead out of the folder of the state";
    expect(await reading("./link.claims")).toBe("ok");
    expect(await reading("./out.claims")).toBe(outside);
    expect(await reading("./up/outside.claims")).toBe(outside);
    expect(await reading("./up/state/link.claims")).toBe("ok");
    expect(await reading("./../outside.claims")).toBe(outside);
    expect(await reading("./dangling.claims")).toContain(
      "unreadable_file: the file `./dangling.claims` cannot be read: there is no such file",
    );
    expect(await reading("./circle.claims")).toContain("cannot be read: its links lead in a circle");
  });

  test("is told of each project as if the others had nothing wrong with them", async () => {
    await fc.assert(
      fc.asyncProperty(mistakeIn(shop), mistakeIn(app), async (one, other) => {
        const [first, second] = [await told({ projects: [one] }), await told({ projects: [other] })];
        const moved = second.map((text) => text.replace("/projects/0", "/projects/1"));
        expect(await told({ projects: [one, other] })).toEqual([...first, ...moved]);
      }),
      { numRuns: effort(60, 2000) },
    );
  });
});

/** The project with a mistake in it that is none of a name by which other projects know it. */
function mistakeIn(project: object): fc.Arbitrary<Json> {
  const names = (value: unknown) =>
    ["project_id", "project_slug", "environment_slug"].map((name) => Reflect.get(Object(value), name));
  const [plain] = stateOf(project).projects;
  return arbitraryMistake(plain ?? {}).filter((changed) => isDeepStrictEqual(names(changed), names(plain)));
}
