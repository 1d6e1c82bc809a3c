import { readdirSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectCollection, systemScope } from "../../../src/projects/index.ts";
import { type RunningServer, type StartOptions, startServer } from "../../../src/server/index.ts";
import { allCollections } from "../../../src/server/start/open-store.ts";
import { openDatabase } from "../../../src/store/embedded/database.ts";
import { openEmbeddedStore } from "../../../src/store/embedded/open-embedded-store.ts";
import { basic } from "../../server/support/basic.ts";
import { masterKeysOf } from "../../support/backend.ts";
import { describeWithMongodb } from "../../support/mongodb.ts";
import { type Outcome, workspace } from "../workspace.ts";

const keyOf = (letter: string) => Buffer.from(letter.repeat(32)).toString("base64");
const masterKey = keyOf("k");
const projectId = "project-test-shop";
const settings = { signing_algorithm: "ES256" };
const secret = "secret-test-declared-0123456789abcdef";
const apply = {
  projects: [
    { project_id: projectId, vertical: "b2b", settings, secret },
    { project_id: "project-test-idle", vertical: "b2b", secret },
  ],
};

/** A store with two servers on it, and the command beside them. */
interface World {
  keys(...argv: readonly string[]): Promise<Outcome>;
  keysWith(letters: string, ...argv: readonly string[]): Promise<Outcome>;
  /** One more server, with these master keys. */
  start(letters: string): Promise<RunningServer>;
  /** What a server answers to the project's secret when it is asked for a session that is not there. */
  statusOf(server: RunningServer): Promise<number>;
  /** The ids of the keys that each of the servers publishes. */
  published(): Promise<readonly (readonly string[])[]>;
}

async function worldOn(store: string | undefined): Promise<World> {
  const place = workspace();
  onTestFinished(() => place[Symbol.dispose]());
  const start = async (letters: string, more: StartOptions = {}) => {
    const options = { store: store ?? `embedded:${place.path("data")}`, masterKey: [...letters].map(keyOf).join() };
    const server = await startServer({ ...options, ...more });
    onTestFinished(() => server.close());
    return server;
  };
  const servers = [await start("k", { apply }), await start("k")];
  const keysWith = (letters: string, ...argv: readonly string[]) => {
    const env = { CLAIMSMITH_MASTER_KEY: [...letters].map(keyOf).join() };
    return place.runWith({ env }, "keys", ...argv, "--store", store ?? "embedded:data");
  };
  return {
    start,
    async statusOf({ url }) {
      const headers = { authorization: basic(`${projectId}:${secret}`) };
      return (await fetch(`${url}/v1/b2b/sessions?organization_id=x&member_id=y`, { headers })).status;
    },
    keys: (...argv) => keysWith("k", ...argv),
    keysWith,
    published: () =>
      Promise.all(
        servers.map(async ({ url }) => {
          const answer = await fetch(`${url}/v1/b2b/sessions/jwks/${projectId}`);
          return Object(await answer.json()).keys.map(({ kid }: { readonly kid: string }) => kid);
        }),
      ),
  };
}

const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
/** What was printed, with times and with the ids of keys in the order of their appearance, as `k1`, `k2`; `K` for others. */
function shape(text: string, kids: readonly string[]): string {
  const known = kids.reduce((rest, kid, at) => rest.replaceAll(kid, `k${at + 1}`), text.replace(time, "T"));
  return known.replace(/jwk-test-\S+/g, "K");
}

