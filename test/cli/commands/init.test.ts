import { readFileSync, statSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { startServer } from "../../../src/server/index.ts";
import { type Workspace, workspace } from "../workspace.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
const NAMES = [
  "claimsmith.json",
  "session.claims",
  "schemas/member.json",
  "schemas/organization.json",
  "policy.json",
  "member.json",
];

test("init writes a project that checks without a problem, is formatted, and evaluates with the commands it prints", async () => {
  using place = workspace();
  const { code, stdout } = await place.run("init");
  expect(code).toBe(0);
  expect(stdout).toBe(
    `${NAMES.map((name) => `created ${name}\n`).join("")}
Next:
  claimsmith check --summary session.claims
  claimsmith eval session.claims --data member.json

The same with a backend, keys, a program with the official SDK and a test, in a folder of its own:
  claimsmith init --backend ../my-backend
`,
  );
  expect(await place.run("check", "session.claims")).toEqual({
    code: 0,
    stdout: "no problems in 1 file\n",
    stderr: "",
  });
  expect(await place.run("fmt", "--check", "session.claims")).toEqual({ code: 0, stdout: "", stderr: "" });
  const evaluated = await place.run("eval", "session.claims", "--data", "member.json");
  expect(JSON.parse(evaluated.stdout)).toEqual({
    plan: "team",
    roles: ["stytch_member", "reader"],
    can: { documents: ["read"] },
    teams: ["engines"],
    label: "Ada Lovelace at Analytical Engines",
  });
});

test("init takes another folder, and quotes it for the shell", async () => {
  using place = workspace();
  const { stdout } = await place.runWith({ invocation: "npx claimsmith" }, "init", "my app");
  expect(stdout).toContain("created my app/policy.json\n");
  expect(stdout).toContain("  npx claimsmith eval 'my app/session.claims' --data 'my app/member.json'\n");
});

describe("the $schema that init writes", () => {
  const SCHEMA = "node_modules/claimsmith/schemas/claimsmith.schema.json";
  const written = (place: Workspace, folder: string) => JSON.parse(place.read(`${folder}/claimsmith.json`)).$schema;

  test("is that of the package installed nearest above", async () => {
    using place = workspace({ [SCHEMA]: "{}", [`a/${SCHEMA}`]: "{}" });
    for (const folder of [".", "a", "a/b/c", "d"]) await place.run("init", folder);
    expect([".", "a", "a/b/c", "d"].map((folder) => written(place, folder))).toEqual([
      `./${SCHEMA}`,
      `./${SCHEMA}`,
      `../../${SCHEMA}`,
      `../${SCHEMA}`,
    ]);
  });

  test("is that of the running package inside of its own folder", async () => {
    using place = workspace({ "package/package.json": {} });
    const own = { packageFolder: () => place.path("package") };
    await place.runWith(own, "init", "package/examples/new");
    expect(written(place, "package/examples/new")).toBe("../../schemas/claimsmith.schema.json");
    await place.runWith(own, "init", "beside");
    expect(JSON.parse(place.read("beside/claimsmith.json"))).not.toHaveProperty("$schema");
  });
});

test("init overwrites nothing, and then writes nothing", async () => {
  using place = workspace({ "policy.json": "mine", "schemas/member.json": "mine" });
  expect(await place.run("init")).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: schemas/member.json: is there already\nerror: policy.json: is there already\n",
  });
  expect(place.read("policy.json")).toBe("mine");
  expect(() => place.read("claimsmith.json")).toThrow("ENOENT");
});

test("init names what it cannot write", async () => {
  using place = workspace({ schemas: "a file where a folder should be" });
  expect(await place.run("init")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "error: schemas/member.json: cannot be written: EEXIST\n",
  });
});

