import { describe, expect, test } from "vitest";
import {
  changedSubject,
  createOrganization,
  deleteOrganization,
  deleteSubject,
  endSessions,
  findMemberAnywhere,
  findSubject,
  insertSubject,
  isDeletedSubject,
  newSubject,
  reactivateSubject,
  readMemberSettings,
  readUserFactorIds,
  replaceSubject,
  type SubjectFields,
  subjectByEmail,
  subjectByExternalId,
  subjectCollection,
  updateSubject,
} from "../../src/directory/index.ts";
import { ConflictError } from "../../src/store/index.ts";
import { startOf2026 } from "../support/backend.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const organizationId = "organization-test-acme";

/** A project with the member Ada. */
async function withAda() {
  const world = await directoryWorld();
  const add = (fields: Partial<SubjectFields>) =>
    insertSubject(world.context, newSubject(world.context, { organizationId, ...fields }));
  return { ...world, add, ada: await add({ emailAddress: "ada@example.com", externalId: "ada" }) };
}

/** A consumer project. */
async function consumerWorld() {
  const world = await directoryWorld("consumer");
  const add = (fields: Partial<SubjectFields>) =>
    insertSubject(world.context, newSubject(world.context, { organizationId: "", ...fields }));
  return { ...world, add };
}

describe("a new member", () => {
  test("is what was said of it, and nothing is written", async () => {
    const { context } = await directoryWorld();
    const { id, otherFields, ...rest } = newSubject(context, {
      organizationId,
      emailAddress: "Ada@Example.com",
      externalId: "auth0|1",
      name: "Ada Lovelace",
      phoneNumber: "+14155550123",
      roles: ["editor", "reader", "editor"],
      trustedMetadata: { level: 3 },
      untrustedMetadata: { theme: "dark", gone: null },
      isPending: true,
      settings: { is_breakglass: true, default_mfa_method: "totp", mfa_enrolled: undefined },
    });
    expect(id).toMatch(/^member-test-[0-9a-f-]{36}$/);
    expect(rest).toEqual({
      organizationId,
      status: "pending",
      emailAddress: "ada@example.com",
      externalId: "auth0|1",
      emailKey: "ada@example.com",
      externalIdKey: "auth0|1",
      name: "Ada Lovelace",
      nameParts: { firstName: "", middleName: "", lastName: "" },
      phoneNumber: "+14155550123",
      roles: ["editor", "reader"],
      trustedMetadata: '{"level":3}',
      untrustedMetadata: '{"theme":"dark"}',
      sessionEpoch: 0,
      createdAt: startOf2026,
      updatedAt: startOf2026,
      recency: -startOf2026,
    });
    expect(readMemberSettings(otherFields)).toEqual({
      is_breakglass: true,
      mfa_enrolled: false,
      default_mfa_method: "totp",
    });
    expect(await context.scope.collection(subjectCollection).find("recent", [], { limit: 1 })).toEqual({ items: [] });
  });

  test("that is told nothing but its e-mail address is active and has nothing", async () => {
    const { context } = await directoryWorld();
    const member = newSubject(context, { organizationId, emailAddress: "ada@example.com" });
    expect(member).toMatchObject({
      status: "active",
      externalId: null,
      externalIdKey: null,
      name: "",
      phoneNumber: "",
      roles: [],
      trustedMetadata: "{}",
      untrustedMetadata: "{}",
    });
    expect(readMemberSettings(member.otherFields)).toEqual({
      is_breakglass: false,
      mfa_enrolled: false,
      default_mfa_method: "",
    });
  });

  test.each<[string, Partial<SubjectFields>, string]>([
    ["no e-mail address", { emailAddress: undefined }, "invalid_email"],
    ["no e-mail address but a phone number", { emailAddress: null, phoneNumber: "+14155550123" }, "invalid_email"],
    ["an e-mail address that is none", { emailAddress: "ada" }, "invalid_email"],
    ["an empty external id", { externalId: "" }, "invalid_external_id"],
    ["an external id of 129 characters", { externalId: "a".repeat(129) }, "invalid_external_id"],
    ["a space in its external id", { externalId: "a b" }, "invalid_external_id"],
    ["an external id like an id", { externalId: "member-test-1" }, "external_member_id_same_as_member_id"],
    ["a name of 257 characters", { name: "é".repeat(257) }, "invalid_name"],
    ["a control character in its name", { name: "Ada\u007f" }, "invalid_name"],
    ["a lone surrogate in its name", { name: "\udc00" }, "invalid_name"],
    ["a phone number without a plus", { phoneNumber: "14155550123" }, "invalid_phone_number"],
    ["a phone number that begins with zero", { phoneNumber: "+0415555012" }, "invalid_phone_number"],
    ["a phone number of 16 digits", { phoneNumber: "+1234567890123456" }, "invalid_phone_number"],
    ["a phone number in Arabic digits", { phoneNumber: "+١٢٣٤٥٦٧٨٩" }, "invalid_phone_number"],
    ["an unknown role", { roles: ["editor", "nobody"] }, "invalid_rbac_role_id"],
    ["a role that objects inherit", { roles: ["constructor"] }, "invalid_rbac_role_id"],
    ["the default role", { roles: ["stytch_member"] }, "cannot_assign_default_rbac_role_id"],
    ["metadata that is null", { trustedMetadata: null }, "metadata_invalid_format"],
    ["untrusted metadata that is a list", { untrustedMetadata: [] }, "metadata_invalid_format"],
  ])("with %s is refused", async (_what, fields, type) => {
    const { context } = await directoryWorld();
    const whole = { organizationId, emailAddress: "ada@example.com", ...fields };
    expect(await refusal(() => newSubject(context, whole))).toBe(type);
  });

  test("may use each limit to the full", async () => {
    const { context } = await directoryWorld();
    const fields = { externalId: "a".repeat(128), name: "😀".repeat(256), phoneNumber: "+123456789012345" };
    expect(newSubject(context, { organizationId, emailAddress: "a@b", ...fields })).toMatchObject(fields);
  });
});

