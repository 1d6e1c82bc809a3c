// Packs what is published: `node scripts/pack.mjs [--built] [--check] [FOLDER]` prints the path of the tarball in the folder,
// the present one unless given. `--built`: `dist/` is as it must be; `--check`: publint and attw look the tarball over.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values, positionals } = parseArgs({
  options: { built: { type: "boolean", default: false }, check: { type: "boolean", default: false } },
  allowPositionals: true,
});

function run(program, parameters, cwd = root) {
  const { status, stdout, error } = spawnSync(program, parameters, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  process.stderr.write(stdout);
  process.exit(status ?? 1);
}

/** What concerns this checkout alone, and would be of no use, or run, where the package is installed. */
const ofCheckout = ["scripts", "devDependencies", "allowScripts"];

const folder = resolve(positionals[0] ?? ".");
mkdirSync(folder, { recursive: true });
const stage = mkdtempSync(join(tmpdir(), "claimsmith-pack-"));
try {
  if (!values.built) run(process.execPath, ["scripts/build.mjs"]);
  const [{ files }] = JSON.parse(run("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"]));
  for (const { path } of files) {
    mkdirSync(dirname(join(stage, path)), { recursive: true });
    cpSync(join(root, path), join(stage, path));
  }
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of ofCheckout) delete manifest[name];
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], stage));
  const tarball = join(folder, filename);
  if (values.check) {
    process.stderr.write(run(process.execPath, [join(root, "node_modules/publint/src/cli.js"), "--strict", tarball]));
    process.stderr.write(
      run(process.execPath, [
        join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"),
        tarball,
        "--profile",
        "esm-only",
        "--format",
        "ascii",
      ]),
    );
  }
  console.log(tarball);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
