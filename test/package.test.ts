import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "./docs/blocks/way.ts";
import { packInto } from "./support/packed-package.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const PROGRAM = `import { compile } from "claimsmith";
const { template } = compile('{"plan": << organization.trusted_metadata.plan ?? "free" >>}', {});
console.log(JSON.stringify(template.evaluate({ organization: { trusted_metadata: {} } })));
`;
const OUTPUT = '{"ok":true,"claims":{"plan":"free"}}\n';
const TYPED = `import { type Compilation, compile } from "claimsmith";
const compilation: Compilation = compile("{}", { vertical: "b2b" });
export const digest: string | undefined = compilation.template?.digest;
`;
const SERVER_PROGRAM = `import { startServer } from "claimsmith/server";
const server = await startServer({ ephemeral: true, seed: 1 });
const { status } = await fetch(server.url + "/readyz");
await server.close();
console.log(status, server.secrets.length);
`;
const SERVER_TYPED = `import { type RunningServer, startServer } from "claimsmith/server";
export const server: RunningServer = await startServer({ ephemeral: true, port: 0 });
`;

/**
 * A project with the packed package installed as npm does it: unpacked, its command linked, its dependencies beside it.
 * They are links to this project's own, so that no network is needed; only what the package declares is there.
 */
async function install(project: string): Promise<void> {
  const tarball = await packInto(project);
  const modules = join(project, "node_modules");
  const installed = join(modules, "claimsmith");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  mkdirSync(installed);
  await execute("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  symlinkSync(join(installed, manifest.bin.claimsmith), join(modules, ".bin/claimsmith"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
}

describe("the packed package", () => {
  const project = mkdtempSync(join(tmpdir(), "claimsmith-package-"));
  const node = (...args: readonly string[]) => execute(process.execPath, args, { cwd: project });

  beforeAll(async () => {
    await install(project);
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("is imported by name", async () => {
    writeFileSync(join(project, "program.js"), PROGRAM);
    expect((await node("program.js")).stdout).toBe(OUTPUT);
  });

  test("is imported by its own name from its own folder", async () => {
    const { stdout } = await execute(process.execPath, ["--input-type=module", "--eval", PROGRAM], { cwd: root });
    expect(stdout).toBe(OUTPUT);
  });

  test("brings its types, and those of its server, which the programs of its pages fit", async () => {
    const programs = blocksOf("run")
      .filter(({ info }) => info === "ts")
      .map(({ text }, at) => ({ name: `page-${at}.ts`, text }));
    for (const { name, text } of programs) writeFileSync(join(project, name), text);
    const checked = (typed: string, serverTyped: string) => {
      writeFileSync(join(project, "typed.ts"), typed);
      writeFileSync(join(project, "server.ts"), serverTyped);
      const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", ""];
      return node(
        join(root, "node_modules/typescript/bin/tsc"),
        ...options,
        "typed.ts",
        "server.ts",
        ...programs.map(({ name }) => name),
      );
    };
    expect((await checked(TYPED, SERVER_TYPED)).stdout).toBe("");
    const wrong = checked(TYPED.replace('"b2b"', '"b2c"'), SERVER_TYPED.replace("port: 0", 'port: "0"'));
    const { stdout } = await wrong.catch((error: unknown) => Object(error));
    expect(stdout).toMatch(/^typed\.ts.*"b2c"/m);
    expect(stdout).toMatch(/^server\.ts.*string/m);
  });

  test("brings a server for other people's tests", async () => {
    writeFileSync(join(project, "server.js"), SERVER_PROGRAM);
    expect((await node("server.js")).stdout).toBe("200 2\n");
  });

  test("brings its command, which starts a project, checks and evaluates it", async () => {
    const PATH = `${join(project, "node_modules/.bin")}${delimiter}${process.env.PATH}`;
    const shell = (command: string) =>
      execute("sh", ["-c", command], { cwd: project, env: { ...process.env, PATH, npm_command: "" } });
    expect((await shell("claimsmith --version")).stdout).toBe(`${manifest.version}\n`);
    const { stdout } = await shell("claimsmith init app");
    const commands = stdout.split("\n").filter((line) => line.startsWith("  claimsmith "));
    expect(commands).toHaveLength(3);
    const [checked, evaluated] = [await shell(commands[0] ?? ""), await shell(commands[1] ?? "")];
    expect(checked.stdout).toContain("no problems in 1 file");
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ plan: "team", roles: ["stytch_member", "reader"] });
    expect((await shell("claimsmith explain unknown-property")).stdout).toContain("unknown-property");
    expect(JSON.parse((await shell("claimsmith check 'app/*.claims' --format sarif")).stdout).version).toBe("2.1.0");
  });

  test("brings the schema of the configuration", () => {
    const require = JSON.parse(
      readFileSync(join(project, "node_modules/claimsmith/schemas/claimsmith.schema.json"), "utf8"),
    );
    expect(require.title).toBe("Claimsmith configuration");
  });

  test("starts its command without the parser, the glob matcher and the server", () => {
    const dist = join(project, "node_modules/claimsmith/dist");
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const statics = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.[^"]+)"/g);
      for (const [, specifier = ""] of statics) load(join(file, "..", specifier));
    };
    const holds = (text: string) => (file: string) => readFileSync(file, "utf8").includes(text);
    load(join(dist, "cli.js"));
    const chunks = readdirSync(join(dist, "cli")).map((name) => join(dist, "cli", name));
    for (const text of ["performSelfAnalysis", "followSymbolicLinks", "trusted_auth_token"]) {
      expect(chunks.some(holds(text))).toBe(true);
      expect([...loaded].filter(holds(text))).toEqual([]);
    }
    expect([...loaded].some(holds("addHelpText"))).toBe(true);
  });

  test("has no sources and no tests in it", () => {
    const names = readdirSync(join(project, "node_modules/claimsmith")).sort();
    expect(
      names.filter(
        (name) =>
          ![
            "CHANGELOG.md",
            "LICENSE",
            "README.md",
            "dist",
            "docs",
            "examples",
            "grammar",
            "package.json",
            "schemas",
          ].includes(name),
      ),
    ).toEqual([]);
  });
});

test("the build ends well with a note where the development dependencies are missing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "claimsmith-build-"));
  try {
    mkdirSync(join(folder, "scripts"));
    writeFileSync(join(folder, "scripts/build.mjs"), readFileSync(join(root, "scripts/build.mjs")));
    const { stdout } = await execute(process.execPath, ["scripts/build.mjs"], { cwd: folder });
    expect(stdout).toBe("claimsmith: not built, because the development dependencies are not installed\n");
    expect(readdirSync(folder)).toEqual(["scripts"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