describe("a new user", () => {
  test("is what was said of it", async () => {
    const { context } = await consumerWorld();
    const user = newSubject(context, {
      organizationId: "",
      emailAddress: "Ada@example.com",
      nameParts: { firstName: "Ada", lastName: "Lovelace", middleName: undefined },
    });
    expect(user.id).toMatch(/^user-test-/);
    expect(user).toMatchObject({
      emailAddress: "ada@example.com",
      nameParts: { firstName: "Ada", middleName: "", lastName: "Lovelace" },
    });
    expect(readUserFactorIds(user.otherFields)).toEqual({
      email_id: expect.stringMatching(/^email-test-/),
      phone_id: expect.stringMatching(/^phone-number-test-/),
    });
  });

  test("needs an e-mail address or a phone number", async () => {
    const { context } = await consumerWorld();
    expect(await refusal(() => newSubject(context, { organizationId: "" }))).toBe("invalid_create_user_request");
    expect(newSubject(context, { organizationId: "", phoneNumber: "+14155550123" })).toMatchObject({
      emailAddress: null,
      emailKey: null,
    });
  });

  test("with a name, an external id or a role that cannot be is refused", async () => {
    const { context } = await consumerWorld();
    const refused = (fields: Partial<SubjectFields>) =>
      refusal(() => newSubject(context, { organizationId: "", emailAddress: "a@b", ...fields }));
    expect(await refused({ nameParts: { middleName: "\n" } })).toBe("invalid_name");
    expect(await refused({ externalId: "user-live-1" })).toBe("external_user_id_same_as_user_id");
    expect(await refused({ roles: ["stytch_user"] })).toBe("cannot_assign_default_rbac_role_id");
    expect(await refused({ roles: ["stytch_member"] })).toBe("invalid_rbac_role_id");
  });

  test("cannot have the e-mail address or the external id of another one", async () => {
    const { add } = await consumerWorld();
    await add({ emailAddress: "ada@example.com", externalId: "ada" });
    expect(await refusal(() => add({ emailAddress: "ADA@example.com" }))).toBe("duplicate_email");
    expect(await refusal(() => add({ emailAddress: "b@example.com", externalId: "ada" }))).toBe(
      "duplicate_user_external_id",
    );
    await add({ phoneNumber: "+14155550123" });
    await add({ phoneNumber: "+14155550124" });
  });

  test("that is not there is `user_not_found`", async () => {
    const { context } = await consumerWorld();
    expect(await refusal(() => findSubject(context, { organizationId: "", ref: "user-test-1" }))).toBe(
      "user_not_found",
    );
  });
});

