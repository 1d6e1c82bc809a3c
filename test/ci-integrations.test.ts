import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { buildIfStale } from "./support/packed-package.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
const [install, check] = action.runs.steps;

/** Runs the action's check as a runner does, and gives its exit code, what it printed and what it gave as output. */
async function checking(
  files: string,
  more: {
    readonly maxWarnings?: string;
    readonly workingDirectory?: string;
    readonly templates?: Readonly<Record<string, string>>;
  },
) {
  const folder = mkdtempSync(join(tmpdir(), "claimsmith-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(more.templates ?? {})) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const output = join(folder, "output");
  const variables = {
    ACTION_PATH: root,
    FILES: files,
    MAX_WARNINGS: more.maxWarnings ?? "",
    WORKING_DIRECTORY: more.workingDirectory ?? ".",
    GITHUB_OUTPUT: output,
  };
  expect(Object.keys(check.env).sort()).toEqual(["ACTION_PATH", "FILES", "MAX_WARNINGS", "WORKING_DIRECTORY"]);
  const script = ["--noprofile", "--norc", "-eo", "pipefail", "-c", check.run];
  const run = promisify(execFile)("bash", script, { cwd: folder, env: { PATH: process.env.PATH, ...variables } });
  const { code = 0, stdout, stderr } = await run.catch((error: unknown) => Object(error));
  return { code, stdout, stderr, output: readFileSync(output, "utf8") };
}

describe("the action for GitHub", () => {
  beforeAll(() => buildIfStale());

  test("says what each of its inputs and outputs is, and takes nothing of them into the text of a script", () => {
    expect(action.runs.using).toBe("composite");
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)] as {
      description: string;
    }[]) {
      expect(description).toMatch(/^[A-Z0-9].*\.$/s);
    }
    for (const { run, shell } of action.runs.steps) {
      expect(run).not.toContain("${{");
      expect(shell).toBe("bash");
    }
    expect(install.run).toMatch(/^npm ci --prefix "\$ACTION_PATH"/);
  });

  test("checks each line of files, and annotates what is wrong", async () => {
    const templates = { "a.claims": "{}", "b c.claims": '{ "x": << member.nam >> }' };
    const { code, stdout, output } = await checking("a.claims\nb c.claims\n", { templates });
    expect({ code, output }).toEqual({ code: 1, output: "exit-code=1\n" });
    expect(stdout).toMatch(/^::error file=b c\.claims,line=1,col=/m);
    expect(await checking("a.claims", { templates })).toMatchObject({ code: 0, output: "exit-code=0\n" });
  });

  test("names files from the root of the repository, wherever they are", async () => {
    const templates = { "claims of/a.claims": '{ "x": << member.nam >> }' };
    const { stdout } = await checking("*.claims", { templates, workingDirectory: "claims of" });
    expect(stdout).toMatch(/^::error file=claims of\/a\.claims,line=1,/m);
  });

  test("fails with more warnings than it is told", async () => {
    const templates = { "a.claims": '{ "x": << member.email_address ?? "none" >> }' };
    expect((await checking("*.claims", { templates })).code).toBe(0);
    expect((await checking("*.claims", { templates, maxWarnings: "0" })).code).toBe(1);
  });

  test("runs nothing that a file's name says, and takes it for no option", async () => {
    const { code, stderr } = await checking('$(touch planted)\n`touch planted`\n"; touch planted; "\n--fix', {});
    expect(code).toBe(2);
    expect(stderr).toContain("--fix: ");
    expect(stderr).toContain("touch planted");
  });
});

test("the hooks of pre-commit run the command, from wherever they are asked to", async () => {
  const hooks: readonly { id: string; entry: string; files: string; language: string }[] = parse(
    readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"),
  );
  expect(hooks.map(({ id, language }) => `${id} ${language}`)).toEqual([
    "claimsmith-check script",
    "claimsmith-fmt script",
  ]);
  const folder = mkdtempSync(join(tmpdir(), "claimsmith-hook-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "a b.claims"), '{"x": << member.nam >>}');
  await buildIfStale();
  for (const { entry, files } of hooks) {
    expect("claims/session.claims").toMatch(new RegExp(files));
    const [script = "", ...parameters] = entry.split(" ");
    const run = promisify(execFile)(join(root, script), [...parameters, "a b.claims"], { cwd: folder });
    const { code = 0, stdout } = await run.catch((error: unknown) => Object(error));
    expect({ code, stdout }).toEqual(
      entry.includes("check")
        ? { code: 1, stdout: expect.stringContaining("did you mean `name`?") }
        : { code: 0, stdout: "" },
    );
  }
  expect(readFileSync(join(folder, "a b.claims"), "utf8")).toBe('{\n  "x": << member.nam >>\n}\n');
});
