import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { basic } from "../server/support/basic.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { externalIds } from "./support/external-ids.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";
import { sign } from "./support/trusted-token.ts";

/** Every byte as `%XX`, in lower case: another spelling of the same text. */
function spelledOut(text: string): string {
  return Buffer.from(text).toString("hex").replace(/../g, "%$&");
}

let server: ObservedServer;
let count = 0;

beforeAll(async () => {
  server = await startObserved(declaredState());
});

afterAll(() => server.close());

/** An answer to a request that no client makes up. */
async function ask(method: string, path: string, { projectId, secret }: typeof b2b | typeof consumer) {
  const headers = { authorization: basic(`${projectId}:${secret}`) };
  const response = await fetch(`${server.url}${path}`, { method, headers });
  return Object(await response.json());
}

describe.each(externalIds)("the external id %s", (id) => {
  test("names a member, to the official client and in every spelling of an address", async () => {
    const { organizations, sessions } = memberClient(server.url);
    const { members } = organizations;
    const email_address = `member-${count++}@example.com`;
    const { member_id } = await members.create({ organization_id: "acme", email_address, external_id: id });
    expect(await members.get({ organization_id: "acme", member_id: id })).toMatchObject({ member_id });
    await members.update({ organization_id: "acme", member_id: id, name: "Ada" });
    const attested = await sessions.attest({
      profile_id: b2b.profileId,
      token: await sign({ email: "another@example.com", sub: id, org: "acme-1" }),
    });
    expect(attested.member).toMatchObject({ member_id, external_id: id, name: "Ada", email_address });
    for (const spelling of [encodeURIComponent(id), spelledOut(id)]) {
      const put = await ask("PUT", `/v1/b2b/organizations/acme/members/${spelling}`, b2b);
      expect(put).toMatchObject({ status_code: 200, member: { member_id, external_id: id } });
      const queried = await ask("GET", `/v1/b2b/organizations/acme/member?member_id=${spelling}`, b2b);
      expect(queried).toMatchObject({ status_code: 200, member: { member_id } });
    }
    await members.deleteExternalId({ organization_id: "acme", member_id: id });
    expect(await refusalOf(members.get({ organization_id: "acme", member_id: id }))).toBe("404 member_not_found");
  });

  test("names a user, to the official client and in every spelling of an address", async () => {
    const { users, sessions } = userClient(server.url);
    const email = `user-${count++}@example.com`;
    const { user_id } = await users.create({ email, external_id: id });
    expect(await users.get({ user_id: id })).toMatchObject({ user_id, external_id: id });
    await users.update({ user_id: id, name: { first_name: "Ada" } });
    const { user } = await sessions.attest({
      profile_id: consumer.profileId,
      token: await sign({ email: "another@example.com", sub: id }),
    });
    expect(user).toMatchObject({ user_id, external_id: id, name: { first_name: "Ada" } });
    for (const spelling of [encodeURIComponent(id), spelledOut(id)]) {
      expect(await ask("GET", `/v1/users/${spelling}`, consumer)).toMatchObject({ status_code: 200, user_id });
    }
    await users.delete({ user_id: id });
    expect(await refusalOf(users.get({ user_id: id }))).toBe("404 user_not_found");
  });
});

describe("an external id that is refused", () => {
  test.each([
    ["a b", { characters: [" "] }],
    ['a"b\\', { characters: ['"', "\\"] }],
    ["..", null],
    ["organization-test-1", null],
  ])("is %j, in a token as in a request", async (id, details) => {
    const { organizations } = memberClient(server.url);
    const fields = { organization_id: "acme", email_address: "nobody@example.com", external_id: id };
    expect(await refusalOf(organizations.members.create(fields))).toBe("400 invalid_external_id");
    const token = await sign({ email: "nobody@example.com", sub: id, org: "acme-1" });
    const headers = {
      authorization: basic(`${b2b.projectId}:${b2b.secret}`),
      "content-type": "application/json",
    };
    const body = JSON.stringify({ profile_id: b2b.profileId, token });
    const response = await fetch(`${server.url}/v1/b2b/sessions/attest`, { method: "POST", headers, body });
    expect(await response.json()).toMatchObject({
      error_type: "invalid_external_id",
      ...(details && { error_details: details }),
    });
  });
});