describe("a member", () => {
  test("is found by id and by external id, in its organization alone", async () => {
    const { context, ada } = await withAda();
    for (const ref of [ada.id, "ada"]) {
      expect(await findSubject(context, { organizationId, ref })).toEqual(ada);
      expect(await refusal(() => findSubject(context, { organizationId: "organization-test-other", ref }))).toBe(
        "member_not_found",
      );
    }
    expect(await refusal(() => findSubject(context, { organizationId, ref: "ada@example.com" }))).toBe(
      "member_not_found",
    );
  });

  test("is found by e-mail address, however its ASCII letters are written", async () => {
    const { context, ada } = await withAda();
    expect(await subjectByEmail(context, organizationId, "ADA@Example.com")).toEqual(ada);
    expect(await subjectByEmail(context, organizationId, "nobody")).toBeUndefined();
    expect(await subjectByEmail(context, "", "ada@example.com")).toBeUndefined();
  });

  test("is not found by an address that only Unicode's lower case makes the same", async () => {
    const { context, add } = await withAda();
    await add({ emailAddress: "kate@example.com" });
    expect(await subjectByEmail(context, organizationId, "\u212aate@example.com")).toBeUndefined();
  });

  test("cannot have the e-mail address or the external id of another one in its organization", async () => {
    const { add } = await withAda();
    expect(await refusal(() => add({ emailAddress: "Ada@example.com" }))).toBe("duplicate_member_email");
    expect(await refusal(() => add({ emailAddress: "b@example.com", externalId: "ada" }))).toBe(
      "duplicate_member_external_id",
    );
    await add({ organizationId: "organization-test-other", emailAddress: "ada@example.com", externalId: "ada" });
  });

  test("with the id of another one is a mistake of ours", async () => {
    const { context, ada } = await withAda();
    const twin = newSubject(context, { organizationId, emailAddress: "twin@example.com" });
    const inserted = insertSubject(context, { ...twin, id: ada.id });
    await expect(inserted).rejects.toMatchObject({ code: "duplicate_key", index: "id" });
  });

  test("with one e-mail address is made once, however many make it at once", async () => {
    const { add } = await withAda();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        add({ emailAddress: "bob@example.com" }).then(
          () => "made",
          (error: unknown) => refusal(() => Promise.reject(error)),
        ),
      ),
    );
    expect(outcomes.sort()).toEqual([...Array<string>(7).fill("duplicate_member_email"), "made"]);
  });
});

describe("an update of a member", () => {
  test("changes what it names and nothing else", async () => {
    const { context, ada, advance } = await withAda();
    advance(1000);
    const changed = await updateSubject(context, ada, {
      emailAddress: "Lovelace@example.com",
      externalId: "lovelace",
      name: "Ada",
      phoneNumber: "+14155550123",
      roles: ["reader"],
      trustedMetadata: { level: 1 },
      untrustedMetadata: { theme: "dark" },
      settings: { mfa_enrolled: true },
      status: "invited",
    });
    expect(changed).toEqual({
      ...ada,
      revision: 2,
      status: "invited",
      emailAddress: "lovelace@example.com",
      emailKey: "lovelace@example.com",
      externalId: "lovelace",
      externalIdKey: "lovelace",
      name: "Ada",
      phoneNumber: "+14155550123",
      roles: ["reader"],
      trustedMetadata: '{"level":1}',
      untrustedMetadata: '{"theme":"dark"}',
      otherFields: '{"is_breakglass":false,"mfa_enrolled":true,"default_mfa_method":""}',
      updatedAt: ada.updatedAt + 1000,
    });
    expect(await updateSubject(context, changed, {})).toEqual({ ...changed, revision: 3 });
    expect(await subjectByEmail(context, organizationId, "lovelace@example.com")).toMatchObject({ id: ada.id });
    expect(await subjectByEmail(context, organizationId, "ada@example.com")).toBeUndefined();
  });

  test("replaces the roles that were assigned", async () => {
    const { context, ada } = await withAda();
    const first = await updateSubject(context, ada, { roles: ["editor", "reader"] });
    expect((await updateSubject(context, first, { roles: ["auditor"] })).roles).toEqual(["auditor"]);
    expect((await updateSubject(context, first, { roles: [] })).roles).toEqual([]);
  });

  test("takes the external id away with null, and another may have it then", async () => {
    const { context, ada, add } = await withAda();
    expect(await updateSubject(context, ada, { externalId: null })).toMatchObject({
      externalId: null,
      externalIdKey: null,
    });
    const bob = await add({ emailAddress: "bob@example.com", externalId: "ada" });
    expect(await subjectByExternalId(context, organizationId, "ada")).toEqual(bob);
  });

  test.each([
    ["an e-mail address", { emailAddress: "ada" }, "invalid_email"],
    ["an external id", { externalId: "member-live-1" }, "external_member_id_same_as_member_id"],
    ["a name", { name: "\u0000" }, "invalid_name"],
    ["a phone number", { phoneNumber: "1" }, "invalid_phone_number"],
    ["a role", { roles: ["stytch_member"] }, "cannot_assign_default_rbac_role_id"],
    ["metadata", { trustedMetadata: 1 }, "metadata_invalid_format"],
    ["untrusted metadata", { untrustedMetadata: { a: "x".repeat(4096) } }, "metadata_too_large"],
    ["the e-mail address of another one", { emailAddress: "bob@example.com" }, "duplicate_member_email"],
    ["the external id of another one", { externalId: "bob" }, "duplicate_member_external_id"],
  ])("with %s that cannot be is refused and changes nothing", async (_what, changes, type) => {
    const { context, ada, add } = await withAda();
    await add({ emailAddress: "bob@example.com", externalId: "bob" });
    expect(await refusal(() => updateSubject(context, ada, changes))).toBe(type);
    expect(await findSubject(context, { organizationId, ref: ada.id })).toEqual(ada);
  });

  test("does not change a phone number that is there", async () => {
    const { context, ada } = await withAda();
    const first = await updateSubject(context, ada, { phoneNumber: "+14155550123" });
    const same = await updateSubject(context, first, { phoneNumber: "+14155550123" });
    expect(await refusal(() => updateSubject(context, same, { phoneNumber: "+14155550124" }))).toBe(
      "duplicate_member_phone_number_for_member",
    );
  });

  test("keeps the changes of others that are made at the same time", async () => {
    const { context, ada } = await withAda();
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => updateSubject(context, ada, { trustedMetadata: { [key]: key } })));
    const { trustedMetadata } = await findSubject(context, { organizationId, ref: ada.id });
    expect(JSON.parse(trustedMetadata)).toEqual(Object.fromEntries(keys.map((key) => [key, key])));
  });

  test("can be settled first and written later, if nobody was faster", async () => {
    const { context, ada } = await withAda();
    const prospect = changedSubject(context, ada, { externalId: "lovelace" });
    expect(await findSubject(context, { organizationId, ref: ada.id })).toEqual(ada);
    expect(await replaceSubject(context, prospect)).toEqual({ ...prospect, revision: 2 });
    await expect(replaceSubject(context, prospect)).rejects.toBeInstanceOf(ConflictError);
  });

  test("that was settled is refused when another one has got the key meanwhile", async () => {
    const { context, ada, add } = await withAda();
    const prospect = changedSubject(context, ada, { externalId: "lovelace" });
    await add({ emailAddress: "bob@example.com", externalId: "lovelace" });
    expect(await refusal(() => replaceSubject(context, prospect))).toBe("duplicate_member_external_id");
  });
});