function tests(store: () => string | undefined): void {
  test("list, rotate and revoke what every server has at once", async () => {
    const { keys, published } = await worldOn(store());
    const none = await keys("list", "--project", projectId);
    expect(none).toEqual({
      code: 0,
      stdout: `${projectId}\n  no key yet: one is made when it is first needed\n`,
      stderr: "",
    });
    const [[first = ""] = []] = await published();

    const rotated = await keys("rotate");
    const [[, second = ""] = []] = await published();
    expect(await published()).toEqual([
      [first, second],
      [first, second],
    ]);
    expect({ ...rotated, stdout: shape(rotated.stdout, [first, second]) }).toEqual({
      code: 0,
      // In the order of their slugs: the other one had no key.
      stdout: `project-test-idle\n  K (RS256) is the first key, and signs from now on\n${projectId}\n  k2 (ES256) is published from now on, and signs from T\n  k1 signs until then, and is published until T\n`,
      stderr: "",
    });

    const again = await keys("rotate", "--project", projectId);
    expect({ ...again, stderr: shape(again.stderr, [first, second]) }).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${projectId}: the next key is published already, and signs only from T: \`k2\`\n`,
    });

    const revoked = await keys("revoke", first);
    expect([revoked.code, revoked.stderr, await published()]).toEqual([0, "", [[second], [second]]]);
    expect(shape(revoked.stdout, [first, second])).toMatch(
      /^revoked k1 of project-test-shop\n {2}k2 \(ES256\) signs now\n(?: {2}.+\n){4}$/,
    );
    expect(await keys("revoke", first)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^the key `jwk-test-\S+` was revoked at \S+Z: nothing was changed\n$/),
      stderr: "",
    });
    await keys("revoke", second);
    const [[third = ""] = []] = await published();
    expect(await published()).toEqual([[third], [third]]);

    const { stdout } = await keys("list");
    const id = "[0-9a-f]{16}";
    expect(shape(stdout, [first, second, third]).replace(/ +/g, " ")).toMatch(
      new RegExp(
        `^project-test-\\w+\\n(?:.|\\n)* KEY ALGORITHM STATE MADE SIGNS FROM PUBLISHED UNTIL MASTER KEY\n k3 ES256 signing T T no end yet ${id}\n k1 ES256 revoked T - revoked T -\n k2 ES256 revoked T - revoked T -\n`,
      ),
    );
    const json = await keys("list", "--format", "json", "--project", projectId);
    const [project] = JSON.parse(json.stdout);
    expect(project.keys[0]).toEqual({
      kid: third,
      algorithm: "ES256",
      state: "signing",
      created_at: expect.stringMatching(time),
      signs_from: expect.stringMatching(time),
      signs_until: null,
      published_until: null,
      revoked_at: null,
      master_key_id: expect.stringMatching(id),
    });
    expect(project.keys.map(({ state }: { readonly state: string }) => state)).toEqual([
      "signing",
      "revoked",
      "revoked",
    ]);
  });

  test("encrypt everything anew, while servers have both master keys", async () => {
    const { keys, keysWith, published, start, statusOf } = await worldOn(store());
    await published();
    await keys("rotate", "--project", projectId);
    expect(await keys("reencrypt")).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^encrypted anew under the master key [0-9a-f]{16}:\n {2}0 of 2 signing keys\n {2}0 of 3 keys that secrets are hashed with\nThe store wants no other master key\.\n$/,
      ),
      stderr: "",
    });
    expect(await keysWith("nk", "reencrypt")).toMatchObject({ code: 2, stderr: expect.stringContaining("no server") });
    const both = await start("nk");
    expect(await statusOf(both)).toBe(404);
    expect((await keysWith("n", "reencrypt")).stderr).toContain("is not the right one");
    expect(await keysWith("nk", "reencrypt")).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /\n {2}2 of 2 signing keys\n {2}3 of 3 keys .*\nThe store wants no other master key any more: start every server with this one alone\.\n$/,
      ),
      stderr: "",
    });
    expect([await statusOf(both), await statusOf(await start("n"))]).toEqual([404, 404]);
    await expect(start("k")).rejects.toMatchObject({
      problems: [{ option: "masterKey", message: expect.stringMatching(/^is not the right one: /) }],
    });
    expect(await keysWith("nk", "reencrypt")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("0 of 3 keys"),
    });
  });

  test("end with 2 for what is not there, and for another master key", async () => {
    const { keys, keysWith } = await worldOn(store());
    const refused = (message: string) => ({ code: 2, stdout: "", stderr: `error: ${message}\n` });
    expect(await keys("revoke", "jwk-x")).toEqual(refused("KEY: the store has no key `jwk-x`"));
    expect(await keys("revoke", "jwk-x", "--project", projectId)).toEqual(
      refused(`KEY: \`${projectId}\` has no key \`jwk-x\``),
    );
    for (const argv of [["list"], ["rotate"], ["revoke", "x"]]) {
      expect(await keys(...argv, "--project", "project-test-x")).toEqual(
        refused("--project: the store has no project `project-test-x`"),
      );
      expect(await keysWith("x", ...argv)).toEqual(
        refused(
          "CLAIMSMITH_MASTER_KEY: is not the right one: the store was written under a master key that is not among those given",
        ),
      );
    }
    // What only the command has no server could open.
    expect(await keysWith("xk", "rotate")).toEqual(
      refused(
        "CLAIMSMITH_MASTER_KEY: no server has started on this store with the first master key yet\n  help: start every server with these master keys before",
      ),
    );
    expect((await keysWith("xk", "list")).code).toBe(0);
    expect((await keysWith("kx", "rotate")).code).toBe(0);
  });
}

describe("on the embedded store, claimsmith keys", () => tests(() => undefined));

describeWithMongodb("on MongoDB, claimsmith keys", (mongodb) => {
  tests(() => {
    const uri = mongodb.database();
    onTestFinished(() => mongodb.remove(uri));
    return uri;
  });

  test("make nothing where there is no store", async () => {
    using place = workspace();
    const uri = mongodb.database();
    const outcome = await place.runWith({ env: { CLAIMSMITH_MASTER_KEY: masterKey } }, "keys", "list", "--store", uri);
    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^error: --store: there is no store of claimsmith at `\S+`\n {2}help: name the one .*\n$/,
      ),
    });
  });
});

