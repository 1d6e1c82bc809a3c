import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "../../src/language/json.ts";
import { type AuditEntry, auditCollection } from "../../src/projects/index.ts";
import { allCollections } from "../../src/server/start/open-store.ts";
import { startServer } from "../../src/server/start/start-server.ts";
import { describeOnEachStore, type TestStore } from "../support/each-store.ts";
import { effort } from "../support/lanes/effort.ts";

const key = { workspaceKeyId: "workspace-key-1", workspaceKeySecret: "workspace-secret-3333333333333333333333" };
const credentials = Buffer.from(`${key.workspaceKeyId}:${key.workspaceKeySecret}`).toString("base64");
const projectId = "project-test-33333333-3333-4333-8333-333333333333";
/** Who would be left without claims; its id begins as the vertical's do. */
const lostAddress = "lost@example.com";
const lostId = "test-44444444-4444-4444-8444-444444444444";

/** What differs between the verticals, in a state and in a template. */
const verticals = {
  b2b: { subject: "member", addressField: "email_address" },
  consumer: { subject: "user", addressField: "email" },
} as const;

type VerticalId = keyof typeof verticals;

/** A state with a project in which there are those of these addresses, each with its trusted metadata. */
function stateOf(vertical: VerticalId, template: string, metadataByAddress: ReadonlyMap<string, JsonObject>) {
  const { subject, addressField } = verticals[vertical];
  const subjects = [...metadataByAddress].map(([address, metadata]) => ({
    ...(address === lostAddress && { [`${subject}_id`]: `${subject}-${lostId}` }),
    [addressField]: address,
    trusted_metadata: metadata,
  }));
  const project = {
    ...{ project_id: projectId, project_slug: "many", environment_slug: "test", vertical, template },
    ...{ secret: "secret-test-many-0123456789-0123456789", settings: { signing_algorithm: "ES256" } },
  };
  const organizations = [{ organization_name: "Acme", organization_slug: "acme", members: subjects }];
  return { projects: [{ ...project, ...(vertical === "b2b" ? { organizations } : { users: subjects }) }] };
}

/** The entries of the audit log of a project on a store that nobody serves, the first ones first. */
async function auditLogOf(store: TestStore): Promise<readonly AuditEntry[]> {
  const opened = await store.open({ clock: Date.now, collections: allCollections });
  try {
    const { items } = await opened.scope(projectId).collection(auditCollection).find("recent", [], { limit: 100 });
    return items.toReversed();
  } finally {
    await opened.close();
  }
}

/** A server on a store, until it is closed or the test is over. */
async function serve(store: TestStore, apply: object) {
  const server = await startServer({ ...store.options, ...key, apply });
  onTestFinished(() => server.close());
  const path = "/pwa/v3/projects/many/environments/test/jwt_templates/SESSION";
  const ask = async (method: string, query = "", body?: object) => {
    const response = await fetch(`${server.url}${path}${query}`, {
      method,
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    close: () => server.close(),
    get: () => ask("GET"),
    put: (template: string, query = "") => ask("PUT", query, { template_content: template, custom_audience: "" }),
  };
}

/** The answer that tells which template is published. */
function saying(template_content: string) {
  return { status: 200, body: { jwt_template: { template_content } } };
}

describeOnEachStore((stores) => {
  /** On a MongoDB it takes long to store many, and a trial of more may take longer than it may on a machine that is busy. */
  const count = stores.mostWritesAtOnce >= 200 ? 1000 : effort(60, 400);

  describe.each(["b2b", "consumer"] as const)(
    "a template that would leave one of many without claims (%s)",
    (vertical) => {
      const { subject } = verticals[vertical];
      const lenient = '{ "a": 1 }';
      const strict = `{ "team": << required(${subject}.trusted_metadata.team) >> }`;
      const metadata = new Map<string, JsonObject>(
        Array.from({ length: count }, (_, index) =>
          index === count >> 1 ? [lostAddress, {}] : [`m${index}@example.com`, { team: "blue" }],
        ),
      );

      test("is refused with its id, unless it is forced; the log says so, and it counts no second time", async () => {
        const store = await stores.create();
        onTestFinished(() => store.remove());
        const server = await serve(store, stateOf(vertical, lenient, metadata));
        const refused = await server.put(strict);
        const place = { line: 1, column: 14, end_line: 1 };
        const id = `${subject}-${lostId}`;
        expect(refused).toMatchObject({
          status: 409,
          body: {
            error_type: "publication_would_refuse_members",
            error_message: expect.stringContaining(
              `1 of the ${count} ${subject}s tried would get no claims any more: \`${id}\` for `,
            ),
            error_details: {
              problems: [
                {
                  ...{ field: "/template_content", tried: count, is_part: false, refused: 1 },
                  // No more than this one: of a list each is compared.
                  members: [{ id, code: "required-missing", claim: "/team", place }],
                },
              ],
            },
          },
        });
        expect(await server.get()).toMatchObject(saying(lenient));
        expect(await server.put(strict, "?force=true")).toMatchObject({ status: 200 });
        expect(await server.get()).toMatchObject(saying(strict));
        // Who gets no claims now has none to lose.
        const other = strict.replace("{", '{ "a": 1,');
        expect(await server.put(other)).toMatchObject({
          status: 200,
          body: {
            warnings: expect.arrayContaining([
              expect.objectContaining({
                code: "required-missing",
                message: expect.stringContaining(`no claims for 1 of the ${count} tried, such as`),
              }),
            ]),
          },
        });
        await server.close();
        const entries = await auditLogOf(store);
        expect(entries.filter(({ actor }) => actor === key.workspaceKeyId).map(({ forced }) => forced)).toEqual([
          { tried: count, refused: 1 },
          undefined,
        ]);
      });

      test("is refused in a state, and published where the same state brings what it needs", async () => {
        const store = await stores.create();
        onTestFinished(() => store.remove());
        await (await serve(store, stateOf(vertical, lenient, metadata))).close();
        const alone = serve(store, stateOf(vertical, strict, new Map()));
        await expect(alone).rejects.toMatchObject({
          problems: [
            {
              option: "apply",
              pointer: "/projects/0/template",
              message: expect.stringMatching(new RegExp(`^1 of the ${count} ${subject}s tried would `)),
            },
          ],
        });
        const server = await serve(store, stateOf(vertical, strict, new Map([[lostAddress, { team: "red" }]])));
        expect(await server.get()).toMatchObject(saying(strict));
        await server.close();
        const entries = await auditLogOf(store);
        expect(entries.filter(({ forced }) => forced !== undefined)).toEqual([]);
      });
    },
  );
});