describe("an update of a user", () => {
  test("changes the parts of the name that it names, and the phone number", async () => {
    const { context, add } = await consumerWorld();
    const nameParts = { firstName: "Ada", lastName: "Lovelace" };
    const user = await add({ emailAddress: "ada@example.com", phoneNumber: "+14155550123", nameParts });
    const changed = await updateSubject(context, user, {
      nameParts: { middleName: "King", lastName: "" },
      phoneNumber: "+14155550124",
    });
    expect(changed).toMatchObject({
      nameParts: { firstName: "Ada", middleName: "King", lastName: "" },
      phoneNumber: "+14155550124",
    });
  });
});

describe("a deleted member", () => {
  test("is not found, and its sessions are over", async () => {
    const { context, ada, advance } = await withAda();
    advance(5);
    expect(await deleteSubject(context, ada)).toEqual({
      ...ada,
      revision: 2,
      status: "deleted",
      emailKey: null,
      externalIdKey: null,
      sessionEpoch: 1,
      updatedAt: ada.updatedAt + 5,
    });
    for (const ref of [ada.id, "ada"]) {
      expect(await refusal(() => findSubject(context, { organizationId, ref }))).toBe("member_not_found");
    }
    expect(await subjectByEmail(context, organizationId, "ada@example.com")).toBeUndefined();
    expect(await subjectByExternalId(context, organizationId, "ada")).toBeUndefined();
  });

  test("is remembered by its e-mail address and by its external id, in its organization", async () => {
    const { context, ada } = await withAda();
    const isDeleted = (had: Parameters<typeof isDeletedSubject>[2], organization = organizationId) =>
      isDeletedSubject(context, organization, had);
    expect(await isDeleted({ email: "ada@example.com", externalId: "ada" })).toBe(false);
    await deleteSubject(context, ada);
    expect(await isDeleted({ email: "ADA@example.com" })).toBe(true);
    expect(await isDeleted({ externalId: "ada" })).toBe(true);
    expect(await isDeleted({ email: "other@example.com", externalId: "ada" })).toBe(true);
    expect(await isDeleted({ email: "other@example.com", externalId: "other" })).toBe(false);
    expect(await isDeleted({ email: "ada@example.com" }, "organization-test-other")).toBe(false);
    expect(await isDeleted({})).toBe(false);
  });

  test("is remembered also while another one has its e-mail address", async () => {
    const { context, ada, add } = await withAda();
    await deleteSubject(context, ada);
    await add({ emailAddress: "ada@example.com" });
    expect(await isDeletedSubject(context, organizationId, { email: "ada@example.com" })).toBe(true);
  });

  test("stays as it is when it is deleted again or updated", async () => {
    const { context, ada } = await withAda();
    const deleted = await deleteSubject(context, ada);
    expect(await deleteSubject(context, deleted)).toEqual({ ...deleted, revision: 3 });
    expect(await refusal(() => updateSubject(context, ada, { name: "Back" }))).toBe("member_not_found");
    expect(await refusal(() => endSessions(context, ada))).toBe("member_not_found");
  });
});

