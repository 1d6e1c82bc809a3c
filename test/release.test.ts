import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildIfStale } from "./support/packed-package.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "claimsmith-release-"));
const checkout = join(folder, "main");

const git = (...parameters: readonly string[]) =>
  execute("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...parameters], { cwd: checkout });

/** Makes a release ready in the checkout; its exit code, and what it printed. */
async function release(...parameters: readonly string[]) {
  const running = execute(process.execPath, ["scripts/release.mjs", ...parameters], { cwd: checkout });
  const { code = 0, stdout, stderr } = await running.catch((error: unknown) => Object(error));
  return { code, stdout, stderr };
}

describe("the release script", () => {
  beforeAll(async () => {
    await buildIfStale();
    // What stands here, committed or not, as a checkout of its own.
    const { stdout } = await execute("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
      cwd: root,
    });
    writeFileSync(join(folder, "files"), stdout);
    await execute("mkdir", [checkout]);
    await execute("sh", [
      "-c",
      `tar -C "$1" --null -T "$2" -cf - | tar -C "$3" -xf -`,
      "sh",
      root,
      join(folder, "files"),
      checkout,
    ]);
    for (const name of ["node_modules", "dist"]) symlinkSync(join(root, name), join(checkout, name));
    await git("init", "--quiet", "--initial-branch", "main");
    writeFileSync(join(checkout, ".git/info/exclude"), "node_modules\ndist\n*.tgz\n");
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "first");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    [[], "usage: npm run release -- X.Y.Z"],
    [["1.0"], "usage: npm run release -- X.Y.Z"],
    [["0.0.9"], "0.0.9 does not come after 0.1.0"],
  ])("refuses %j, and changes nothing", async (parameters, message) => {
    expect(await release(...parameters, "--unchecked")).toMatchObject({ code: 1, stderr: `error: ${message}\n` });
    expect((await git("status", "--porcelain")).stdout).toBe("");
  });

  test("refuses a checkout with changes, and another branch", async () => {
    writeFileSync(join(checkout, "new"), "");
    expect(await release("0.2.0", "--unchecked")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("not committed"),
    });
    rmSync(join(checkout, "new"));
    await git("switch", "--quiet", "--create", "other");
    expect(await release("0.2.0", "--unchecked")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("on main"),
    });
    await git("switch", "--quiet", "main");
  });

  test("sets the version, dates the changelog, packs, and leaves it to others to publish", async () => {
    const { code, stdout } = await release("0.2.0", "--unchecked");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("claimsmith-0.2.0.tgz is ready.") });
    // `--follow-tags` pushes annotated tags alone.
    expect(stdout).toContain('git tag --annotate v0.2.0 --message "Release 0.2.0" && git push --follow-tags');
    expect(stdout).toMatch(/npm publish \S+claimsmith-0\.2\.0\.tgz --provenance/);
    const read = (name: string) => readFileSync(join(checkout, name), "utf8");
    expect(JSON.parse(read("package.json")).version).toBe("0.2.0");
    expect(JSON.parse(read("package-lock.json")).packages[""].version).toBe("0.2.0");
    expect(read("CHANGELOG.md")).toMatch(/^## Unreleased\n\n## 0\.2\.0 - \d{4}-\d\d-\d\d\n\n### /m);
    expect((await git("tag")).stdout).toBe("");
  });
});
