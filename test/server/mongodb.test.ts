import { execFile } from "node:child_process";
import { inspect, promisify } from "node:util";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type RunningServer, type StartOptions, startServer } from "../../src/server/index.ts";
import { eventually } from "../support/eventually.ts";
import { MongodbProxy } from "../support/mongodb/proxy.ts";
import { describeWithMongodb } from "../support/mongodb.ts";
import { basic } from "./support/basic.ts";

const keyOf = (letter: string) => Buffer.from(letter.repeat(32)).toString("base64");
const masterKey = keyOf("k");
const secret = "secret-test-declared-0123456789abcdef";
const credentials = `project-test-shop:${secret}`;
const apply = { projects: [{ project_id: "project-test-shop", vertical: "b2b", secret }] };

async function started(options: StartOptions): Promise<RunningServer> {
  const server = await startServer(options);
  onTestFinished(() => server.close());
  return server;
}

/** How a server that cannot start says so: all that could be told of it. */
async function refusalOf(options: StartOptions) {
  const error: unknown = await startServer(options).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "StartError" });
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("planted");
  const { problems, isTemporary } = Object(error);
  return { problems, isTemporary };
}

/** Makes an organization: the organization, or why it was refused. */
async function make(url: string) {
  const headers = { authorization: basic(credentials), "content-type": "application/json" };
  const body = JSON.stringify({ organization_name: "Acme", organization_slug: "acme" });
  const response = await fetch(`${url}/v1/b2b/organizations`, { method: "POST", headers, body });
  const { organization, error_type } = Object(await response.json());
  return organization ?? error_type;
}

describeWithMongodb("servers on a MongoDB", (mongodb) => {
  let store: string;
  let client: MongoClient;
  beforeEach(() => {
    store = mongodb.database();
    client = new MongoClient(store);
  });
  afterEach(async () => {
    await client.close();
    await mongodb.remove(store);
  });

  test("see at once what another has written", async () => {
    const first = await started({ store, masterKey, apply });
    const second = await started({ store, masterKey });
    expect([first.changes.length > 0, second.secrets]).toEqual([true, []]);
    expect(await make(first.url)).toMatchObject({ organization_slug: "acme" });
    expect(await make(second.url)).toBe("organization_slug_already_used");
  });

  test("need a master key, and the same one", async () => {
    expect(await refusalOf({ store })).toMatchObject({
      problems: [{ option: "masterKey", message: "is required with a store on MongoDB: 32 bytes in base64" }],
      isTemporary: false,
    });
    await started({ store, masterKey, apply });
    const { problems, isTemporary } = await refusalOf({ store, masterKey: keyOf("x") });
    expect([problems[0].option, isTemporary]).toEqual(["masterKey", false]);
  });

  test("do not start when an index is missing, except to make it", async () => {
    await (await startServer({ store, masterKey, apply })).close();
    await client.db().collection("sessions").dropIndexes();
    const { problems, isTemporary } = await refusalOf({ store, masterKey });
    expect(isTemporary).toBe(false);
    expect(problems).toEqual([
      {
        option: "store",
        message: expect.stringMatching(/^the store at `\S+` lacks the index `[a-z_]+` of `sessions`/),
        help: "start one server with `--migrate`, while no other runs",
      },
    ]);
    await started({ store, masterKey, migrate: true });
    await started({ store, masterKey });
  });

  test("answer 503 while it is away, and serve again when it is back", async () => {
    const proxy = await MongodbProxy.start(store);
    onTestFinished(() => proxy.cut());
    const server = await started({ store: proxy.uri(store, { serverSelectionTimeoutMS: "500" }), masterKey, apply });
    const { organization_id } = await make(server.url);
    const headers = { authorization: basic(credentials) };
    const answerOf = async (path: string) => Object(await (await fetch(`${server.url}${path}`, { headers })).json());
    const get = () => answerOf(`/v1/b2b/organizations/${organization_id}`);
    expect([(await get()).status_code, (await answerOf("/readyz")).status_code]).toEqual([200, 200]);
    await proxy.cut();
    expect(await get()).toMatchObject({ status_code: 503, error_type: "service_unavailable" });
    expect([(await answerOf("/healthz")).status_code, (await answerOf("/readyz")).status_code]).toEqual([200, 503]);
    await proxy.restore();
    await eventually(async () => (await answerOf("/readyz")).status_code === 200);
    expect((await get()).status_code).toBe(200);
  });

  test("do not start while it is away, and say so without its credentials", async () => {
    const proxy = await MongodbProxy.start(store);
    const uri = proxy.uri(store, { serverSelectionTimeoutMS: "300" });
    await proxy.cut();
    const away = uri.replace("//", "//planted-user:planted-password@");
    expect(await refusalOf({ store: away, masterKey })).toEqual({
      problems: [
        {
          option: "store",
          message: expect.stringMatching(/^the store at `\S+` cannot be reached: /),
          help: "see to it that the MongoDB runs, and that this machine reaches it with this address",
        },
      ],
      isTemporary: true,
    });
  });
});

describe("a server without a MongoDB", () => {
  test("is told what its address must be, without quoting it", async () => {
    expect(await refusalOf({ store: "mongodb://planted:pl@nted@/", masterKey })).toEqual({
      problems: [
        {
          option: "store",
          message: "the address of the store is not one of a MongoDB: `mongodb://HOST/DATABASE`",
        },
      ],
      isTemporary: false,
    });
  });

  test("does not load the driver", async () => {
    const server = new URL("../../src/server/index.ts", import.meta.url).href;
    const program = `
      const { createRequire } = await import("node:module");
      const { startServer } = await import(${JSON.stringify(server)});
      await (await startServer({ ephemeral: true })).close();
      const loaded = Object.keys(createRequire(${JSON.stringify(server)}).cache);
      console.log(loaded.length > 0, loaded.some((file) => /node_modules\\W(?:mongodb|bson)\\W/.test(file)));`;
    const parameters = ["--import", "tsx", "--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, parameters);
    expect(stdout).toBe("true false\n");
  });
});
