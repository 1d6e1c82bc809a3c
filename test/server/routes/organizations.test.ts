import { describe, expect, test } from "vitest";
import { recordedStore } from "../../support/recorded-store.ts";
import { directoryApp, type Send } from "./support/directory-app.ts";

const path = "/v1/b2b/organizations";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/);

async function create(send: Send, body: object) {
  const answer = await send("POST", path, body);
  expect(answer.errorType).toBeUndefined();
  return answer.body.organization as Readonly<Record<string, unknown>>;
}

describe("organizations.create", () => {
  test("answers with every field of an organization", async () => {
    const send = await directoryApp("b2b");
    const { status, body } = await send("POST", path, { organization_name: "Acme" });
    expect(status).toBe(200);
    expect(body).toEqual({
      organization: {
        organization_id: expect.stringMatching(/^organization-test-[0-9a-f-]{36}$/),
        organization_name: "Acme",
        organization_logo_url: "",
        organization_slug: "acme",
        trusted_metadata: {},
        rbac_email_implicit_role_assignments: [],
        sso_jit_provisioning: "ALL_ALLOWED",
        sso_jit_provisioning_allowed_connections: [],
        sso_active_connections: [],
        email_allowed_domains: [],
        email_jit_provisioning: "NOT_ALLOWED",
        email_invites: "ALL_ALLOWED",
        auth_methods: "ALL_ALLOWED",
        allowed_auth_methods: [],
        mfa_policy: "OPTIONAL",
        mfa_methods: "ALL_ALLOWED",
        allowed_mfa_methods: [],
        oauth_tenant_jit_provisioning: "NOT_ALLOWED",
        allowed_oauth_tenants: {},
        claimed_email_domains: [],
        first_party_connected_apps_allowed_type: "ALL_ALLOWED",
        allowed_first_party_connected_apps: [],
        third_party_connected_apps_allowed_type: "ALL_ALLOWED",
        allowed_third_party_connected_apps: [],
        custom_roles: [],
        created_at: time,
        updated_at: time,
      },
    });
  });

  test("returns what it was sent, and takes fields that it does not know", async () => {
    const send = await directoryApp("b2b");
    const sent = {
      organization_name: "Acme, Inc.",
      organization_slug: "Acme_1",
      organization_external_id: "acme|1",
      organization_logo_url: "https://acme.example/logo.png",
      trusted_metadata: { plan: { level: [1, null, "é\ud83d"] } },
      rbac_email_implicit_role_assignments: [{ domain: "acme.example", role_id: "editor" }],
      sso_default_connection_id: "saml-connection-1",
      sso_jit_provisioning: "RESTRICTED",
      sso_jit_provisioning_allowed_connections: ["saml-connection-1"],
      email_allowed_domains: ["acme.example"],
      email_jit_provisioning: "RESTRICTED",
      email_invites: "RESTRICTED",
      auth_methods: "RESTRICTED",
      allowed_auth_methods: ["sso", "magic_link"],
      mfa_policy: "REQUIRED_FOR_ALL",
      mfa_methods: "RESTRICTED",
      allowed_mfa_methods: ["totp"],
      oauth_tenant_jit_provisioning: "RESTRICTED",
      allowed_oauth_tenants: { slack: ["T1"], github: [] },
      claimed_email_domains: ["acme.example"],
      first_party_connected_apps_allowed_type: "NOT_ALLOWED",
      allowed_first_party_connected_apps: ["app-1"],
      third_party_connected_apps_allowed_type: "RESTRICTED",
      allowed_third_party_connected_apps: ["app-2"],
    };
    const organization = await create(send, { ...sent, telemetry_id: "x", organization_id: "ignored" });
    expect(organization).toEqual({
      ...sent,
      organization_id: organization.organization_id,
      sso_active_connections: [],
      custom_roles: [],
      created_at: time,
      updated_at: time,
    });
    expect((await send("GET", `${path}/Acme_1`)).body).toEqual({ organization });
  });

  test("keeps `__proto__` in metadata as the key that it is", async () => {
    const send = await directoryApp("b2b");
    const text = '{"organization_name":"Acme","trusted_metadata":{"__proto__":{"a":1},"b":{"__proto__":2}}}';
    const { body } = await send("POST", path, text);
    expect(JSON.stringify(body)).toContain('"trusted_metadata":{"__proto__":{"a":1},"b":{"__proto__":2}}');
  });

  test("that cannot be is refused, and nothing is made", async () => {
    const send = await directoryApp("b2b");
    const rows: readonly (readonly [string, object, string])[] = [
      ["no name", {}, "organization_name_missing"],
      ["an empty name", { organization_name: "" }, "organization_name_missing"],
      ["a name that is a number", { organization_name: 1 }, "invalid_argument"],
      ["a slug that is null", { organization_slug: null }, "invalid_argument"],
      ["a slug that cannot be", { organization_slug: "a b" }, "invalid_organization_slug"],
      ["metadata that is a list", { trusted_metadata: [] }, "metadata_invalid_format"],
      ["metadata that is null", { trusted_metadata: null }, "metadata_invalid_format"],
      ["metadata that is too large", { trusted_metadata: { a: "x".repeat(4096) } }, "metadata_too_large"],
      ["a setting of another value", { mfa_policy: "SOMETIMES" }, "invalid_argument"],
      ["a list with another value", { allowed_mfa_methods: ["sms_otp", "fax"] }, "invalid_argument"],
      ["a list that is a text", { email_allowed_domains: "acme.example" }, "invalid_argument"],
      ["tenants of another provider", { allowed_oauth_tenants: { gitlab: [] } }, "invalid_argument"],
      [
        "an implicit role without a domain",
        { rbac_email_implicit_role_assignments: [{ role_id: "editor" }] },
        "invalid_argument",
      ],
      [
        "an implicit role that is unknown",
        { rbac_email_implicit_role_assignments: [{ domain: "a.b", role_id: "nobody" }] },
        "invalid_rbac_role_id",
      ],
    ];
    for (const [what, body, type] of rows) {
      const named = type === "organization_name_missing" ? body : { organization_name: "Acme", ...body };
      const answer = await send("POST", path, named);
      expect([what, answer.status, answer.errorType]).toEqual([what, 400, type]);
    }
    expect((await send("GET", `${path}/acme`)).errorType).toBe("organization_not_found");
  });

  test("with the slug or the external id of another one is refused", async () => {
    const send = await directoryApp("b2b");
    const first = { organization_name: "Acme", organization_slug: "acme", organization_external_id: "one" };
    await create(send, first);
    expect((await send("POST", path, { ...first, organization_external_id: "two" })).errorType).toBe(
      "organization_slug_already_used",
    );
    expect((await send("POST", path, { ...first, organization_slug: "two" })).errorType).toBe(
      "organization_external_id_already_used",
    );
  });
});

