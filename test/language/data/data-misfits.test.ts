import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompileOptions, dataMisfits } from "../../../src/language/index.ts";
import { arbitraryProject } from "../../support/arbitrary-project.ts";
import { runs } from "../../support/runs.ts";
import { hostileValues } from "../evaluate/hostile-values.ts";

const member = {
  member_id: "member-1",
  email_address: "ada@example.com",
  rbac: { roles: [], actions: {} },
  trusted_metadata: {},
};
const organization = {
  organization_id: "organization-1",
  organization_name: "Engines",
  organization_slug: "engines",
  trusted_metadata: {},
};
const user = { user_id: "user-1", rbac: { roles: [], actions: {} } };
const policy = {
  roles: [{ role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] }],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
};
const schema = {
  type: "object",
  properties: {
    plan: { enum: ["free", "team"] },
    teams: {
      type: "array",
      maxItems: 2,
      items: { type: "object", properties: { id: { type: "string", maxLength: 3 } }, required: ["id"] },
    },
    either: {
      anyOf: [
        { type: "array", items: { type: "string" } },
        { type: "array", items: { type: "number" } },
      ],
    },
  },
  additionalProperties: false,
};

type Told = readonly [pointer: string, message: string, help?: string];

function told(data: unknown, options: Pick<CompileOptions, "vertical" | "schemas" | "policy"> = {}): readonly Told[] {
  return dataMisfits(data, options).map(({ pointer, message, help }) =>
    help === undefined ? [pointer, message] : [pointer, message, help],
  );
}

const withMember = (more: object, options = {}) => told({ member: { ...member, ...more }, organization }, options);
const withMetadata = (trusted_metadata: unknown, options: Pick<CompileOptions, "schemas"> = {}) =>
  withMember({ trusted_metadata }, options);