describe("ending sessions", () => {
  test("counts once for each time, at the same time too", async () => {
    const { context, ada } = await withAda();
    await Promise.all([endSessions(context, ada), endSessions(context, ada)]);
    expect(await findSubject(context, { organizationId, ref: ada.id })).toEqual({
      ...ada,
      revision: 3,
      sessionEpoch: 2,
    });
  });
});

describe("reactivating a member", () => {
  test("brings it back with what it had, and with none of its sessions", async () => {
    const { context, ada } = await withAda();
    await deleteSubject(context, ada);
    const back = await reactivateSubject(context, organizationId, ada.id);
    expect(back).toEqual({ ...ada, revision: 3, sessionEpoch: 1 });
    expect(await findSubject(context, { organizationId, ref: "ada" })).toEqual(back);
  });

  test("takes neither an external id, nor a member that is not deleted, nor one of another organization", async () => {
    const { context, ada } = await withAda();
    const type = "no_deleted_member_found_for_reactivation";
    expect(await refusal(() => reactivateSubject(context, organizationId, ada.id))).toBe(type);
    await deleteSubject(context, ada);
    for (const ref of ["ada", "member-test-nobody"]) {
      expect(await refusal(() => reactivateSubject(context, organizationId, ref))).toBe(type);
    }
    expect(await refusal(() => reactivateSubject(context, "organization-test-other", ada.id))).toBe(type);
  });

  test("is refused when another one has its e-mail address or its external id", async () => {
    const { context, ada, add } = await withAda();
    await deleteSubject(context, ada);
    const taker = await add({ emailAddress: "ada@example.com" });
    expect(await refusal(() => reactivateSubject(context, organizationId, ada.id))).toBe(
      "reactivation_email_belongs_to_another_member",
    );
    await updateSubject(context, taker, { emailAddress: "bob@example.com", externalId: "ada" });
    expect(await refusal(() => reactivateSubject(context, organizationId, ada.id))).toBe(
      "duplicate_member_external_id",
    );
  });
});

describe("a member of whatever organization", () => {
  test("is found by id alone, with its organization", async () => {
    const { context, add } = await withAda();
    const acme = await createOrganization(context, { name: "Acme" });
    const bob = await add({ organizationId: acme.id, emailAddress: "bob@example.com", externalId: "bob" });
    const find = (id: string, includeDeleted = false) => findMemberAnywhere(context, id, { includeDeleted });
    expect(await find(bob.id)).toEqual({ member: bob, organization: acme });
    for (const ref of ["bob", "bob@example.com", acme.id]) {
      expect(await refusal(() => find(ref, true))).toBe("member_not_found");
    }
  });

  test("is not found when it is deleted, or its organization is, unless that is asked for", async () => {
    const { context, add, ada } = await withAda();
    const acme = await createOrganization(context, { name: "Acme" });
    const bob = await add({ organizationId: acme.id, emailAddress: "bob@example.com" });
    const deletedBob = await deleteSubject(context, bob);
    const find = (id: string, includeDeleted: boolean) => findMemberAnywhere(context, id, { includeDeleted });
    expect(await refusal(() => find(bob.id, false))).toBe("member_not_found");
    expect(await find(bob.id, true)).toEqual({ member: deletedBob, organization: acme });

    const deletedAcme = await deleteOrganization(context, acme);
    const late = await add({ organizationId: acme.id, emailAddress: "late@example.com" });
    expect(await refusal(() => find(late.id, false))).toBe("member_not_found");
    expect(await find(late.id, true)).toEqual({ member: late, organization: deletedAcme });
    expect(await refusal(() => find(ada.id, true))).toBe("member_not_found");
  });
});
