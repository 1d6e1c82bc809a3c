import { readdirSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { startServer } from "../../../src/server/index.ts";
import { workspace } from "../workspace.ts";

const masterKey = Buffer.from("k".repeat(32)).toString("base64");
const apply = { projects: [{ project_id: "project-test-shop", vertical: "b2b", settings: { issuer: "url" } }] };

describe("claimsmith doctor", () => {
  test("reports on the store that servers run on, and ends with 0 though there is a warning", async () => {
    using place = workspace();
    const server = await startServer({ store: place.path(".claimsmith"), apply });
    onTestFinished(() => server.close());
    const outcome = await place.run("doctor");
    expect([outcome.code, outcome.stderr]).toEqual([0, ""]);
    expect(outcome.stdout).toMatch(
      /^ok {7}store .*\nok {7}clock .*\nok {7}master key .*\n\nproject-test-shop\nok {7}signing keys .*\nwarning {2}issuer .*\n {23}help: .*\n\n4 ok, 1 warning, 0 failed\n$/,
    );
    const json = await place.run("doctor", "--format", "json", "--public-url", "https://auth.example.com");
    const { checks } = JSON.parse(json.stdout);
    expect(checks.map(({ status }: { readonly status: string }) => status)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    const colored = await place.run("doctor", "--color");
    expect(colored.stdout).toContain("\u001b[");
  });

  test("takes variables for absent that are empty", async () => {
    using place = workspace();
    await (await startServer({ store: place.path(".claimsmith") })).close();
    const names = ["STORE", "HOST", "PUBLIC_URL", "JWKS_ALLOW_HOST", "MASTER_KEY"];
    const env = Object.fromEntries(names.map((name) => [`CLAIMSMITH_${name}`, ""]));
    expect(await place.runWith({ env }, "doctor")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n7 ok, 0 warning, 0 failed\n$/),
    });
  });

  test("ends with 1 when something failed, and makes nothing", async () => {
    using place = workspace();
    expect(await place.run("doctor")).toEqual({
      code: 1,
      stdout: `failed  store  there is no store in \`${place.path(".claimsmith")}\`\n               help: name the one that your servers have; a server makes one when it starts\n\n0 ok, 0 warning, 1 failed\n`,
      stderr: "",
    });
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test.each([
    [["--store", "redis://x"], "error: --store: must be `embedded:DIRECTORY` or `mongodb://HOST/DATABASE`\n"],
    [["--public-url", "x"], "error: --public-url: must be an http or https address without a path\n"],
    [
      ["--jwks-allow-host", "a/b"],
      "error: --jwks-allow-host: must be names or addresses of hosts, and `a/b` is none\n",
    ],
    [["--store", "mongodb://host/?w=1"], "error: --store: in the address of the store, `w` must be `majority`\n"],
  ])("ends with 2 for %j", async (argv, stderr) => {
    using place = workspace();
    const env = { CLAIMSMITH_MASTER_KEY: masterKey };
    expect(await place.runWith({ env }, "doctor", ...argv)).toEqual({ code: 2, stdout: "", stderr });
  });
});