describe("data that fits has no misfits", () => {
  test("in any project", () => {
    fc.assert(
      fc.property(arbitraryProject, ({ options, data }) => {
        for (const one of data) expect(dataMisfits(one, options)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test("with the other fields that the API returns, and fields of one's own", () => {
    const more = { untrusted_metadata: { a: 1 }, email_address_verified: true, status: "active", shoe_size: 40 };
    expect(
      told({ request_id: "r", status_code: 200, member_id: "m", member: { ...member, ...more }, organization }),
    ).toEqual([]);
  });

  test("with names and ids that are unset as the API has it", () => {
    expect(withMember({ name: "", external_id: null })).toEqual([]);
    const name = { first_name: "Ada", middle_name: "", last_name: null, nick: "x" };
    expect(told({ user: { ...user, name, phone_number: "" } }, { vertical: "consumer" })).toEqual([]);
  });

  test("with roles in the place of rbac where there is a policy", () => {
    const { rbac, ...rest } = member;
    const data = (roles: unknown) => ({ member: { ...rest, roles }, organization });
    expect(told(data(["reader"]), { policy })).toEqual([]);
    expect(told(data([{ role_id: "stytch_admin", sources: [] }]), { policy })).toEqual([]);
    expect(told({ member: rest, organization }, { policy })).toEqual([]);
  });

  test("of a client without a request, and with any", () => {
    const client = { client_id: "c" };
    expect(told({ client }, { vertical: "m2m" })).toEqual([]);
    expect(told({ client, request: { scope: "a", list: [1, null] } }, { vertical: "m2m" })).toEqual([]);
  });
});

describe("roots", () => {
  test.each([null, undefined, 1, "x", [], () => 1])("%j is no data", (data) => {
    expect(told(data)).toEqual([["", "the data must be an object"]]);
  });

  test("that are missing are named, and a misspelled one only once", () => {
    expect(told({})).toEqual([
      ["", "`member` is missing"],
      ["", "`organization` is missing"],
    ]);
    expect(told({ membr: member, organization })).toEqual([
      ["/membr", "unknown root `membr`", "did you mean `member`?"],
    ]);
  });

  test("that are unknown are told with the ones there are", () => {
    expect(told({ member, organization, "x/y": 1, user: {} })).toEqual([
      ["/x~1y", "unknown root `x/y`", "the roots are `member` and `organization`"],
      ["/user", "unknown root `user`", "`user` is a root of the vertical `consumer`"],
    ]);
  });

  test("may have been left out around a member of the API", () => {
    const help = 'this looks like the member itself: write it as `{ "member": { … } }`';
    expect(told({ ...member, status: "active" })).toEqual([
      ["", "`member` is missing", help],
      ["", "`organization` is missing"],
    ]);
    expect(told({ ...user, emails: [], email_address: "a@b.c" }, { vertical: "consumer" })).toMatchObject([
      ["", "`user` is missing", expect.stringContaining('{ "user": { … } }')],
    ]);
  });

  test("must be objects", () => {
    expect(told({ member: null, organization: [] })).toEqual([
      ["/member", "must be an object"],
      ["/organization", "must be an object"],
    ]);
    expect(told({ client: { client_id: "c" }, request: "scope" }, { vertical: "m2m" })).toEqual([
      ["/request", "must be an object"],
    ]);
  });
});

describe("properties", () => {
  test("that are never null must be there", () => {
    expect(told({ member: { rbac: member.rbac }, organization })).toEqual([
      ["/member", "`member_id` is missing: it must be string(1..128)"],
      ["/member", "`email_address` is missing: it must be string(1..254)"],
    ]);
  });

  test("must have their type", () => {
    expect(withMember({ member_id: "", name: 7, external_id: "x".repeat(129), email_address: null })).toEqual([
      ["/member/member_id", "must be string(1..128)"],
      ["/member/external_id", "must be string(1..128) | null"],
      ["/member/name", "must be string(1..256) | null"],
      ["/member/email_address", "must be string(1..254)"],
    ]);
    expect(withMember({ external_id: "é".repeat(128) })).toEqual([
      ["/member/external_id", "must be string(1..128) | null, of at most 130 bytes of JSON"],
    ]);
    expect(told({ user: { ...user, name: { first_name: 1, last_nam: "x" } } }, { vertical: "consumer" })).toEqual([
      ["/user/name/last_nam", "unknown property `last_nam` of `name`", "did you mean `last_name` or `first_name`?"],
      ["/user/name/first_name", "must be string(1..256)"],
    ]);
    expect(told({ user: { ...user, name: "Ada" } }, { vertical: "consumer" })).toEqual([
      ["/user/name", expect.stringMatching(/^must be \{ first_name\?: /)],
    ]);
  });

  test("with nearly the name of one are told, and then that one is not missing too", () => {
    const { member_id, ...rest } = member;
    expect(told({ member: { ...rest, membr_id: "m", role: [] }, organization })).toEqual([
      ["/member/membr_id", "unknown property `membr_id` of `member`", "did you mean `member_id`?"],
      ["/member/role", "unknown property `role` of `member`", "did you mean `roles`?"],
    ]);
  });
});

describe("metadata", () => {
  test("is an object of JSON", () => {
    expect(withMetadata([])).toEqual([["/member/trusted_metadata", "must be { ...: any | null } | null"]]);
    expect(withMetadata({ a: [1, { b: Number.NaN }] })).toEqual([["/member/trusted_metadata/a/1/b", "is no JSON"]]);
  });

  test("has its limits", () => {
    const keys = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, 1]));
    expect(withMetadata(keys)).toEqual([["/member/trusted_metadata", "metadata has at most 20 properties"]]);
    const { k0, ...fewer } = keys;
    expect(withMetadata(fewer)).toEqual([]);
    expect(withMetadata({ a: "x".repeat(4088) })).toEqual([]);
    expect(withMetadata({ a: "x".repeat(4089) })).toEqual([
      ["/member/trusted_metadata", "takes more than 4096 bytes of JSON"],
    ]);
    const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
    expect(withMetadata(deep(32))).toEqual([]);
    expect(withMetadata(deep(33))).toEqual([
      ["/member/trusted_metadata", "lists and objects are nested more than 32 deep"],
    ]);
  });

  test("is held against its schema, with the deepest place and the type there", () => {
    const schemas = { "member.trusted_metadata": schema };
    expect(withMetadata({ plan: "team", teams: [{ id: "a" }] }, { schemas })).toEqual([]);
    const wrong = { plan: "pro", plam: 1, teams: [{ id: "abcd" }, { is: "a" }], either: ["a", 1] };
    expect(withMetadata(wrong, { schemas })).toEqual([
      ["/member/trusted_metadata/plan", 'must be "free" | "team"'],
      ["/member/trusted_metadata/plam", "unknown property `plam`", "did you mean `plan`?"],
      ["/member/trusted_metadata/teams/0/id", "must be string(..3)"],
      ["/member/trusted_metadata/teams/1", "`id` is missing: it must be string(..3)"],
      ["/member/trusted_metadata/either", expect.stringMatching(/^must be list<string/)],
    ]);
    expect(withMetadata({ teams: [{}, {}, {}] }, { schemas })).toEqual([
      ["/member/trusted_metadata/teams", "must be list<{ id: string(..3), ... }>(..2)"],
    ]);
    expect(withMetadata({ teams: "x" }, { schemas })).toEqual([
      ["/member/trusted_metadata/teams", "must be list<{ id: string(..3), ... }>(..2)"],
    ]);
    expect(withMetadata(undefined, { schemas })).toMatchObject([
      ["/member", expect.stringMatching(/^`trusted_metadata` is missing: it must be \{ plan\?/)],
    ]);
  });
});

describe("rbac", () => {
  const withRbac = (rbac: unknown, options = {}) => withMember({ rbac }, options);

  test("must be there if there is no policy", () => {
    const { rbac, ...rest } = member;
    expect(told({ member: { ...rest, roles: ["reader"] }, organization })).toEqual([
      [
        "/member",
        "`rbac` is missing",
        'give a policy, from which it is computed, or write `"rbac": { "roles": […], "actions": { … } }`',
      ],
    ]);
  });

  test("has roles and actions", () => {
    const shape = 'it is `{ "roles": […], "actions": { "RESOURCE": […] } }`';
    expect(withRbac(null)).toEqual([["/member/rbac", "must be an object with `roles` and `actions`", shape]]);
    expect(withRbac({ x: 1 })).toEqual([
      ["/member/rbac", "`roles` is missing", shape],
      ["/member/rbac", "`actions` is missing", shape],
    ]);
    expect(withRbac({ role: [], actions: [] })).toEqual([
      ["/member/rbac/role", "unknown property `role` of `rbac`", "did you mean `roles`?"],
      ["/member/rbac/actions", "must be an object with a list of actions for each resource"],
    ]);
    expect(withRbac({ roles: "reader", actions: { documents: { actions: [] } } })).toMatchObject([
      ["/member/rbac/roles", expect.stringMatching(/^must be list<string/)],
      ["/member/rbac/actions/documents", expect.stringMatching(/^must be list<string/)],
    ]);
    expect(withRbac({ roles: [7], actions: { d: [""] } })).toMatchObject([
      ["/member/rbac/roles/0", "must be string(1..128)"],
      ["/member/rbac/actions/d/0", "must be string(1..128)"],
    ]);
  });

  test("is not shaped as templates write it", () => {
    expect(withRbac({ roles: [], "a/b": { actions: ["read"] } })).toEqual([
      ["/member/rbac/a~1b", "the actions on `a/b` stand under `actions` in data", 'write `"actions": { "a/b": […] }`'],
    ]);
  });

  test("has what the policy knows", () => {
    const rbac = {
      roles: ["readr", "reader", "reader"],
      actions: { documents: ["read", "write", "raed"], document: [] },
    };
    expect(withRbac(rbac, { policy })).toEqual([
      ["/member/rbac/roles/0", "the policy has no role `readr`", "did you mean `reader`?"],
      ["/member/rbac/roles/2", "`reader` is there twice"],
      ["/member/rbac/actions/documents/1", "no role of the policy may do `write` on `documents`"],
      ["/member/rbac/actions/documents/2", "the policy has no action `raed` on `documents`", "did you mean `read`?"],
      ["/member/rbac/actions/document", "the policy has no resource `document`", "did you mean `documents`?"],
    ]);
  });

  test("is computed from roles that the policy knows", () => {
    const { rbac, ...rest } = member;
    const withRoles = (roles: unknown) => told({ member: { ...rest, roles }, organization }, { policy });
    expect(withRoles("reader")).toEqual([["/member/roles", "must be a list of role ids"]]);
    expect(withRoles([7, {}, "writer", { role_id: "redaer" }])).toEqual([
      ["/member/roles/0", "must be a role id"],
      ["/member/roles/1", "must be a role id"],
      ["/member/roles/2", "the policy has no role `writer`"],
      ["/member/roles/3/role_id", "the policy has no role `redaer`", "did you mean `reader`?"],
    ]);
  });
});

describe("whatever the data", () => {
  const places: readonly (readonly [string, (value: unknown) => unknown])[] = [
    ["as a whole", (value) => value],
    ["as a root", (value) => ({ member: value, organization })],
    ["as a name", (value) => ({ member: { ...member, name: value }, organization })],
    ["as metadata", (value) => ({ member: { ...member, trusted_metadata: value }, organization })],
    ["as rbac", (value) => ({ member: { ...member, rbac: value }, organization })],
    ["as actions", (value) => ({ member: { ...member, rbac: { roles: value, actions: { a: value } } }, organization })],
    ["as roles", (value) => ({ member: { ...member, rbac: undefined, roles: value }, organization })],
  ];

  test.each(places)("nothing is thrown for %s, and it takes no time", (_, put) => {
    for (const make of hostileValues.values()) {
      for (const options of [{}, { policy }]) expect(dataMisfits(put(make()), options).length).toBeLessThanOrEqual(100);
    }
  });

  test("what cannot be read is told at its place, and not missing too", () => {
    const thrower = (key: string, rest: object = {}) =>
      Object.defineProperty({ ...rest }, key, {
        enumerable: true,
        get() {
          throw new Error("getter");
        },
      });
    const message = "cannot be read: a getter or a proxy in it failed";
    expect(told(thrower("member", { organization }))).toEqual([["/member", message]]);
    expect(told({ member: thrower("member_id", member), organization })).toEqual([["/member/member_id", message]]);
    expect(told({ member: thrower("rbac", member), organization })).toEqual([["/member/rbac", message]]);
    expect(withMetadata({ a: [thrower("b")] })).toEqual([["/member/trusted_metadata/a/0/b", message]]);
    const { rbac, ...rest } = member;
    expect(told({ member: thrower("roles", rest), organization }, { policy })).toEqual([["/member/roles", message]]);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(told(proxy)).toEqual([["", message]]);
    const closed = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("trap");
        },
      },
    );
    expect(told({ member: closed, organization })).toEqual([["/member", message]]);
  });

  test("what is large or deep is told, and no more than a hundred things are", () => {
    expect(withMember({ name: "x".repeat(2_000_000) })).toEqual([
      ["/member/name", "takes more than 1048576 bytes of JSON"],
    ]);
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(told({ client: { client_id: "c" }, request: { cycle } }, { vertical: "m2m" })).toEqual([
      ["/request", "lists and objects are nested more than 64 deep"],
    ]);
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`member_i${index}`, 1]));
    expect(withMember(many)).toHaveLength(100);
    expect(told({ member, organization, ...many })).toHaveLength(100);
  });
});
