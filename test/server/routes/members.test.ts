import { describe, expect, test } from "vitest";
import { directoryApp, type Send } from "./support/directory-app.ts";

const path = "/v1/b2b/organizations";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/);

/** The API with the organization `acme`, and whatever it gives everybody of one domain. */
async function withAcme(): Promise<Send> {
  const send = await directoryApp("b2b");
  await send("POST", path, {
    organization_name: "Acme",
    organization_external_id: "acme|1",
    rbac_email_implicit_role_assignments: [
      { domain: "acme.example", role_id: "auditor" },
      { domain: "acme.example", role_id: "editor" },
    ],
  });
  return send;
}

async function create(send: Send, body: object) {
  const answer = await send("POST", `${path}/acme/members`, body);
  expect(answer.errorType).toBeUndefined();
  return answer.body.member as Readonly<Record<string, unknown>>;
}

describe("members.create", () => {
  test("answers with every field of a member, and with its organization", async () => {
    const send = await withAcme();
    const { body } = await send("POST", `${path}/acme%7C1/members`, { email_address: "Ada@Example.com" });
    const { organization } = (await send("GET", `${path}/acme`)).body;
    expect(body).toEqual({
      member_id: expect.stringMatching(/^member-test-[0-9a-f-]{36}$/),
      member: {
        organization_id: expect.stringMatching(/^organization-test-/),
        member_id: body.member_id,
        email_address: "ada@example.com",
        email_address_verified: false,
        retired_email_addresses: [],
        status: "active",
        name: "",
        trusted_metadata: {},
        untrusted_metadata: {},
        roles: [{ role_id: "stytch_member", sources: [{ type: "direct_assignment" }] }],
        is_admin: false,
        is_breakglass: false,
        is_locked: false,
        mfa_enrolled: false,
        mfa_phone_number: "",
        mfa_phone_number_verified: false,
        default_mfa_method: "",
        totp_registration_id: "",
        member_password_id: "",
        sso_registrations: [],
        oauth_registrations: [],
        created_at: time,
        updated_at: time,
      },
      organization,
    });
  });

  test("returns what it was sent, and takes fields that it does not know", async () => {
    const send = await withAcme();
    const sent = {
      email_address: "ada@example.com",
      name: "Ada Lovelace",
      external_id: "auth0|ada",
      trusted_metadata: { level: 3, deep: { list: [null, { a: "\ud800" }] } },
      untrusted_metadata: { theme: "dark" },
      is_breakglass: true,
      mfa_phone_number: "+14155550123",
      mfa_enrolled: true,
    };
    const member = await create(send, { ...sent, create_member_as_pending: true, locale: "en", member_id: "x" });
    expect(member).toMatchObject({ ...sent, status: "pending" });
  });

  test("tells of each role where it comes from", async () => {
    const send = await withAcme();
    const member = await create(send, { email_address: "ada@acme.example", roles: ["stytch_admin", "auditor"] });
    const email = { type: "email_assignment", details: { domain: "acme.example" } };
    const direct = { type: "direct_assignment" };
    expect([member.roles, member.is_admin]).toEqual([
      [
        { role_id: "stytch_member", sources: [direct] },
        { role_id: "stytch_admin", sources: [direct] },
        { role_id: "editor", sources: [email] },
        { role_id: "auditor", sources: [direct, email] },
      ],
      true,
    ]);
  });

  test("that cannot be is refused", async () => {
    const send = await withAcme();
    const rows: readonly (readonly [string, object, string])[] = [
      ["no e-mail address", { email_address: undefined }, "invalid_argument"],
      ["an e-mail address that is none", { email_address: "ada" }, "invalid_email"],
      ["roles that are a text", { roles: "editor" }, "invalid_argument"],
      ["an unknown role", { roles: ["nobody"] }, "invalid_rbac_role_id"],
      ["the default role", { roles: ["stytch_member"] }, "cannot_assign_default_rbac_role_id"],
      ["a flag that is a text", { is_breakglass: "true" }, "invalid_argument"],
      ["metadata that is a text", { untrusted_metadata: "{}" }, "metadata_invalid_format"],
      ["an MFA method that is unknown", { default_mfa_method: "fax" }, "invalid_argument"],
    ];
    for (const [what, body, type] of rows) {
      const answer = await send("POST", `${path}/acme/members`, { email_address: "ada@example.com", ...body });
      expect([what, answer.status, answer.errorType]).toEqual([what, 400, type]);
    }
  });

  test("with an e-mail address or an external id that is taken is refused", async () => {
    const send = await withAcme();
    await create(send, { email_address: "ada@example.com", external_id: "ada" });
    const again = (body: object) => send("POST", `${path}/acme/members`, body);
    expect((await again({ email_address: "ADA@example.com" })).errorType).toBe("duplicate_member_email");
    expect((await again({ email_address: "b@example.com", external_id: "ada" })).errorType).toBe(
      "duplicate_member_external_id",
    );
  });

  test("in an organization that is not there is refused", async () => {
    const send = await withAcme();
    const answer = await send("POST", `${path}/other/members`, { email_address: "ada@example.com" });
    expect([answer.status, answer.errorType]).toEqual([404, "organization_not_found"]);
  });
});