describe("organizations.get", () => {
  test("takes an id, an external id and a slug, as long as they may be", async () => {
    const send = await directoryApp("b2b");
    const refs = { organization_slug: "~".repeat(128), organization_external_id: "|".repeat(128) };
    const organization = await create(send, { organization_name: "Acme", ...refs });
    for (const ref of [organization.organization_id, "~".repeat(128), "%7C".repeat(128)]) {
      expect((await send("GET", `${path}/${ref}`)).body).toEqual({ organization });
    }
  });

  test("of another project is `organization_not_found`", async () => {
    const [ours, theirs] = [await directoryApp("b2b"), await directoryApp("b2b")];
    const { organization_id } = await create(ours, { organization_name: "Acme" });
    const { status, errorType } = await theirs("GET", `${path}/${organization_id}`);
    expect([status, errorType]).toEqual([404, "organization_not_found"]);
  });

  test("is not for consumer projects", async () => {
    const send = await directoryApp("consumer");
    expect((await send("GET", `${path}/acme`)).errorType).toBe("incompatible_project_vertical");
  });
});

describe("organizations.update", () => {
  test("changes what it names and leaves the rest", async () => {
    const send = await directoryApp("b2b");
    const before = await create(send, { organization_name: "Acme", trusted_metadata: { a: 1, b: 2 } });
    const changes = {
      organization_name: "Acme Ltd",
      trusted_metadata: { a: null, c: 3 },
      mfa_policy: "REQUIRED_FOR_ALL",
    };
    expect((await send("PUT", `${path}/acme`, changes)).body).toEqual({
      organization: {
        ...before,
        organization_name: "Acme Ltd",
        trusted_metadata: { b: 2, c: 3 },
        mfa_policy: "REQUIRED_FOR_ALL",
      },
    });
    expect((await send("PUT", `${path}/acme`, {})).body).toEqual((await send("GET", `${path}/acme`)).body);
  });

  test("is refused whole when a part of it is", async () => {
    const send = await directoryApp("b2b");
    const organization = await create(send, { organization_name: "Acme" });
    const { errorType } = await send("PUT", `${path}/acme`, { organization_name: "Other", organization_slug: "/" });
    expect(errorType).toBe("invalid_organization_slug");
    expect((await send("GET", `${path}/acme`)).body).toEqual({ organization });
    expect((await send("PUT", `${path}/nobody`, {})).errorType).toBe("organization_not_found");
  });
});

