import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packInto } from "./support/packed-package.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;

const PROGRAM = `import { compile } from "claimsmith";
import { startServer } from "claimsmith/server";
const { template } = compile('{"plan": << organization.trusted_metadata.plan ?? "free" >>}', {});
const { claims } = template.evaluate({ organization: { trusted_metadata: {} } });
const server = await startServer({ store: "embedded-store" });
const { status } = await fetch(server.url + "/readyz");
await server.close();
console.log(JSON.stringify({ claims, status }));
`;
const TYPED = `import { type Compilation, compile } from "claimsmith";
import { type RunningServer, startServer } from "claimsmith/server";
export const compilation: Compilation = compile("{}", { vertical: "b2b" });
export const server: Promise<RunningServer> = startServer({ ephemeral: true });
`;

/** The Node.js that runs the tests and, where there is time for it, the newest of each other line that is supported. */
const isThorough = process.env.CI === "true" || process.env.CLAIMSMITH_LANE === "long";
const lines = [process.versions.node.split(".")[0] ?? "", ...(isThorough ? ["22", "24"] : [])];

const folder = mkdtempSync(join(tmpdir(), "claimsmith-installed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Why the registry cannot be asked; nothing where it can. Where it must be, that is a failure of each test. */
const unreachable =
  process.env.CI === "true"
    ? undefined
    : await execute("npm", ["view", "light-my-request", "version"]).then(
        () => undefined,
        () => "the package registry cannot be reached",
      );

if (unreachable !== undefined) console.warn(`SKIPPED: the package is not installed, because ${unreachable}.`);

describe.skipIf(unreachable !== undefined).each([...new Set(lines)])(
  "the package, installed from the registry on Node.js %s",
  (line) => {
    const project = join(folder, `project-${line}`);
    let node = process.execPath;
    let installation = "";
    const run = (program: string, ...args: readonly string[]) => {
      const PATH = [dirname(node), join(project, "node_modules/.bin"), process.env.PATH].join(delimiter);
      // What npm sets for the scripts that it runs is not what a user has.
      const own = Object.entries(process.env).filter(([name]) => !name.startsWith("npm_"));
      return execute(program, args, { cwd: project, env: { ...Object.fromEntries(own), PATH } });
    };

    beforeAll(async () => {
      mkdirSync(project, { recursive: true });
      if (line !== process.versions.node.split(".")[0]) node = await nodeOf(line);
      writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
      writeFileSync(join(project, ".npmrc"), "engine-strict=true\nfund=false\naudit=false\n");
      const npm = (await execute("npm", ["root", "--global"])).stdout.trim();
      const tarball = await packInto(project);
      const { stdout, stderr } = await run(node, join(npm, "npm/bin/npm-cli.js"), "install", tarball);
      installation = stdout + stderr;
    });

    test("has nothing that its engines refuse, and no warning of its own", () => {
      expect(installation).not.toMatch(/EBADENGINE|ERESOLVE|deprecated|claimsmith@/);
      expect(existsSync(join(project, "node_modules/claimsmith/dist/cli.js"))).toBe(true);
    });

    test("has the versions that the tests ran with of what an override would have to hold", async () => {
      for (const name of [
        "fastify",
        "light-my-request",
        "light-my-request/node_modules/cookie",
        "msgpackr-extract",
        "lmdb",
      ]) {
        const path = `node_modules/${name}`;
        const file =
          [join(project, path), join(project, `node_modules/${name.split("/").at(-1)}`)].find(existsSync) ?? "";
        const { version } = JSON.parse(readFileSync(join(file, "package.json"), "utf8"));
        expect({ name, version }).toEqual({ name, version: lock[path].version });
      }
    });

    test("runs: the command, the library and the server", async () => {
      expect((await run("claimsmith", "init", "app")).stdout).toContain("claimsmith check");
      expect((await run("claimsmith", "check", "app/session.claims")).stdout).toContain("no problems in 1 file");
      writeFileSync(join(project, "program.js"), PROGRAM);
      expect(JSON.parse((await run(node, "program.js")).stdout)).toEqual({ claims: { plan: "free" }, status: 200 });
    });

    test("makes a backend that installs, tests and logs in by the commands that it prints", async () => {
      const { stdout } = await run("claimsmith", "init", "--backend", "a backend");
      const commands = stdout.split("\n").filter((printed) => printed.startsWith("  npm "));
      const [install = "", check = "", tests = "", start = "", logIn = ""] = commands;
      await run("sh", "-c", install);
      expect((await run("sh", "-c", check)).stdout).toContain("no problems in 1 file");
      // The mark before it is another where Node.js reports otherwise.
      expect((await run("sh", "-c", tests)).stdout).toMatch(/^\S+ pass 1$/m);
      expect([start, logIn].map((command) => /(\S+)$/.exec(command)?.[1])).toEqual(["start", "log-in"]);
    });

    test.each(["nodenext", "bundler"])("has types, as %s resolves them", async (resolution) => {
      writeFileSync(join(project, "typed.ts"), TYPED);
      const module = resolution === "bundler" ? "preserve" : resolution;
      const options = ["--noEmit", "--strict", "--module", module, "--moduleResolution", resolution, "--types", ""];
      const compiler = join(root, "node_modules/typescript/bin/tsc");
      expect((await run(node, compiler, ...options, "--target", "es2023", "typed.ts")).stdout).toBe("");
    });
  },
);

/** The newest Node.js of a line, from the registry. */
async function nodeOf(line: string): Promise<string> {
  const place = join(folder, `node-${line}`);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{"private":true}');
  await execute("npm", ["install", `node@${line}`, "--no-audit", "--no-fund"], { cwd: place });
  return join(place, "node_modules/node/bin/node");
}
