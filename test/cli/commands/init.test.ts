import { describe, expect, test } from "vitest";
import { type Workspace, workspace } from "../workspace.ts";

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