describe("organizations.delete", () => {
  test("takes the organization and its members away", async () => {
    const send = await directoryApp("b2b");
    const { organization_id } = await create(send, { organization_name: "Acme", organization_external_id: "one" });
    const { body } = await send("POST", `${path}/acme/members`, { email_address: "ada@example.com" });
    expect(await send("DELETE", `${path}/acme`)).toEqual({
      status: 200,
      body: { organization_id },
      errorType: undefined,
    });
    for (const ref of ["acme", "one", organization_id]) {
      expect((await send("DELETE", `${path}/${ref}`)).errorType).toBe("organization_not_found");
    }
    const anywhere = `${path}/members/dangerously_get/${body.member_id}`;
    expect((await send("GET", anywhere)).errorType).toBe("member_not_found");
    expect((await send("GET", `${anywhere}?include_deleted=true`)).body).toMatchObject({
      member: { status: "deleted" },
      organization: { organization_id, organization_slug: "" },
    });
  });
});

describe("organizations.delete of an organization that is deleted already", () => {
  /** An organization with a member who was left in it when its deletion failed half-way. */
  async function halfDeleted() {
    let fails = true;
    const send = await directoryApp("b2b", {
      wrap: (backend) => {
        const { store } = recordedStore(backend.store, ({ collection, operation }) => {
          if (fails && collection === "subjects" && operation === "replace") throw new Error("no disk");
        });
        return { ...backend, store };
      },
    });
    const { organization_id } = await create(send, { organization_name: "Acme", organization_external_id: "one" });
    const { body } = await send("POST", `${path}/acme/members`, { email_address: "ada@example.com" });
    const anywhere = `${path}/members/dangerously_get/${body.member_id}?include_deleted=true`;
    expect((await send("DELETE", `${path}/acme`)).status).toBe(500);
    expect((await send("GET", anywhere)).body).toMatchObject({ member: { status: "active" } });
    fails = false;
    return { send, anywhere, organizationId: String(organization_id) };
  }

  test.each(["id", "external id"])("named by its %s, finishes the deletion of its members", async (name) => {
    const { send, anywhere, organizationId } = await halfDeleted();
    const ref = name === "id" ? organizationId : "one";
    expect((await send("DELETE", `${path}/${ref}`)).errorType).toBe("organization_not_found");
    expect((await send("GET", anywhere)).body).toMatchObject({ member: { status: "deleted" } });
  });

  test("deletes the organization that has its external id as slug, if there is one", async () => {
    const { send, anywhere } = await halfDeleted();
    const other = await create(send, { organization_name: "Other", organization_slug: "one" });
    expect((await send("DELETE", `${path}/one`)).body).toEqual({ organization_id: other.organization_id });
    expect((await send("GET", anywhere)).body).toMatchObject({ member: { status: "active" } });
  });
});

describe("organizations.deleteExternalId", () => {
  test("takes the external id away", async () => {
    const send = await directoryApp("b2b");
    const before = await create(send, { organization_name: "Acme", organization_external_id: "one" });
    const { organization_external_id: _, ...organization } = before;
    expect((await send("DELETE", `${path}/one/external_id`)).body).toEqual({ organization });
    expect((await send("DELETE", `${path}/one/external_id`)).errorType).toBe("organization_not_found");
    expect((await send("DELETE", `${path}/acme/external_id`)).body).toEqual({ organization });
  });
});
