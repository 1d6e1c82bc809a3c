import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { logLevels } from "../../../src/cli/options.ts";
import { logLevels as levelsOfServer } from "../../../src/server/index.ts";
import { bundleProgram, commandProgram } from "../../support/bundle-programs.ts";
import { type Workspace, workspace } from "../workspace.ts";

const masterKey = Buffer.from("k".repeat(32)).toString("base64");
const secret = "secret-test-declared-0123456789abcdef";
const project = { project_id: "project-test-declared", vertical: "b2b", secret };

/** Asks a server something before it is stopped; what it said is in `answers`. */
function asking(...paths: readonly string[]) {
  const answers: unknown[] = [];
  const printed: string[] = [];
  const io: Partial<Io> = {
    stdout: (line) => void printed.push(line),
    untilStopped: async (close, onWaiting) => {
      await onWaiting();
      const [, url] = /listens on (\S+)/.exec(printed.join("")) ?? [];
      for (const path of paths) answers.push(Object(await (await fetch(`${url}${path}`)).json()).status_code);
      await close();
    },
  };
  return { io, answers, printed };
}

describe("claimsmith serve", () => {
  test("answers until it is stopped, and keeps its store in `.claimsmith`", async () => {
    using place = workspace();
    const { io, answers, printed } = asking("/healthz", "/nothing");
    const { code, stderr } = await place.runWith(io, "serve", "--port", "0");
    expect({ code, answers }).toEqual({ code: 0, answers: [200, 404] });
    expect(printed.join("")).toMatch(
      /^claimsmith listens on http:\/\/127\.0\.0\.1:\d+\n\nSecrets of projects, .*; new, and not shown again:\n {2}b2b {7}project_id project-test-\S+ {2}secret secret-test-\S+\n {2}consumer {2}project_id project-test-\S+ {2}secret secret-test-\S+\nThese projects hold nothing yet: .*\n\nThe key of the management API, .*; new, and not shown again:\n {2}workspace_key_id {6}workspace-key-\S+\n {2}workspace_key_secret {2}workspace-secret-\S+\n\nPaths of the management API begin with the slugs of a project:\n {2}\/pwa\/v3\/projects\/starter-b2b\/environments\/test\n {2}\/pwa\/v3\/projects\/starter-consumer\/environments\/test\n$/,
    );
    expect(place.read(".claimsmith/master.key")).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
    const lines = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ msg }) => msg === "request").map(({ status }) => status)).toEqual([200, 404]);

    const again = asking();
    expect((await place.runWith(again.io, "serve", "--port", "0", "--log-level", "silent")).stderr).toBe("");
    expect(again.printed.join("")).toMatch(/^claimsmith listens on \S+\n$/);
  });

  test("applies a state, and says what that came to", async () => {
    using place = workspace({ "states/shop.json": { projects: [{ ...project, template: "./a.claims" }] } });
    using files = workspace({ "states/a.claims": '{"plan": "free"}' });
    const template = files.read("states/a.claims");
    await place.io().writeFile(place.path("states/a.claims"), template);
    const options = ["serve", "--port", "0", "--store", "embedded:data/x", "--apply", "states/shop.json"];
    const { io, printed } = asking();
    expect((await place.runWith(io, ...options)).code).toBe(0);
    expect(printed.join("")).toMatch(
      /^claimsmith listens on \S+\napplied states\/shop\.json: made 1 project, 1 configuration, 1 secret\n\nThe key of the management API, .*\n {2}workspace_key_id .*\n {2}workspace_key_secret .*\n\nPaths of .*:\n {2}\/pwa\/v3\/projects\/project-test-\S+\/environments\/test\n$/,
    );
    expect(await place.io().listFolder(place.path("data/x"))).toContain("data.mdb");
    const again = asking();
    await place.runWith(again.io, ...options);
    expect(again.printed.join("")).toContain("applied states/shop.json: nothing to change\n");
  });

  test("keeps nothing with --ephemeral, and is the same each time with --seed and --clock", async () => {
    using place = workspace();
    const runs = [];
    for (const _ of [1, 2]) {
      const { io, printed } = asking();
      await place.runWith(io, "serve", "--port", "0", "--ephemeral", "--seed", "3", "--clock", "2026-01-01T00:00:00Z");
      runs.push(printed.join("").replace(/:\d+\n/, "\n"));
    }
    expect(runs[0]).toBe(runs[1]);
    expect(await place.io().listFolder(place.folder)).toEqual([]);
  });

  test("takes the key of the management API from the environment, where an empty variable is none", async () => {
    using place = workspace();
    const outputs: string[] = [];
    for (const [id, secret] of [
      ["key", "workspace-secret-0123456789abcdef"],
      ["", ""],
    ]) {
      const { io, printed } = asking();
      const env = { CLAIMSMITH_WORKSPACE_KEY_ID: id, CLAIMSMITH_WORKSPACE_KEY_SECRET: secret };
      expect((await place.runWith({ ...io, env }, "serve", "--port", "0", "--ephemeral")).code).toBe(0);
      outputs.push(printed.join(""));
    }
    expect(outputs.map((output) => output.includes("workspace_key_id"))).toEqual([false, true]);
  });

  test("says where it listens for whoever runs it", async () => {
    using place = workspace();
    const { io, answers, printed } = asking("/healthz", "/metrics", "/pwa/v3/projects/starter-b2b/environments/test/x");
    const { stderr } = await place.runWith(io, "serve", "--port", "0", "--ephemeral", "--admin-port", "0");
    expect(answers).toEqual([200, 404, 501]);
    expect(printed.join("")).toMatch(
      /^claimsmith listens on http:\/\/127\.0\.0\.1:\d+\nits admin listener is on http:\/\/127\.0\.0\.1:\d+\n/,
    );
    const [first] = stderr.split("\n");
    expect(JSON.parse(first ?? "")).toMatchObject({
      msg: "the server listens",
      url: expect.stringMatching(/^http:/),
      admin_url: expect.stringMatching(/^http:/),
    });
  });

  test.each([
    [["--no-metrics"], "", 404],
    [[], "true", 404],
    [[], "false", undefined],
  ])("has metrics unless told: %j and CLAIMSMITH_NO_METRICS=%s", async (options, variable, status) => {
    using place = workspace();
    const { printed } = asking();
    const statuses: number[] = [];
    const io: Partial<Io> = {
      stdout: (line) => void printed.push(line),
      env: { CLAIMSMITH_NO_METRICS: variable },
      untilStopped: async (close, onWaiting) => {
        await onWaiting();
        const [, url] = /listens on (\S+)/.exec(printed.join("")) ?? [];
        statuses.push((await fetch(`${url}/metrics`)).status);
        await close();
      },
    };
    expect((await place.runWith(io, "serve", "--port", "0", "--ephemeral", ...options)).code).toBe(0);
    expect(statuses).toEqual([status ?? 200]);
  });

  test("takes each secret from a file that the environment names", async () => {
    using place = workspace({
      "run/master": `${masterKey}\n`,
      "run/id": "key",
      "run/secret": "workspace-secret-0123456789abcdef\r\n",
    });
    await place.io().writeFile(place.path("run/store"), `embedded:${place.path("kept")}\n`);
    chmodSync(place.path("run/master"), 0o600);
    const env = {
      NODE_ENV: "production",
      CLAIMSMITH_STORE_FILE: "run/store",
      CLAIMSMITH_MASTER_KEY_FILE: "run/master",
      CLAIMSMITH_WORKSPACE_KEY_ID_FILE: "run/id",
      CLAIMSMITH_WORKSPACE_KEY_SECRET_FILE: place.path("run/secret"),
    };
    const apply = place.path("state.json");
    await place.io().writeFile(apply, JSON.stringify({ projects: [project] }));
    const { io, printed } = asking();
    const outcome = await place.runWith({ ...io, env }, "serve", "--port", "0", "--apply", apply);
    expect(outcome).toMatchObject({ code: 0, stderr: expect.not.stringContaining("warning") });
    expect(printed.join("")).not.toContain("management API");
    expect(await place.io().listFolder(place.path("kept"))).toEqual(["data.mdb", "lock.mdb"]);
    const keys = await place.runWith({ env }, "keys", "list");
    expect([keys.code, keys.stdout]).toEqual([0, expect.stringContaining("project-test-declared")]);
    const elsewhere = await place.runWith({ env }, "keys", "list", "--store", "embedded:nowhere");
    expect(elsewhere.stderr).toMatch(/^error: --store: there is no store in/);
  });

  test("names the file whose value is wrong", async () => {
    using place = workspace({ key: "abc" });
    const env = { CLAIMSMITH_MASTER_KEY_FILE: "key" };
    const { code, stderr } = await place.runWith({ env }, "serve", "--port", "0");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("error: CLAIMSMITH_MASTER_KEY_FILE: the master key at index 0 is not base64\n"),
    ]);
  });

  test("makes and prints nothing by itself in production, and says what there is not", async () => {
    using place = workspace({ "state.json": { projects: [project] } });
    const env = { CLAIMSMITH_MASTER_KEY: masterKey, NODE_ENV: "production" };
    const management = "/pwa/v3/projects/project-test-declared/environments/test/secrets";
    const withoutManagement =
      "warning: CLAIMSMITH_WORKSPACE_KEY_ID: no key is given, and in production none is made: the management API is off\n";
    const serve = async (options: readonly string[], more: object = {}) => {
      const { io, answers, printed } = asking(management);
      const { stderr } = await place.runWith(
        { ...io, env: { ...env, ...more } },
        ...["serve", "--port", "0", "--log-level", "silent", ...options],
      );
      return [printed.join("").replace(/:\d+\n/, "\n"), stderr, answers];
    };
    const greeting = "claimsmith listens on http://127.0.0.1\n";
    expect(await serve([])).toEqual([
      greeting,
      `warning: --apply: the store has no projects, and in production none is made\n  help: say what there is in a file, as docs/service.md tells, and start with --apply FILE\n${withoutManagement}`,
      [501],
    ]);
    const applied = `${greeting}applied state.json: made 1 project, 1 secret\n`;
    expect(await serve(["--apply", "state.json"])).toEqual([applied, withoutManagement, [501]]);
    expect(await serve([])).toEqual([greeting, withoutManagement, [501]]);
    const key = {
      CLAIMSMITH_WORKSPACE_KEY_ID: "key",
      CLAIMSMITH_WORKSPACE_KEY_SECRET: "workspace-secret-0123456789abcdef",
    };
    expect(await serve([], key)).toEqual([greeting, "", [401]]);
    // The store has it from now on.
    expect(await serve([])).toEqual([greeting, "", [401]]);
  });

  test("takes the master key from the environment", async () => {
    using place = workspace();
    const env = { CLAIMSMITH_MASTER_KEY: masterKey, NODE_ENV: "production" };
    const { code } = await place.runWith({ env }, "serve", "--port", "0", "--host", "0.0.0.0");
    expect(code).toBe(0);
    expect(await place.io().listFolder(place.path(".claimsmith"))).toEqual(["data.mdb", "lock.mdb"]);
  });

  test.each([
    ["true", []],
    ["1", []],
    ["false", [".claimsmith"]],
    ["0", [".claimsmith"]],
    ["", [".claimsmith"]],
  ])("takes CLAIMSMITH_EPHEMERAL=%s from the environment", async (value, files) => {
    using place = workspace();
    const { code } = await place.runWith({ env: { CLAIMSMITH_EPHEMERAL: value } }, "serve", "--port", "0");
    expect([code, await place.io().listFolder(place.folder)]).toEqual([0, files]);
  });

  test.each<[readonly string[], string, number]>([
    [[], "", 2],
    [["--jwks-allow-host", "idp.internal"], "", 2],
    [["--jwks-allow-host", "idp.internal", "--jwks-allow-host", "10.0.0.1"], "", 0],
    [[], "idp.internal", 2],
    [[], "idp.internal,10.0.0.1", 0],
  ])(
    "takes the hosts whose key sets may be anywhere: %j and %j in the environment",
    async (options, variable, code) => {
      const profile = {
        name: "idp",
        issuer: "i",
        audience: "a",
        public_key_type: "JWK",
        jwks_url: "https://10.0.0.1/",
      };
      using place = workspace({ "state.json": { projects: [{ ...project, profiles: [profile] }] } });
      const args = ["serve", "--port", "0", "--ephemeral", "--apply", "state.json", ...options];
      const env = { CLAIMSMITH_JWKS_ALLOW_HOST: variable };
      const outcome = await place.runWith({ ...asking().io, env }, ...args);
      expect(outcome.code).toBe(code);
      if (code === 2)
        expect(outcome.stderr).toMatch(
          /^error: state\.json:1:\d+: .*jwks_url: the host of .*\n {2}help: .*`--jwks-allow-host`.*\n$/,
        );
    },
  );

  test.each([
    "APPLY",
    "CLOCK",
    "DEMO",
    "EPHEMERAL",
    "FAILED_CREDENTIALS_LIMIT",
    "HOST",
    "JWKS_ALLOW_HOST",
    "LOG_LEVEL",
    "MASTER_KEY",
    "MASTER_KEY_FILE",
    "MIGRATE",
    "NO_METRICS",
    "PORT",
    "PUBLIC_URL",
    "SEED",
    "STORE",
    "STORE_FILE",
    "TRUST_PROXY",
    "WORKERS",
    "WORKSPACE_KEY_ID",
    "WORKSPACE_KEY_ID_FILE",
    "WORKSPACE_KEY_SECRET",
    "WORKSPACE_KEY_SECRET_FILE",
  ])("takes CLAIMSMITH_%s for absent when it is empty", async (name) => {
    using place = workspace();
    const argv = name === "PORT" ? ["--host", "192.0.2.1"] : ["--port", "0"];
    const { code, stderr } = await place.runWith({ env: { [`CLAIMSMITH_${name}`]: "" } }, "serve", ...argv);
    // With its usual port it says what is wrong with the address.
    if (name === "PORT") expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: --host: cannot be `192/)]);
    else expect([code, await place.io().listFolder(place.folder)]).toEqual([0, [".claimsmith"]]);
  });

  test("says which variable is wrong, unless the command line says otherwise", async () => {
    using place = workspace();
    const env = { CLAIMSMITH_PORT: "x", CLAIMSMITH_LOG_LEVEL: "loud" };
    expect(await place.runWith({ env }, "serve", "--log-level", "info")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "error: option '--port <n>' value 'x' from env 'CLAIMSMITH_PORT' is invalid. It must be a whole number.\n",
    });
    expect((await place.runWith({ env }, "serve", "--port", "0")).stderr).toContain(
      "value 'loud' from env 'CLAIMSMITH_LOG_LEVEL' is invalid.",
    );
    expect((await place.runWith({ env }, "serve", "--port", "0", "--log-level", "silent")).code).toBe(0);
  });

  test("lists its options with their variables", async () => {
    using place = workspace();
    const { stdout } = await place.run("serve", "--help");
    const options = [
      "store",
      "host",
      "port",
      "admin-host",
      "admin-port",
      "no-metrics",
      "public-url",
      "apply",
      "migrate",
      "demo",
      "ephemeral",
      "seed",
      "clock",
      "log-level",
      "jwks-allow-host",
      "failed-credentials-limit",
      "trust-proxy",
      "workers",
    ];
    for (const option of options) {
      expect(stdout).toContain(`--${option}`);
      expect(stdout).toContain(`CLAIMSMITH_${option.toUpperCase().replaceAll("-", "_")}`);
    }
    expect(stdout).toContain("CLAIMSMITH_MASTER_KEY");
  });

  test("knows the levels of the server's log", () => {
    expect(logLevels).toEqual(levelsOfServer);
  });
});

describe("claimsmith serve --demo", () => {
  test("applies the demo's state, and prints how to try it", async () => {
    using place = workspace();
    const { io, printed } = asking("/healthz");
    expect((await place.runWith(io, "serve", "--demo", "--port", "0")).code).toBe(0);
    expect(printed.join("")).toMatch(
      /^claimsmith listens on \S+\napplied \.claimsmith\/demo\/state\.json: made 2 projects, .*\n\nProfiles of trusted tokens .*:\n( {2}\S+ {2}profile_id .*\n){2}\nThe demo is in/,
    );
    const again = asking();
    await place.runWith(again.io, "serve", "--demo", "--port", "0");
    expect(again.printed.join("")).toContain("applied .claimsmith/demo/state.json: nothing to change\n");
  });

  test("names the folder that it cannot use", async () => {
    using place = workspace({ ".claimsmith/demo": "a file" });
    expect(await place.run("serve", "--demo", "--port", "0")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: .claimsmith/demo: cannot be used: EEXIST\n",
    });
  });
});

describe("claimsmith serve ends with 2 and names", () => {
  const masterKeyHelp =
    "  help: give it what the store's servers have; for a new store make it with `openssl rand -base64 32`, and keep it\n";
  test.each<[readonly string[], object, string]>([
    [["--port", "70000"], {}, "error: --port: must be a whole number from 0 to 65535\n"],
    [["--port", "x"], {}, "error: option '--port <n>' argument 'x' is invalid. It must be a whole number.\n"],
    [["--host", "not a host"], {}, "error: --host: must be an IP address or a host name\n"],
    [
      ["--host", "0.0.0.0"],
      {},
      `error: CLAIMSMITH_MASTER_KEY: is required where other machines reach the server: 32 bytes in base64\n${masterKeyHelp}`,
    ],
    [
      [],
      { NODE_ENV: "production" },
      `error: CLAIMSMITH_MASTER_KEY: is required in production: 32 bytes in base64\n${masterKeyHelp}`,
    ],
    [[], { CLAIMSMITH_MASTER_KEY: "abc" }, "error: CLAIMSMITH_MASTER_KEY: the master key at index 0 is not base64\n"],
    [
      [],
      { CLAIMSMITH_WORKSPACE_KEY_ID: "key" },
      "error: CLAIMSMITH_WORKSPACE_KEY_SECRET: is needed with the id of the workspace key\n",
    ],
    [
      [],
      { CLAIMSMITH_WORKSPACE_KEY_SECRET: "x" },
      "error: CLAIMSMITH_WORKSPACE_KEY_ID: is needed with the secret of the workspace key\n",
    ],
    [
      [],
      { CLAIMSMITH_WORKSPACE_KEY_ID: "key", CLAIMSMITH_WORKSPACE_KEY_SECRET: "short" },
      "error: CLAIMSMITH_WORKSPACE_KEY_SECRET: must have 32 to 512 characters of printable ASCII without spaces\n",
    ],
    [[], { CLAIMSMITH_EPHEMERAL: "yes" }, "error: CLAIMSMITH_EPHEMERAL: must be true or false\n"],
    [[], { CLAIMSMITH_DEMO: "yes" }, "error: CLAIMSMITH_DEMO: must be true or false\n"],
    [["--public-url", "x"], {}, "error: --public-url: must be an http or https address without a path\n"],
    [["--store", "redis://x"], {}, "error: --store: must be `embedded:DIRECTORY` or `mongodb://HOST/DATABASE`\n"],
    [
      ["--store", "mongodb://x"],
      {},
      `error: CLAIMSMITH_MASTER_KEY: is required with a store on MongoDB: 32 bytes in base64\n${masterKeyHelp}`,
    ],
    [
      ["--store", "mongodb://user:p@ssword@host?w=1"],
      { CLAIMSMITH_MASTER_KEY: masterKey },
      "error: --store: the address of the store is not one of a MongoDB: `mongodb://HOST/DATABASE`\n",
    ],
    [
      ["--store", "mongodb://host/?w=1"],
      { CLAIMSMITH_MASTER_KEY: masterKey },
      "error: --store: in the address of the store, `w` must be `majority`\n",
    ],
    [["--migrate"], {}, "error: --migrate: is only for a store on MongoDB\n"],
    [[], { CLAIMSMITH_MIGRATE: "1" }, "error: --migrate: is only for a store on MongoDB\n"],
    [[], { CLAIMSMITH_MIGRATE: "yes" }, "error: CLAIMSMITH_MIGRATE: must be true or false\n"],
    [["--store", "embedded:"], {}, "error: --store: must name a directory\n"],
    [["--store", "embedded:x", "--ephemeral"], {}, "error: --store: cannot be kept where all is ephemeral\n"],
    [
      ["--jwks-allow-host", "idp.internal", "--jwks-allow-host", "a/b"],
      {},
      "error: --jwks-allow-host: must be names or addresses of hosts, and `a/b` is none\n",
    ],
    [["--seed", "1"], {}, "error: --seed: is only for servers where all is ephemeral\n"],
    ...["0", "-1", "1.5", "1e9", "1000000000", "129", "two", ""].map((workers): [readonly string[], object, string] => [
      [`--workers=${workers}`],
      {},
      `error: option '--workers <n>' argument '${workers}' is invalid. It must be a whole number from 1 to 128.\n`,
    ]),
    [
      ["--workers", "2", "--ephemeral", "--seed", "1"],
      {},
      "error: --seed: is only for one worker: ids of several would be the same\n",
    ],
    [
      ["--workers", "2", "--ephemeral", "--clock", "2026-01-01T00:00:00Z"],
      {},
      "error: --clock: is only for one worker\n",
    ],
    [
      ["--trust-proxy", "10.0.0.1,true"],
      {},
      "error: --trust-proxy: must be IP addresses or networks such as `10.0.0.0/8`, and `true` is none\n",
    ],
    [["--clock", "x", "--ephemeral"], {}, "error: --clock: must be a time such as `2026-01-01T00:00:00Z`\n"],
    [["--demo", "--apply", "x.json"], {}, "error: --demo: applies a state of its own: leave out --apply\n"],
    [["--apply", "none.json"], {}, "error: none.json: cannot be read: there is no such file\n"],
  ])("%j with %j", async (options, env, message) => {
    using place = workspace();
    const outcome = await place.runWith({ env: { ...env } }, "serve", "--port", "0", ...options);
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: message });
  });

  test("with 1 a MongoDB that is away, without its credentials", async () => {
    using place = workspace();
    const env = { CLAIMSMITH_MASTER_KEY: masterKey };
    const uri = "mongodb://user:password@127.0.0.1:1/shop?serverSelectionTimeoutMS=50";
    expect(await place.runWith({ env }, "serve", "--store", uri)).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^error: --store: the store at `127\.0\.0\.1:1\/shop` cannot be reached: [^\n]+\n {2}help: see to it that the MongoDB runs, [^\n]+\n$/,
      ),
    });
  });

  test("the levels that the log has", async () => {
    using place = workspace();
    const { code, stderr } = await place.run("serve", "--log-level", "loud");
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are trace, debug, info, warn, error, fatal, silent.");
  });

  test("each mistake of a state, at its place in the file", async () => {
    using place = workspace({
      "state.json": `{ "projects": [\n  ${JSON.stringify({ ...project, template: "./t.claims" })},\n  { "project_id": "x", "vertikal": 1 } ] }`,
      "text.json": '"./state.json"',
      "broken.json": "{",
    });
    const { code, stderr } = await place.run("serve", "--port", "0", "--ephemeral", "--apply", "state.json");
    expect(code).toBe(2);
    expect(stderr.split("\n")).toEqual([
      "error: state.json:2:107: /projects/0/template: the file `./t.claims` cannot be read: there is no such file",
      "error: state.json:3:5: /projects/1/project_id: this must match the pattern `^project-(test|live)-[A-Za-z0-9-]{1,100}$`",
      "error: state.json:3:24: /projects/1/vertikal: unknown field `vertikal`",
      "  help: did you mean `vertical`?",
      "",
    ]);
    const text = await place.run("serve", "--port", "0", "--ephemeral", "--apply", "text.json");
    expect(text.stderr).toBe("error: text.json:1:1: this must be an object\n");
    const broken = await place.run("serve", "--port", "0", "--ephemeral", "--apply", "broken.json");
    expect(broken.stderr).toContain("error: broken.json:1:2: is not valid JSON");
  });

  test("each mistake of a file beside it, at its place there", async () => {
    using place = workspace({
      "states/state.json": { projects: [{ ...project, template: "./t.claims" }] },
      "states/t.claims": '{\n  "a": << nobody.x >>\n}',
      "states/pem.json": { projects: [{ ...project, profiles: [{ name: "idp", pem_files: ["./none.pem"] }] }] },
    });
    const template = await place.run("serve", "--port", "0", "--ephemeral", "--apply", "states/state.json");
    expect(template.stderr).toMatch(/^error: states\/t\.claims:2:11: .*nobody/);
    const pem = await place.run("serve", "--port", "0", "--ephemeral", "--apply", "states/pem.json");
    expect(pem.stderr).toContain(
      "/projects/0/profiles/0/pem_files/0: the file `./none.pem` cannot be read: there is no such file\n",
    );
    expect([template.code, pem.code]).toEqual([2, 2]);
  });

  test("no bug: that is thrown", async () => {
    using place = workspace();
    const broken: Partial<Io> = {
      untilStopped: async (close) => {
        await close();
        throw new TypeError("bug");
      },
    };
    await expect(place.runWith(broken, "serve", "--port", "0", "--ephemeral")).rejects.toThrow("bug");
  });
});

