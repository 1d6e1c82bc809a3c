import { chmodSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stdin, workspace } from "../workspace.ts";

const GOOD = '{ "plan": << organization.trusted_metadata.plan ?? "free" >> }\n';
const BAD = '{ "plan": << organization.trusted_metdata.plan >> }\n';
const FIXED = '{ "plan": << organization.trusted_metadata.plan >> }\n';
/** A warning of the rule `prefer-bare-tag`, with a fix. */
const WARNED = '{ "id": "<< member.member_id >>" }\n';

describe("claimsmith check", () => {
  test("ends with 0 where there is nothing wrong", async () => {
    using place = workspace({ "a.claims": GOOD });
    expect(await place.run("check", "a.claims")).toEqual({ code: 0, stdout: "no problems in 1 file\n", stderr: "" });
  });

  test("reports errors on the standard output and ends with 1", async () => {
    using place = workspace({ "a.claims": BAD });
    const { code, stdout, stderr } = await place.run("check", "a.claims");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("error[unknown-property]: ");
    expect(stdout).toContain(" --> a.claims:1:27\n");
    expect(stdout).toContain("did you mean `trusted_metadata`?");
    expect(stdout.endsWith("\n\n1 error in 1 file\n")).toBe(true);
  });

  test("checks several files, patterns and the standard input together", async () => {
    using place = workspace({ "a.claims": BAD, "b/c.claims": GOOD, "b/d.claims": BAD });
    const { code, stdout } = await place.runWith(
      stdin(BAD),
      "check",
      "--format",
      "json",
      "b/*.claims",
      "-",
      "a.claims",
    );
    const { files, errors } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(errors).toBe(3);
    expect(files.map(({ path }: { path: string }) => path)).toEqual([
      "b/c.claims",
      "b/d.claims",
      "<stdin>",
      "a.claims",
    ]);
  });

  test.each([
    ["json", '"version": 1'],
    ["sarif", '"text": "a property that is not there"'],
    ["junit", '<testsuite name="a.claims" tests="1" failures="1"'],
    ["github", "::error file=a.claims,line=1,col=27,"],
    ["pretty", "error[unknown-property]"],
  ])("writes the report as %s", async (format, part) => {
    using place = workspace({ "a.claims": BAD });
    const { code, stdout } = await place.run("check", "a.claims", `--format=${format}`);
    expect(code).toBe(1);
    expect(stdout).toContain(part);
  });

  test("keeps a hostile file name inside of its workflow command", async () => {
    const name = "%0A,line=9::a:b\r\n::stop-commands::x\u001b[2J.claims";
    using place = workspace({ [name]: BAD });
    const { stdout, stderr } = await place.run("check", name, "--format=github");
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^::error file=%250A%2Cline=9%3A%3Aa%3Ab%0D%0A%3A%3Astop-commands%3A%3Ax\u001b\[2J\.claims,line=1,[^\r\n]*\n$/,
    );
  });

  test("names lint rules in a SARIF log", async () => {
    using place = workspace({ "a.claims": WARNED });
    const { stdout } = await place.run("check", "a.claims", "--format=sarif");
    const [{ tool }] = JSON.parse(stdout).runs;
    expect(tool.driver.rules[0]).toMatchObject({
      id: "prefer-bare-tag",
      shortDescription: { text: expect.any(String) },
    });
    expect(tool.driver.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  test("colours a terminal, and only that", async () => {
    using place = workspace({ "a.claims": BAD });
    const terminal = { terminal: { stdout: true, stderr: true, columns: 50 } };
    expect((await place.runWith(terminal, "check", "a.claims")).stdout).toContain("\u001b[31m");
    expect((await place.runWith(terminal, "check", "a.claims", "--no-color")).stdout).not.toContain("\u001b");
    expect((await place.runWith({ ...terminal, env: { NO_COLOR: "1" } }, "check", "a.claims")).stdout).not.toContain(
      "\u001b",
    );
    expect((await place.run("check", "a.claims")).stdout).not.toContain("\u001b");
    expect((await place.run("check", "a.claims", "--color")).stdout).toContain("\u001b[31m");
    expect((await place.run("--color", "check", "a.claims")).stdout).toContain("\u001b[31m");
  });

  test("fits long lines to the terminal", async () => {
    using place = workspace({ "a.claims": `{ "long": "${"x".repeat(300)}", "b": << membr.name >> }` });
    const terminal = { terminal: { stdout: true, stderr: true, columns: 60 } };
    const { stdout } = await place.runWith(terminal, "check", "a.claims", "--no-color");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test("says what a file that is not UTF-8 is", async () => {
    using place = workspace({ "a.claims": new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) });
    const { code, stdout } = await place.run("check", "a.claims", "--fix");
    expect(code).toBe(1);
    expect(stdout).toContain("error[invalid-utf8]");
    const piped = await place.runWith(stdin(new Uint8Array([0x7b, 0xff])), "check", "-", "--fix");
    expect(piped).toMatchObject({ code: 1, stdout: "{\ufffd" });
    expect(piped.stderr).toContain("error[invalid-utf8]");
  });
});

describe("claimsmith check --max-warnings", () => {
  test("lets as many warnings pass, and no more", async () => {
    using place = workspace({ "a.claims": WARNED });
    expect((await place.run("check", "a.claims")).code).toBe(0);
    expect(await place.run("check", "a.claims", "--max-warnings", "1")).toMatchObject({ code: 0, stderr: "" });
    expect(await place.run("check", "a.claims", "--max-warnings", "0", "--format", "junit")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('tests="1" failures="1"'),
      stderr: "error: there are more warnings (1) than --max-warnings allows (0)\n",
    });
  });

  test.each(["-1", "x", "1.5", ""])("does not take %j", async (amount) => {
    using place = workspace({ "a.claims": WARNED });
    const { code, stdout, stderr } = await place.run("check", "a.claims", `--max-warnings=${amount}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--max-warnings");
  });
});

describe("claimsmith check --fix", () => {
  test("writes what changed, with byte order mark and line ends, and reports what remains", async () => {
    const crlf = `\ufeff{\r\n  "plan": << organization.trusted_metdata.plan >>,\r\n  "x": << nobody.x >>\r\n}\r\n`;
    using place = workspace({ "a.claims": crlf, "b.claims": GOOD });
    const { code, stdout, stderr } = await place.run("check", "--fix", "a.claims", "b.claims");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "fixed a.claims: 1 fix\n  2:27 use `trusted_metadata`\n" });
    expect(stdout).toContain("unknown-root");
    expect(stdout).not.toContain("unknown-property");
    expect(place.read("a.claims")).toBe(crlf.replace("metdata", "metadata"));
    expect(place.read("b.claims")).toBe(GOOD);
  });

  test("prints the fixed text for -, and the report on the standard error", async () => {
    using place = workspace();
    expect(await place.runWith(stdin(BAD), "check", "--fix", "-")).toEqual({
      code: 0,
      stdout: FIXED,
      stderr: "fixed <stdin>: 1 fix\n  1:27 use `trusted_metadata`\nno problems in 1 file\n",
    });
  });

  test("lists each fix of a file with its place", async () => {
    using place = workspace({ "a.claims": '{\n  "a": << member.nam >>,\n  "b": "<< member.member_id >>",\n}\n' });
    const { stderr } = await place.run("check", "--fix", "a.claims");
    expect(stderr).toMatch(/^fixed a\.claims: 3 fixes\n {2}2:\d+ [^\n]+\n {2}3:\d+ [^\n]+\n {2}3:\d+ [^\n]+\n$/);
    expect(place.read("a.claims")).toBe('{\n  "a": << member.name >>,\n  "b": << member.member_id >>\n}\n');
  });

  test("leaves the syntax of a file alone that is in another language", async () => {
    const text = "{% if member %}{ 'a': 1, }{% endif %}\n";
    using place = workspace({ "a.claims": text });
    expect(await place.run("check", "--fix", "a.claims")).toMatchObject({ code: 1, stderr: "" });
    expect(place.read("a.claims")).toBe(text);
  });

  test("does not mix - with files", async () => {
    using place = workspace({ "a.claims": BAD });
    expect(await place.runWith(stdin(BAD), "check", "--fix", "-", "a.claims")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: with --fix, - must be the only file\n",
    });
    expect(place.read("a.claims")).toBe(BAD);
  });

  test("names a file that cannot be written", async () => {
    using place = workspace({ "a.claims": BAD });
    const denied = Object.assign(new Error("no"), { code: "EACCES" });
    const outcome = await place.runWith({ writeFile: () => Promise.reject(denied) }, "check", "--fix", "a.claims");
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: "error: a.claims: cannot be written: permission denied\n" });
  });
});

describe("claimsmith check --summary", () => {
  const TEMPLATE = '{ "plan": << organization.trusted_metadata.plan ?? "free" >>, "id": << member.member_id >> }\n';

  test("tells what the template reads, gives and weighs", async () => {
    using place = workspace({ "a.claims": TEMPLATE });
    const { stdout } = await place.run("check", "--summary", "a.claims");
    expect(stdout).toMatch(
      /^a\.claims\n {2}digest {2}sha256:[0-9a-f]{64}\n {2}reads {3}organization\.trusted_metadata\.plan\n {10}member\.member_id\n/,
    );
    expect(stdout).toContain("  loose   organization.trusted_metadata.plan\n");
  });

  test("is part of the JSON report", async () => {
    using place = workspace({
      "a.claims": TEMPLATE,
      "b.claims": BAD,
      "c.claims": '{ "x": << required(member.name) >> }',
    });
    const { stdout } = await place.run("check", "--summary", "--format", "json", "a.claims", "b.claims", "c.claims");
    const { files } = JSON.parse(stdout);
    expect(files[0].summary).toMatchObject({
      digest: expect.stringMatching(/^sha256:/),
      reads: ["organization.trusted_metadata.plan", "member.member_id"],
      size: { loose: ["organization.trusted_metadata.plan"] },
    });
    expect(files[1]).not.toHaveProperty("summary");
    expect(files[1]).not.toHaveProperty("lacksSummary");
    expect(files[2].summary.total).toMatchObject([{ line: 1, claim: "/x" }]);
  });

  test("is not there for a template with errors, which is said", async () => {
    using place = workspace({ "a.claims": BAD });
    const { stdout } = await place.run("check", "--summary", "a.claims");
    expect(stdout).toMatch(/^a\.claims\n {2}no summary: the template has errors\n\nerror\[unknown-property\]/);
    expect((await place.run("check", "a.claims")).stdout).not.toContain("no summary");
  });

  test("says of claims that can be too large that they can", async () => {
    using place = workspace({
      "a.claims": '{ "x": << member.trusted_metadata >>, "y": << member.trusted_metadata >> }',
    });
    expect((await place.run("check", "--summary", "a.claims")).stdout).toContain(
      "  total   yes: no expression can fail for data that fits\n          the claims can be too large, over 4096 bytes\n",
    );
  });

  test("has no place in the other formats", async () => {
    using place = workspace({ "a.claims": GOOD });
    expect(await place.run("check", "--summary", "--format", "sarif", "a.claims")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: --summary: goes with the formats pretty and json\n",
    });
  });
});

describe("what claimsmith check cannot read", () => {
  test("is named, and the rest is checked", async () => {
    using place = workspace({ "a.claims": GOOD });
    expect(await place.run("check", "missing.claims", "a.claims", "*.nothing")).toEqual({
      code: 2,
      stdout: "no problems in 1 file\n",
      stderr: "error: *.nothing: matches no file\nerror: missing.claims: cannot be read: there is no such file\n",
    });
  });

  test("gives no report if it is all", async () => {
    using place = workspace();
    expect(await place.run("check", "missing.claims", "--format", "sarif")).toMatchObject({ code: 2, stdout: "" });
  });

  test("stands in the report as JSON", async () => {
    using place = workspace({ "a.claims": GOOD, "claimsmith.json": { rules: { nothing: "off" } } });
    const { stdout } = await place.run("check", "*.nothing", "a.claims", "a.claims", "--format", "json");
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      errors: 0,
      warnings: 0,
      infos: 0,
      files: [],
      problems: [
        { path: "*.nothing", message: "matches no file" },
        expect.objectContaining({ path: "claimsmith.json", line: 1, pointer: "/rules/nothing" }),
      ],
    });
  });

  test.skipIf(process.getuid?.() === 0)("may be a file without permission", async () => {
    using place = workspace({ "a.claims": GOOD });
    chmodSync(place.path("a.claims"), 0);
    expect((await place.run("check", "a.claims")).stderr).toBe("error: a.claims: cannot be read: permission denied\n");
  });
});

describe("the configuration of claimsmith check", () => {
  const policy = {
    roles: [{ role_id: "r", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
    resources: [{ resource_id: "documents", actions: ["read"] }],
  };
  const schema = { type: "object", properties: { plan: { type: "string", maxLength: 9 } } };

  test("is the nearest one above each file", async () => {
    using place = workspace({
      "claimsmith.json": { rules: { "prefer-bare-tag": "error" } },
      "a.claims": WARNED,
      "quiet/claimsmith.json": { rules: { "prefer-bare-tag": "off" } },
      "quiet/deep/a.claims": WARNED,
    });
    const { stdout } = await place.run("check", "a.claims", "quiet/deep/a.claims", "--format=github");
    expect(stdout).toMatch(/^::error file=a\.claims,[^\n]*\n$/);
    expect((await place.runWith(stdin(WARNED), "check", "-", "--format=github")).stdout).toMatch(/^::error /);
  });

  test("brings vertical, namespace, schemas and policy, with files beside it", async () => {
    using place = workspace({
      "p/claimsmith.json": {
        vertical: "consumer",
        namespace: "https://example.com/",
        schemas: { "user.trusted_metadata": "user.json" },
        policy: "../policy.json",
      },
      "p/user.json": schema,
      "policy.json": policy,
      "p/a.claims": `{
  "https://example.com/x": 1,
  "plan": << user.trusted_metadata.plans >>,
  "can": << user.rbac.document.actions >>,
  "good": << user.rbac.documents.actions >>
}`,
    });
    const { stdout } = await place.run("check", "p/a.claims", "--format=json");
    const [{ diagnostics }] = JSON.parse(stdout).files;
    expect(diagnostics.map(({ code, start }: { code: string; start: { line: number } }) => [code, start.line])).toEqual(
      [
        ["reserved-namespace", 2],
        ["unknown-property", 3],
        ["unknown-resource", 4],
      ],
    );
  });

  test("is reported once with every mistake, by place and pointer", async () => {
    using place = workspace({
      "claimsmith.json":
        '{\n  "rule": {},\n  "rules": {\n    "no-literal-nul": "off",\n    "no-dead-branch": "loud"\n  }\n}\n',
      "a.claims": GOOD,
      "b.claims": GOOD,
    });
    expect(await place.run("check", "a.claims", "b.claims")).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: claimsmith.json:2:3: /rule: unknown field \`rule\`
  help: did you mean \`rules\`?
error: claimsmith.json:4:5: /rules/no-literal-nul: unknown rule \`no-literal-nul\`
  help: did you mean \`no-literal-null\`?
error: claimsmith.json:5:5: /rules/no-dead-branch: must be \`off\`, \`warn\` or \`error\`
`,
    });
  });

  test("is reported if it, or a file that it names, is not there or not JSON", async () => {
    using place = workspace({
      "a/claimsmith.json": "{",
      "a/a.claims": GOOD,
      "b/claimsmith.json": {
        schemas: { "member.trusted_metadata": "none.json", "organization.trusted_metadata": "bad.json" },
        policy: "policy.json",
      },
      "b/bad.json": '{"a":\n x}',
      "b/policy.json": { roles: [{ permissions: [] }] },
      "b/a.claims": GOOD,
    });
    const { code, stdout, stderr } = await place.run("check", "**/*.claims");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(`error: a/claimsmith.json:1:2: is not valid JSON: the JSON text ends too early
error: b/none.json: cannot be read: there is no such file
error: b/bad.json:2:2: is not valid JSON: expected a value
error: b/policy.json:1:11: /roles/0: \`role_id\` is missing
`);
  });

  describe("may have a schema", () => {
    const files = (schema: string) => ({
      "claimsmith.json": {
        schemas: { "member.trusted_metadata": "s.json", "organization.trusted_metadata": "s.json" },
      },
      "s.json": schema,
      "a.claims": GOOD,
      "b.claims": GOOD,
    });
    const unread = `{
  "properties": {
    "plan": { "type": "string", "maxLength": 9, "pattern": "^a" },
    "next": { "$ref": "#" }
  }
}`;

    test("that is not valid: then nothing is checked, and each place is told once", async () => {
      using place = workspace(files('{\n  "type": "text",\n  "required": [7]\n}'));
      const { code, stdout, stderr } = await place.run("check", "a.claims", "b.claims");
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(
        /^error: s\.json:2:3: \/type: `type` must be [^\n]*\nerror: s\.json:3:3: \/required: [^\n]*\n$/,
      );
    });

    test("that is not read whole: its file is warned of, once", async () => {
      using place = workspace(files(unread));
      const { code, stdout, stderr } = await place.run("check", "a.claims", "b.claims");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("warning[unread-schema-keyword]: `pattern` is not read");
      expect(stdout).toContain(" --> s.json:3:49\n");
      expect(stdout).toContain("warning[recursive-schema]: ");
      expect(stdout).toContain(" --> s.json:4:15\n");
      expect(stdout).toContain("2 warnings in 3 files\n");
      expect((await place.run("check", "a.claims", "b.claims", "--max-warnings=2")).code).toBe(0);
      expect((await place.run("check", "a.claims", "b.claims", "--max-warnings=1")).code).toBe(1);
    });

    test.each([
      ["json", '"path": "s.json"', 1],
      ["sarif", '"uri": "s.json"', 2],
      ["junit", '<testsuite name="s.json" tests="2" failures="0"', 1],
      ["github", "::warning file=s.json,line=3,col=49,", 1],
    ])("that is not read whole, in the format %s", async (format, part, times) => {
      using place = workspace(files(unread));
      const { stdout } = await place.run("check", "a.claims", "b.claims", `--format=${format}`);
      expect(stdout).toContain(part);
      expect(stdout.split(part)).toHaveLength(times + 1);
    });

    test("with odd names, which messages escape", async () => {
      using place = workspace(files('{ "x`\\u202e": 1, "$ref": "#`" }'));
      const { stderr } = await place.run("check", "a.claims");
      expect(stderr).toMatch(/: \/\$ref: `#\\u0060` leads nowhere;/);
      using other = workspace(files('{ "x`\\u202e": 1 }'));
      expect((await other.run("check", "a.claims")).stdout).toContain("`x\\u0060\\u202e` is not read");
    });

    test("with `definitions`, which are `$defs` today", async () => {
      using place = workspace(
        files(
          '{ "definitions": { "a": { "type": "string", "maxLength": 3 } }, "properties": { "plan": { "$ref": "#/definitions/a" } } }',
        ),
      );
      const { stdout } = await place.run("check", "a.claims");
      expect(stdout).toContain("`definitions` is `$defs` in draft 2020-12: write `$defs`");
    });
  });

  test("is that of the file which the standard input stands for", async () => {
    using place = workspace({ "deep/claimsmith.json": { rules: { "prefer-bare-tag": "error" } } });
    const { code, stdout } = await place.runWith(
      stdin(WARNED),
      "check",
      "-",
      "--stdin-filename",
      "deep/a.claims",
      "--format=github",
    );
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^::error file=deep\/a\.claims,line=1/),
    });
  });

  test("may have a policy file that is not there", async () => {
    using place = workspace({ "claimsmith.json": { policy: "p.json" }, "a.claims": GOOD });
    expect(await place.run("check", "a.claims")).toMatchObject({
      code: 2,
      stderr: "error: p.json: cannot be read: there is no such file\n",
    });
  });
});
