import { describe, expect, test } from "vitest";
import { directoryApp, type Send } from "./support/directory-app.ts";

const path = "/v1/users";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/);

async function create(send: Send, body: object) {
  const answer = await send("POST", path, body);
  expect(answer.errorType).toBeUndefined();
  return answer.body.user as Readonly<Record<string, unknown>>;
}

describe("users.create", () => {
  test("answers with every field of a user", async () => {
    const send = await directoryApp("consumer");
    const { body } = await send("POST", path, { email: "Ada@Example.com", phone_number: "+14155550123" });
    const { user_id, email_id, phone_id } = body;
    expect(body).toEqual({
      user_id: expect.stringMatching(/^user-live-[0-9a-f-]{36}$/),
      email_id: expect.stringMatching(/^email-live-/),
      phone_id: expect.stringMatching(/^phone-number-live-/),
      status: "active",
      user: {
        user_id,
        emails: [{ email_id, email: "ada@example.com", verified: false }],
        phone_numbers: [{ phone_id, phone_number: "+14155550123", verified: false }],
        status: "active",
        name: { first_name: "", middle_name: "", last_name: "" },
        trusted_metadata: {},
        untrusted_metadata: {},
        roles: ["stytch_user"],
        is_locked: false,
        webauthn_registrations: [],
        providers: [],
        totps: [],
        crypto_wallets: [],
        biometric_registrations: [],
        created_at: time,
      },
    });
  });

  test("returns what it was sent, and takes fields that it does not know", async () => {
    const send = await directoryApp("consumer");
    const sent = {
      name: { first_name: "Ada", middle_name: "King", last_name: "Lovelace" },
      external_id: "auth0|ada",
      trusted_metadata: { level: 3 },
      untrusted_metadata: { theme: "dark" },
    };
    const body = { ...sent, email: "ada@example.com", roles: ["auditor"], create_user_as_pending: true };
    const user = await create(send, { ...body, attributes: { ip_address: "127.0.0.1" } });
    expect(user).toMatchObject({ ...sent, roles: ["stytch_user", "auditor"], status: "pending", phone_numbers: [] });
  });

  test("has an empty id for what is not there", async () => {
    const send = await directoryApp("consumer");
    expect((await send("POST", path, { phone_number: "+14155550123" })).body).toMatchObject({
      email_id: "",
      phone_id: expect.stringMatching(/^phone-number-live-/),
      user: { emails: [] },
    });
    expect((await send("POST", path, { email: "ada@example.com" })).body).toMatchObject({ phone_id: "" });
  });

  test("that cannot be is refused", async () => {
    const send = await directoryApp("consumer");
    const rows: readonly (readonly [string, object, string])[] = [
      ["neither e-mail address nor phone number", {}, "invalid_create_user_request"],
      ["an e-mail address that is none", { email: "ada" }, "invalid_email"],
      ["an empty e-mail address", { email: "" }, "invalid_email"],
      ["a phone number that is none", { phone_number: "1" }, "invalid_phone_number"],
      ["a name that is a text", { email: "a@b", name: "Ada" }, "invalid_argument"],
      ["a part of the name that is null", { email: "a@b", name: { first_name: null } }, "invalid_argument"],
      ["a control character in a name", { email: "a@b", name: { last_name: "\u0000" } }, "invalid_name"],
      ["an external id like an id", { email: "a@b", external_id: "user-test-1" }, "external_user_id_same_as_user_id"],
      ["the default role", { email: "a@b", roles: ["stytch_user"] }, "cannot_assign_default_rbac_role_id"],
      ["a role of members", { email: "a@b", roles: ["stytch_admin"] }, "invalid_rbac_role_id"],
      ["metadata that is a number", { email: "a@b", trusted_metadata: 1 }, "metadata_invalid_format"],
    ];
    for (const [what, body, type] of rows) {
      const answer = await send("POST", path, body);
      expect([what, answer.status, answer.errorType]).toEqual([what, 400, type]);
    }
  });

  test("with an e-mail address or an external id that is taken is refused", async () => {
    const send = await directoryApp("consumer");
    await create(send, { email: "ada@example.com", external_id: "ada" });
    expect((await send("POST", path, { email: "ADA@example.com" })).errorType).toBe("duplicate_email");
    expect((await send("POST", path, { email: "b@example.com", external_id: "ada" })).errorType).toBe(
      "duplicate_user_external_id",
    );
  });
});

describe("users.get", () => {
  test("takes an id and an external id, and answers with the user itself", async () => {
    const send = await directoryApp("consumer");
    const user = await create(send, { email: "ada@example.com", external_id: "auth0|ada" });
    for (const ref of [user.user_id, "auth0%7Cada"]) expect((await send("GET", `${path}/${ref}`)).body).toEqual(user);
    const answer = await send("GET", `${path}/ada%40example.com`);
    expect([answer.status, answer.errorType]).toEqual([404, "user_not_found"]);
  });
});

describe("users.update", () => {
  test("changes what it names and leaves the rest", async () => {
    const send = await directoryApp("consumer");
    const before = await create(send, {
      email: "ada@example.com",
      external_id: "ada",
      name: { first_name: "Ada", last_name: "Byron" },
      trusted_metadata: { a: 1 },
      roles: ["reader"],
    });
    const changes = {
      name: { last_name: "Lovelace" },
      external_id: "lovelace",
      trusted_metadata: { a: null, b: { c: null } },
      untrusted_metadata: { d: 1 },
      roles: ["editor"],
    };
    const user = {
      ...before,
      name: { first_name: "Ada", middle_name: "", last_name: "Lovelace" },
      external_id: "lovelace",
      trusted_metadata: { b: { c: null } },
      untrusted_metadata: { d: 1 },
      roles: ["stytch_user", "editor"],
    };
    expect((await send("PUT", `${path}/ada`, changes)).body).toEqual({
      user_id: before.user_id,
      emails: before.emails,
      phone_numbers: [],
      crypto_wallets: [],
      user,
    });
    expect((await send("PUT", `${path}/lovelace`, {})).body.user).toEqual(user);
    expect((await send("PUT", `${path}/ada`, {})).errorType).toBe("user_not_found");
  });
});

describe("users.delete", () => {
  test("takes the user away, and leaves its e-mail address to others", async () => {
    const send = await directoryApp("consumer");
    const { user_id } = await create(send, { email: "ada@example.com", external_id: "ada" });
    expect((await send("DELETE", `${path}/ada`)).body).toEqual({ user_id });
    for (const ref of ["ada", user_id]) expect((await send("GET", `${path}/${ref}`)).errorType).toBe("user_not_found");
    await create(send, { email: "ada@example.com", external_id: "ada" });
  });
});

describe("users.deleteExternalId", () => {
  test("takes the external id away", async () => {
    const send = await directoryApp("consumer");
    const before = await create(send, { email: "ada@example.com", external_id: "ada" });
    const { external_id: _, ...user } = before;
    expect((await send("DELETE", `${path}/ada/external_id`)).body).toEqual({ user_id: user.user_id, user });
    expect((await send("DELETE", `${path}/ada/external_id`)).errorType).toBe("user_not_found");
  });
});