describe("the process", () => {
  /** Starts the command, and waits until it listens. */
  async function serving(env: Readonly<Record<string, string>>, ...options: readonly string[]) {
    const place = newPlace();
    return servingIn(place, env, ...options);
  }

  function newPlace(): Workspace {
    const place = workspace();
    onTestFinished(() => place[Symbol.dispose]());
    return place;
  }

  async function servingIn(place: Workspace, env: Readonly<Record<string, string>>, ...options: readonly string[]) {
    const child = spawn(process.execPath, [await bundleProgram(commandProgram), "serve", ...options], {
      cwd: place.folder,
      env: { ...process.env, NO_COLOR: "1", ...env },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const stderr = text(child.stderr);
    const ended = once(child, "close").then(([code]) => code);
    let stdout = "";
    for await (const part of child.stdout.setEncoding("utf8")) {
      stdout += part;
      // It prints all at once.
      const [, url] = /listens on (\S+)\n/.exec(stdout) ?? [];
      if (url !== undefined) return { child, url, ended, stderr, stdout };
    }
    throw new Error(`it did not listen: ${await stderr}`);
  }

  test.each(["SIGTERM", "SIGINT"] as const)("ends with 0 when it is told to stop: %s", async (signal) => {
    const { child, url, ended, stderr } = await serving({ CLAIMSMITH_PORT: "0", CLAIMSMITH_EPHEMERAL: "1" });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toBe(0);
    const lines = (await stderr).trim().split("\n").slice(-3);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { route: "/healthz" },
      { msg: "the server stops", signal },
      { msg: "the server has stopped", signal },
    ]);
  });

  test("agrees with others that start at once on one store: on its master key, its projects and their keys", async () => {
    const place = newPlace();
    const servers = await Promise.all([1, 2, 3, 4].map(() => servingIn(place, { CLAIMSMITH_PORT: "0" })));
    expect(servers.filter(({ stdout }) => stdout.includes("workspace_key_id"))).toHaveLength(1);
    const told = servers.flatMap(({ stdout }) => [...stdout.matchAll(/(?<vertical>\S+) +project_id (?<id>\S+)/g)]);
    expect(told.map(({ groups }) => groups?.vertical).sort()).toEqual(["b2b", "consumer"]);
    const id = told.find(({ groups }) => groups?.vertical === "b2b")?.groups?.id;
    const keySets = await Promise.all(
      servers.map(async ({ url }) => Object(await (await fetch(`${url}/v1/b2b/sessions/jwks/${id}`)).json()).keys),
    );
    expect(keySets[0]).toHaveLength(1);
    for (const keys of keySets) expect(keys).toEqual(keySets[0]);
    for (const { child } of servers) child.kill();
    expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  });

  test("takes every option from the environment, and the command line before it", async () => {
    const env = {
      CLAIMSMITH_PORT: "1",
      CLAIMSMITH_HOST: "::1",
      CLAIMSMITH_STORE: "embedded:elsewhere",
      CLAIMSMITH_LOG_LEVEL: "silent",
    };
    const { child, url, ended, stderr } = await serving(env, "--port", "0");
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    child.kill();
    expect([await ended, await stderr]).toEqual([0, ""]);
  });
});