describe("claimsmith keys", () => {
  test("find the master key that an embedded store has made for itself, which is `.claimsmith` unless another is named", async () => {
    using place = workspace();
    const server = await startServer({ store: `embedded:${place.path(".claimsmith")}` });
    onTestFinished(() => server.close());
    expect((await place.run("keys", "list")).stdout.match(/^project-test-\S+$/gm)).toHaveLength(2);
    expect(await place.runWith({ env: { NODE_ENV: "production" } }, "keys", "list")).toMatchObject({ code: 2 });
  });

  test("take variables for absent that are empty", async () => {
    using place = workspace();
    await (await startServer({ store: place.path(".claimsmith") })).close();
    const env = { CLAIMSMITH_STORE: "", CLAIMSMITH_MASTER_KEY: "" };
    expect(await place.runWith({ env }, "keys", "list")).toMatchObject({ code: 0, stderr: "" });
    expect(await place.runWith({ env }, "keys", "reencrypt")).toMatchObject({ code: 0, stderr: "" });
  });

  test("leave nothing in the store under the old master key", async () => {
    using place = workspace();
    const directory = place.path("data");
    const both = `${keyOf("n")},${keyOf("k")}`;
    for (const masterKeys of [masterKey, both]) {
      const server = await startServer({ store: directory, masterKey: masterKeys, apply });
      await fetch(`${server.url}/v1/b2b/sessions/jwks/${projectId}`);
      await server.close();
    }
    const { first } = masterKeysOf("k");
    const mentions = async () => {
      const database = openDatabase(directory);
      const count = [...database.getRange()].filter(({ value }) => value.includes(first.id)).length;
      await database.close();
      return count;
    };
    // Two projects, a ring and the workspace.
    expect(await mentions()).toBe(4);
    const env = { CLAIMSMITH_MASTER_KEY: both };
    expect((await place.runWith({ env }, "keys", "reencrypt", "--store", "embedded:data")).code).toBe(0);
    expect(await mentions()).toBe(0);
  });

  test("name what does not open, and leave the store to both master keys", async () => {
    using place = workspace();
    const options = { store: `embedded:${place.path("data")}`, apply };
    for (const letters of ["k", "nk"]) {
      await (await startServer({ ...options, masterKey: [...letters].map(keyOf).join() })).close();
    }
    const directory = place.path("data");
    const store = await openEmbeddedStore({ directory, clock: Date.now, collections: allCollections });
    const projects = store.scope(systemScope).collection(projectCollection);
    const [project, other] = await Promise.all([projects.get(projectId), projects.get("project-test-idle")]);
    if (project === undefined || other === undefined) throw new Error("there are no projects");
    await projects.replace({ ...project, secretKey: other.secretKey });
    await store.close();
    const env = { CLAIMSMITH_MASTER_KEY: `${keyOf("n")},${keyOf("k")}` };
    expect(await place.runWith({ env }, "keys", "reencrypt", "--store", "embedded:data")).toEqual({
      code: 1,
      stdout: expect.stringMatching(/:\n {2}0 of 0 signing keys\n {2}2 of 3 keys that secrets are hashed with\n$/),
      stderr: `error: ${projectId}: the key of its secrets does not open: it was changed, or encrypted for something else\n  help: the store wants the older master keys until every key opens\n`,
    });
    await expect(startServer({ store: directory, masterKey: keyOf("n") })).rejects.toMatchObject({
      name: "StartError",
    });
  });

  test("say that a store without projects has none", async () => {
    using place = workspace();
    await (await startServer({ store: place.path("data"), masterKey, apply: { projects: [] } })).close();
    const env = { CLAIMSMITH_MASTER_KEY: masterKey };
    expect(await place.runWith({ env }, "keys", "list", "--store", "embedded:data")).toEqual({
      code: 0,
      stdout: "There is no project in the store.\n",
      stderr: "",
    });
  });

  test("make nothing where there is no store", async () => {
    using place = workspace();
    for (const argv of [["list"], ["rotate"], ["revoke", "x"]]) {
      expect(await place.run("keys", ...argv)).toEqual({
        code: 2,
        stdout: "",
        stderr: `error: --store: there is no store in \`${place.path(".claimsmith")}\`\n  help: name the one that your servers have; a server makes one when it starts\n`,
      });
    }
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test.each([
    [["keys"], 2],
    [["keys", "list", "--store", "redis://x"], 2],
    [["keys", "list", "--format", "yaml"], 2],
    [["keys", "revoke"], 2],
    [["keys", "list", "--store", "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=50"], 1],
  ])("%j ends with %i", async (argv, code) => {
    using place = workspace();
    const outcome = await place.runWith({ env: { CLAIMSMITH_MASTER_KEY: masterKey } }, ...argv);
    expect([outcome.code, outcome.stdout, outcome.stderr === ""]).toEqual([code, "", false]);
  });
});