describe("members.get", () => {
  test("takes an id, an external id and an e-mail address", async () => {
    const send = await withAcme();
    const member = await create(send, { email_address: "ada+x@example.com", external_id: "auth0|ada" });
    const queries = [
      `member_id=${member.member_id}`,
      "member_id=auth0%7Cada",
      "email_address=ada%2Bx%40example.com",
      "email_address=ADA%2Bx%40example.com",
    ];
    for (const query of queries) {
      expect((await send("GET", `${path}/acme/member?${query}`)).body).toMatchObject({
        member_id: member.member_id,
        member,
      });
    }
  });

  test("takes exactly one of the two", async () => {
    const send = await withAcme();
    for (const query of ["", "?member_id=a&email_address=b", "?email=ada@example.com"]) {
      const answer = await send("GET", `${path}/acme/member${query}`);
      expect([query, answer.status, answer.errorType]).toEqual([query, 400, "invalid_member_get_fields"]);
    }
  });

  test("of nobody is `member_not_found`", async () => {
    const send = await withAcme();
    for (const query of ["member_id=nobody", "email_address=no%40one", "email_address=nobody", "member_id="]) {
      const answer = await send("GET", `${path}/acme/member?${query}`);
      expect([query, answer.status, answer.errorType]).toEqual([query, 404, "member_not_found"]);
    }
  });

  test("of another organization is `member_not_found`", async () => {
    const send = await withAcme();
    await send("POST", path, { organization_name: "Other" });
    const { member_id } = await create(send, { email_address: "ada@example.com" });
    expect((await send("GET", `${path}/other/member?member_id=${member_id}`)).errorType).toBe("member_not_found");
  });
});

describe("members.dangerouslyGet", () => {
  test("needs no organization, and shows deleted members when it is asked to", async () => {
    const send = await withAcme();
    const member = await create(send, { email_address: "ada@example.com", external_id: "ada" });
    const get = (query = "", ref = member.member_id) => send("GET", `${path}/members/dangerously_get/${ref}${query}`);
    expect((await get()).body).toMatchObject({ member_id: member.member_id, member });
    expect((await get("", "ada")).errorType).toBe("member_not_found");
    await send("DELETE", `${path}/acme/members/ada`);
    expect((await get("?include_deleted=false")).errorType).toBe("member_not_found");
    expect((await get("?include_deleted=true")).body).toMatchObject({ member: { status: "deleted" } });
    expect((await get("?include_deleted=perhaps")).errorType).toBe("invalid_argument");
  });
});

describe("members.update", () => {
  test("changes what it names and leaves the rest", async () => {
    const send = await withAcme();
    const before = await create(send, { email_address: "ada@example.com", external_id: "ada", roles: ["editor"] });
    const changes = {
      name: "Ada",
      email_address: "Ada@acme.example",
      external_id: "lovelace",
      trusted_metadata: { a: 1 },
      untrusted_metadata: { b: 2 },
      is_breakglass: true,
      mfa_phone_number: "+14155550123",
      mfa_enrolled: true,
      default_mfa_method: "sms_otp",
      roles: ["reader"],
      preserve_existing_sessions: true,
      unlink_email: true,
    };
    const { preserve_existing_sessions: _1, unlink_email: _2, ...kept } = changes;
    const { body } = await send("PUT", `${path}/acme/members/ada`, changes);
    const email = { type: "email_assignment", details: { domain: "acme.example" } };
    expect(body.member).toEqual({
      ...before,
      ...kept,
      email_address: "ada@acme.example",
      roles: [
        { role_id: "stytch_member", sources: [{ type: "direct_assignment" }] },
        { role_id: "reader", sources: [{ type: "direct_assignment" }] },
        { role_id: "editor", sources: [email] },
        { role_id: "auditor", sources: [email] },
      ],
    });
    expect((await send("PUT", `${path}/acme/members/lovelace`, {})).body.member).toEqual(body.member);
  });

  test("with what cannot be is refused", async () => {
    const send = await withAcme();
    await create(send, { email_address: "ada@example.com", external_id: "ada", mfa_phone_number: "+14155550123" });
    await create(send, { email_address: "bob@example.com" });
    const update = async (body: object) => (await send("PUT", `${path}/acme/members/ada`, body)).errorType;
    expect(await update({ email_address: "bob@example.com" })).toBe("duplicate_member_email");
    expect(await update({ mfa_phone_number: "+14155550124" })).toBe("duplicate_member_phone_number_for_member");
    expect(await update({ name: null })).toBe("invalid_argument");
    expect((await send("PUT", `${path}/acme/members/nobody`, {})).errorType).toBe("member_not_found");
  });
});

describe("members.delete and members.reactivate", () => {
  test("take a member away and bring it back", async () => {
    const send = await withAcme();
    const member = await create(send, { email_address: "ada@example.com", external_id: "ada", roles: ["editor"] });
    const { member_id } = member;
    expect((await send("DELETE", `${path}/acme/members/ada`)).body).toEqual({ member_id });
    expect((await send("DELETE", `${path}/acme/members/${member_id}`)).errorType).toBe("member_not_found");
    const reactivate = (ref: unknown) => send("PUT", `${path}/acme/members/${ref}/reactivate`);
    const byExternalId = await reactivate("ada");
    expect([byExternalId.status, byExternalId.errorType]).toEqual([404, "no_deleted_member_found_for_reactivation"]);
    expect((await reactivate(member_id)).body).toMatchObject({ member_id, member });
    expect((await reactivate(member_id)).errorType).toBe("no_deleted_member_found_for_reactivation");
  });
});

describe("members.deleteExternalId", () => {
  test("takes the external id away", async () => {
    const send = await withAcme();
    const before = await create(send, { email_address: "ada@example.com", external_id: "ada" });
    const { external_id: _, ...member } = before;
    expect((await send("DELETE", `${path}/acme/members/ada/external_id`)).body).toMatchObject({
      member_id: member.member_id,
      member,
    });
    expect((await send("DELETE", `${path}/acme/members/ada/external_id`)).errorType).toBe("member_not_found");
  });
});
