import { describe, expect, test } from "vitest";
import { createOrganization, insertSubject, newSubject } from "../../../../src/directory/index.ts";
import {
  ActiveConfigurations,
  configurationCollection,
  configurationId,
  configurationText,
  emptyConfiguration,
  projectContext,
  readProject,
} from "../../../../src/projects/index.ts";
import { readPolicyFields } from "../../../../src/server/routes/management/policy-fields.ts";
import { environmentPath, managementApp } from "./support/management-app.ts";

const path = "/rbac_policy";
const editor = {
  role_id: "editor",
  description: "Edits",
  permissions: [{ resource_id: "documents", actions: ["read", "write"] }],
};
const documents = { resource_id: "documents", description: "", available_actions: ["read", "write"] };
const reading = { scope: "read:data", description: "", permissions: [{ resource_id: "documents", actions: ["read"] }] };
const own = { custom_roles: [editor], custom_resources: [documents], custom_scopes: [reading] };
const ofMember = { permissions: [{ resource_id: "documents", actions: ["read"] }] };

describe("the RBAC policy", () => {
  test("has at first what every policy has", async () => {
    const b2b = Object((await (await managementApp()).send("GET", path)).body.policy);
    expect(b2b.stytch_member).toEqual({ permissions: [{ resource_id: "stytch.self", actions: ["*"] }] });
    expect(b2b.stytch_admin.permissions).toHaveLength(5);
    expect(b2b.stytch_resources.map((resource: typeof documents) => resource.resource_id)).toEqual([
      "stytch.self",
      "stytch.organization",
      "stytch.member",
      "stytch.sso",
      "stytch.scim",
    ]);
    expect(b2b.stytch_resources[3].available_actions).toEqual(["create", "get", "update", "delete"]);
    expect(b2b).toMatchObject({ custom_roles: [], custom_resources: [], custom_scopes: [] });
    expect(Object.keys(b2b)).not.toContain("stytch_user");
    expect((await (await managementApp("consumer")).send("GET", path)).body.policy).toEqual({
      stytch_user: { permissions: [] },
      stytch_resources: [],
      custom_roles: [],
      custom_resources: [],
      custom_scopes: [],
    });
  });

  test("is returned as it was put, and the backend API has it too", async () => {
    const { send, app, authorization } = await managementApp();
    const put = await send("PUT", path, { ...own, stytch_member: ofMember });
    const { stytch_resources, stytch_admin, ...rest } = Object(put.body.policy);
    expect(rest).toEqual({ ...own, stytch_member: ofMember });
    expect(stytch_resources).toHaveLength(5);
    expect(stytch_admin.permissions).toHaveLength(5);
    expect((await send("GET", path)).body).toEqual(put.body);
    const headers = { authorization: authorization.b2b };
    const { policy } = (await app.inject({ url: "/v1/b2b/rbac/policy", headers })).json();
    expect(policy.roles[0]).toEqual({ role_id: "stytch_member", description: "Every member has it", ...ofMember });
    expect(policy.roles.at(-1)).toEqual(editor);
    expect(policy.resources.at(-1)).toEqual({ resource_id: "documents", description: "", actions: ["read", "write"] });
  });

  test("is not replaced by nothing where a request puts it under the name that an answer has it under", async () => {
    const { send } = await managementApp();
    const { body } = await send("PUT", path, own);
    const refused = await send("PUT", path, { policy: body.policy });
    expect([refused.status, refused.body.error_type]).toEqual([400, "invalid_argument"]);
    expect(refused.body.error_message).toBe("The fields of `policy` belong into the body itself.");
    expect((await send("GET", path)).body.policy).toEqual(body.policy);
  });

  test("is replaced as a whole: what is left out is empty, or as every policy has it", async () => {
    const { send } = await managementApp();
    const before = (await send("GET", path)).body;
    await send("PUT", path, { ...own, stytch_member: {}, stytch_admin: { permissions: null } });
    const { stytch_member, stytch_admin } = Object((await send("GET", path)).body.policy);
    expect([stytch_member, stytch_admin]).toEqual([{ permissions: [] }, { permissions: [] }]);
    expect((await send("PUT", path, { custom_roles: null, stytch_member: null })).body).toEqual(before);
  });

  test("put as it was got stays what it is", async () => {
    const { send } = await managementApp();
    const { policy } = (await send("PUT", path, { ...own, stytch_member: ofMember })).body;
    expect((await send("PUT", path, policy)).body).toEqual({ policy });
  });

  test("keeps what another way has said of what every policy has", async () => {
    const { send, backend, projectId } = await managementApp();
    const policy = {
      roles: [{ role_id: "stytch_admin", description: "Ours", permissions: [] }],
      resources: [{ resource_id: "stytch.sso", actions: ["wave"] }],
    };
    const json = configurationText({ ...emptyConfiguration, policy });
    const configurations = backend.store.scope(projectId).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
    const put = Object((await send("PUT", path, { ...own, stytch_admin: ofMember })).body.policy);
    expect(put.stytch_resources.at(-1)).toEqual({
      resource_id: "stytch.sso",
      description: "",
      available_actions: ["wave"],
    });
    const stored = await configurations.get(configurationId);
    expect(JSON.parse(stored?.json ?? "").policy.roles[0]).toMatchObject({ description: "Ours" });
  });

  test.each([
    ["consumer", { stytch_member: {} }, "invalid_role_for_vertical", "/stytch_member"],
    [
      "consumer",
      { custom_roles: [{ role_id: "stytch_admin" }] },
      "invalid_role_for_vertical",
      "/custom_roles/0/role_id",
    ],
    ["b2b", { stytch_user: {} }, "invalid_role_for_vertical", "/stytch_user"],
    ["b2b", { custom_roles: [{ role_id: "stytch_member" }] }, "invalid_rbac_custom_role", "/custom_roles/0/role_id"],
    [
      "b2b",
      { custom_resources: [{ resource_id: "stytch.self" }] },
      "invalid_stytch_prefixed_resource",
      "/custom_resources/0/resource_id",
    ],
    [
      "b2b",
      { custom_resources: [{ resource_id: "stytch.x", available_actions: ["a"] }] },
      "invalid_stytch_prefixed_resource",
      "/custom_resources/0/resource_id",
    ],
    ["b2b", { custom_roles: [{}] }, "empty_rbac_role_id", "/custom_roles/0/role_id"],
    ["b2b", { custom_roles: [editor] }, "invalid_permission_resource", "/custom_roles/0/permissions/0/resource_id"],
    [
      "b2b",
      {
        stytch_member: ofMember,
        custom_roles: [editor],
        custom_resources: [{ ...documents, available_actions: ["read"] }],
      },
      "invalid_permission_action",
      "/custom_roles/0/permissions/0/actions/1",
    ],
    [
      "b2b",
      { stytch_admin: { permissions: [{ resource_id: "stytch.self", actions: ["*", "delete"] }] } },
      "cannot_specify_wildcard_with_other_actions",
      "/stytch_admin/permissions/0/actions",
    ],
    [
      "b2b",
      { custom_roles: [editor, editor], custom_resources: [documents] },
      "rbac_role_duplicate",
      "/custom_roles/1/role_id",
    ],
    [
      "b2b",
      { custom_resources: [{ resource_id: "documents" }] },
      "rbac_resource_missing_actions",
      "/custom_resources/0/available_actions",
    ],
    [
      "b2b",
      { custom_resources: [{ resource_id: "documents", available_actions: ["*"] }] },
      "invalid_wildcard_action",
      "/custom_resources/0/available_actions/0",
    ],
    [
      "b2b",
      { custom_resources: [documents], custom_scopes: [{ ...reading, scope: "x".repeat(200) }] },
      "rbac_scope_too_long",
      "/custom_scopes/0/scope",
    ],
    [
      "b2b",
      { custom_scopes: [{ scope: "a", permissions: [{ actions: ["a"] }] }] },
      "invalid_permission_resource",
      "/custom_scopes/0/permissions/0/resource_id",
    ],
  ] as const)("in a %s project is refused: %j", async (vertical, body, type, field) => {
    const { send } = await managementApp(vertical);
    const before = (await send("GET", path)).body;
    const refused = await send("PUT", path, body);
    expect([refused.status, refused.errorType]).toEqual([400, type]);
    expect(refused.body.error_details).toMatchObject({ reason: type, problems: [{ code: type, field }] });
    expect((await send("GET", path)).body).toEqual(before);
  });

  test("cannot do without a role that somebody has", async () => {
    const { send, backend, projectId } = await managementApp();
    await send("PUT", path, own);
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error("there is one");
    const context = await projectContext(backend, new ActiveConfigurations(), project);
    const { id: organizationId } = await createOrganization(context, { name: "Acme" });
    const fields = { organizationId, emailAddress: "ada@example.com", roles: ["editor"] };
    await insertSubject(context, newSubject(context, fields));
    const refused = await send("PUT", path, {});
    expect([refused.status, refused.errorType]).toEqual([400, "rbac_role_assigned"]);
    expect(refused.body.error_details).toMatchObject({
      problems: [{ field: "/custom_roles", help: "take it from them first, or keep it in the policy" }],
    });
  });

  test("cannot do without what the template speaks of", async () => {
    const { send } = await managementApp();
    await send("PUT", path, own);
    const template_content = '{ "actions": << member.rbac.documents.actions >> }';
    expect((await send("PUT", "/jwt_templates/SESSION", { template_content })).status).toBe(200);
    const refused = await send("PUT", path, {});
    expect([refused.status, refused.errorType]).toEqual([400, "jwt_template_invalid_tag"]);
    expect(refused.body.error_message).toMatch(/^The template that the project has would have an error: /);
    expect(refused.body.error_details).toMatchObject({
      reason: "unknown-resource",
      diagnostics: [{ code: "unknown-resource", line: 1 }],
    });
  });

  test("is told first of what is wrong with itself", async () => {
    const { send } = await managementApp();
    await send("PUT", path, own);
    await send("PUT", "/jwt_templates/SESSION", {
      template_content: '{ "actions": << member.rbac.documents.actions >> }',
    });
    const { errorType } = await send("PUT", path, { custom_roles: [editor] });
    expect(errorType).toBe("invalid_permission_resource");
  });

  test("is refused in another shape, with the place", async () => {
    const { send } = await managementApp();
    const { errorType, body } = await send("PUT", path, { custom_roles: [{ permissions: [{ actions: "read" }] }] });
    expect([errorType, body.error_message]).toEqual([
      "invalid_argument",
      "`/custom_roles/0/permissions/0/actions` in the body must be an array or null.",
    ]);
  });

  test("that would be too large is refused as a whole", () => {
    expect(readPolicyFields({}, "b2b").fieldOf("")).toBe("");
  });

  test("is that of the environment that the path names", async () => {
    const { send, outcome, authorization } = await managementApp();
    await send("PUT", path, own);
    expect(await outcome("PUT", `${environmentPath("consumer")}${path}`, authorization.any)).toBe("200 ok");
    expect(Object((await send("GET", path)).body.policy).custom_roles).toHaveLength(1);
  });
});