describe("init --backend", () => {
  const BACKEND_NAMES = [
    ...NAMES,
    "state.json",
    "keys/private_key.pem",
    "keys/public_key.pem",
    ".env",
    ".gitignore",
    "package.json",
    "start.mjs",
    "log-in.mjs",
    "log-in.test.mjs",
    "compose.yaml",
    ".github/workflows/claims.yml",
    "README.md",
  ];
  const own = (place: Workspace) => ({ packageFolder: () => place.path("package") });
  const files = { "package/package.json": { version: "1.2.3" }, "package/scripts/pack.mjs": "" };

  test("writes a project whose tarball is packed by the checkout that the command is of", async () => {
    using place = workspace(files);
    const { code, stdout } = await place.runWith(own(place), "init", "--backend", "my app");
    expect(code).toBe(0);
    expect(stdout).toBe(`${BACKEND_NAMES.map((name) => `created my app/${name}\n`).join("")}
Next:
  node ${place.path("package/scripts/pack.mjs")} --built 'my app'
  npm --prefix 'my app' install
  npm --prefix 'my app' run check
  npm --prefix 'my app' test
  npm --prefix 'my app' start

While it runs, in another terminal:
  npm --prefix 'my app' run log-in
`);
    expect(JSON.parse(place.read("my app/package.json")).dependencies).toMatchObject({
      claimsmith: "file:claimsmith-1.2.3.tgz",
      stytch: manifest.devDependencies.stytch,
      jose: manifest.dependencies.jose,
    });
  });

  test("takes the package that is installed above it", async () => {
    using place = workspace({ ...files, "node_modules/claimsmith/package.json": {} });
    const { stdout } = await place.runWith(own(place), "init", "--backend");
    expect(stdout).toContain("\nNext:\n  npm --prefix . install\n");
    expect(JSON.parse(place.read("package.json")).dependencies).not.toHaveProperty("claimsmith");
  });

  test("lets its owner alone read what is secret, keeps that out of commits, and out of all other files", async () => {
    using place = workspace(files);
    await place.runWith(own(place), "init", "--backend");
    const secrets = [".env", "keys/private_key.pem"];
    const mode = (name: string) => (statSync(place.path(name)).mode & 0o777).toString(8);
    expect(BACKEND_NAMES.filter((name) => mode(name) === "600").sort()).toEqual(secrets);
    const ignored = place.read(".gitignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining(secrets));
    const [, secret = ""] = /PROJECT_SECRET=(\S+)/.exec(place.read(".env")) ?? [];
    expect(secret).toMatch(/^secret-test-.{40}/);
    for (const name of BACKEND_NAMES.filter((name) => !secrets.includes(name))) {
      expect(place.read(name)).not.toMatch(new RegExp(`${secret}|PRIVATE KEY`));
    }
  });

  test("makes keys, ids and a secret that are new each time", async () => {
    using place = workspace(files);
    for (const folder of ["a", "b"]) await place.runWith(own(place), "init", "--backend", folder);
    for (const name of ["keys/private_key.pem", ".env", "state.json"]) {
      expect(place.read(`a/${name}`)).not.toBe(place.read(`b/${name}`));
    }
  });

  test("writes a state that has nothing wrong with it, the policy of the project, and YAML that is read", async () => {
    using place = workspace(files);
    await place.runWith(own(place), "init", "--backend");
    const started = await startServer({
      ephemeral: true,
      apply: JSON.parse(place.read("state.json")),
      applyFolder: place.folder,
    });
    onTestFinished(() => started.close());
    expect(started.warnings).toEqual([]);
    expect(JSON.parse(place.read("state.json")).projects[0].policy).toEqual(JSON.parse(place.read("policy.json")));
    expect(Object.keys(parse(place.read("compose.yaml")).services)).toEqual(["mongo", "backend"]);
    const { steps } = parse(place.read(".github/workflows/claims.yml")).jobs.check;
    // By scripts alone: `npx` fetches a package of the name where none is installed.
    expect(steps.map(({ run }: { readonly run?: string }) => run).filter(Boolean)).toEqual([
      "npm ci",
      "npm run check -- --format github",
      "npm test",
    ]);
  });

  test("overwrites nothing, and then writes nothing", async () => {
    using place = workspace({ ...files, "app/.env": "mine", "app/README.md": "mine" });
    const { code, stderr } = await place.runWith(own(place), "init", "--backend", "app");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: app/.env: is there already\nerror: app/README.md: is there already\n",
    });
    expect(() => place.read("app/state.json")).toThrow("ENOENT");
  });
});
