import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/language/index.ts";
import type { Json, JsonObject } from "../../src/language/json.ts";
import { jsonBytes } from "../../src/language/json-bytes.ts";
import { compilePolicy, rbacOf } from "../../src/policy/index.ts";
import { arbitraryPolicy } from "../policy/arbitrary-policy.ts";
import { arbitrarySchema } from "../support/arbitrary-schema.ts";
import type { SchemaDocument, SchemaNode } from "../support/json-schema-document.ts";
import { largestDataFor, largestPresentDataFor } from "../support/largest-data.ts";
import { runs } from "../support/runs.ts";

const b2b = "b2b";
const roles = ["editor", "reader", "stytch_admin", "__proto__", "constructor"];

/** A property that a template can read by a path of plain properties, with the largest value that it can have. */
interface Leaf {
  readonly path: readonly string[];
  readonly largest: Json;
}

/** The properties of a closed object, or what is below them, so that no path begins another. */
function leavesOf(schema: SchemaNode, root: SchemaDocument, path: readonly string[]): readonly Leaf[] {
  const properties =
    typeof schema === "object" && schema.type === "object" ? Object.entries(schema.properties ?? {}) : [];
  if (path.length > 0 && (properties.length === 0 || path.length > 2)) {
    return [{ path, largest: largestPresentDataFor(schema, root) }];
  }
  return properties.flatMap(([key, property]) => leavesOf(property, root, [...path, key]));
}

/** An object in which each leaf has its largest value, and everything around the leaves is what the schema wants. */
function dataWith(base: Json, leaves: readonly Leaf[]): Json {
  const copy = structuredClone(base) as Record<string, Json>;
  for (const { path, largest } of leaves) {
    let object: Record<string, Json> = copy;
    for (const key of path.slice(0, -1)) object = object[key] as Record<string, Json>;
    object[path.at(-1) ?? ""] = largest;
  }
  return copy;
}

function pathText(root: string, path: readonly string[]): string {
  return root + path.map((name) => `[${JSON.stringify(name)}]`).join("");
}

const closedObject = arbitrarySchema({ closed: true }).filter(({ type }) => type === "object");
const project = fc.record({ member: closedObject, organization: closedObject, outline: arbitraryPolicy });

describe("the greatest size of a template of plain paths", () => {
  test("is reached, each path read once under closed schemas within the limit of metadata", () => {
    fc.assert(
      fc.property(project, ({ member, organization, outline }) => {
        const memberLeaves = leavesOf(member, member, []);
        const organizationLeaves = leavesOf(organization, organization, []);
        const memberData = dataWith(largestDataFor(member), memberLeaves);
        const organizationData = dataWith(largestDataFor(organization), organizationLeaves);
        for (const data of [memberData, organizationData]) fc.pre(jsonBytes(data) <= 4096);
        const policy = compilePolicy(outline, b2b);
        const paths = [
          "member.member_id",
          "member.external_id",
          "member.name",
          "member.email_address",
          "organization.organization_name",
          "organization.organization_slug",
          "member.rbac.roles",
          ...policy.resourceIds.map((id) => `member.rbac[${JSON.stringify(id)}].actions`),
          ...memberLeaves.map(({ path }) => pathText("member.trusted_metadata", path)),
          ...organizationLeaves.map(({ path }) => pathText("organization.trusted_metadata", path)),
        ];
        const text = `{${paths.map((path, index) => `"${index}": << ${path} >>`).join(",")}}`;
        const schemas = { "member.trusted_metadata": member, "organization.trusted_metadata": organization };
        const { diagnostics, template } = compile(text, { schemas, policy: outline });
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        const all = rbacOf(policy, [...outline.roles.map(({ role_id }) => role_id), ...roles]);
        const data = {
          member: {
            member_id: "a".repeat(128),
            external_id: "~".repeat(128),
            name: "\u{10ffff}".repeat(256),
            email_address: "e".repeat(254),
            rbac: { roles: all.roles, actions: all.actions },
            trusted_metadata: memberData,
          },
          organization: {
            organization_id: "o",
            organization_name: "😀".repeat(128),
            organization_slug: ".".repeat(128),
            trusted_metadata: organizationData,
          },
        };
        const rendering = template?.render(data);
        expect(rendering?.ok && Buffer.byteLength(rendering.text)).toBe(template?.size.greatest);
      }),
      { numRuns: runs },
    );
  });

  test("is that of the largest user whose name has all its parts", () => {
    const text = '{"name": << user.name >>, "first": << user.name.first_name >>, "phone": << user.phone_number >>}';
    const part = "\u{1f600}".repeat(256);
    const name: JsonObject = { first_name: part, middle_name: part, last_name: part };
    const { template } = compile(text, { vertical: "consumer" });
    const rendering = template?.render({ user: { name, phone_number: "+".repeat(16) } });
    expect(rendering?.ok && Buffer.byteLength(rendering.text)).toBe(template?.size.greatest);
  });
});
