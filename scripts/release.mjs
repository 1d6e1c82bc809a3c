// Makes a release ready: `npm run release -- X.Y.Z [--unchecked]`. It sets the version, dates the changelog, checks, tests and
// packs, says what is left to do, and publishes nothing. `--unchecked` leaves out checks and tests, to try the script itself.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values, positionals } = parseArgs({
  options: { unchecked: { type: "boolean", default: false } },
  allowPositionals: true,
});

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}

/** Runs a program to its end, and ends with it where it fails; what it prints is shown, or returned. */
function run(program, parameters, { quiet = false } = {}) {
  const stdio = ["ignore", quiet ? "pipe" : "inherit", "inherit"];
  const { status, stdout } = spawnSync(program, parameters, { cwd: root, encoding: "utf8", stdio });
  if (status !== 0) fail(`${program} ${parameters.join(" ")} failed: \`git restore .\` undoes what was changed`);
  return (stdout ?? "").trim();
}

const ask = (...parameters) => run("git", parameters, { quiet: true });
const [version = ""] = positionals;
const parts = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version)?.slice(1).map(Number);
if (parts === undefined) fail("usage: npm run release -- X.Y.Z");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const present = manifest.version.split(".").map(Number);
const first = parts.findIndex((part, index) => part !== present[index]);
const isFirstRelease = ask("tag", "--list", "v*") === "" && first === -1;
if (!isFirstRelease && (first === -1 || parts[first] < present[first]))
  fail(`${version} does not come after ${manifest.version}`);
if (ask("status", "--porcelain") !== "") fail("there are changes that are not committed");
if (ask("branch", "--show-current") !== "main") fail("releases are made on main");
if (ask("tag", "--list", `v${version}`) !== "") fail(`v${version} is tagged already`);

const changelog = join(root, "CHANGELOG.md");
const text = readFileSync(changelog, "utf8");
const unreleased = /^## Unreleased\n+(?=\S)(?!## )/m;
if (!unreleased.test(text)) fail("CHANGELOG.md has nothing under Unreleased");
const today = new Date().toISOString().slice(0, 10);
writeFileSync(changelog, text.replace(unreleased, `## Unreleased\n\n## ${version} - ${today}\n\n`));
if (!isFirstRelease) run("npm", ["version", version, "--no-git-tag-version", "--ignore-scripts"]);

if (!values.unchecked) {
  run("npm", ["run", "check"]);
  run("npm", ["test"]);
}
const tarball = run(process.execPath, ["scripts/pack.mjs", ...(values.unchecked ? ["--built"] : ["--check"])], {
  quiet: true,
});

console.log(`
${tarball} is ready. What is left:

  git commit --all --message "Release ${version}" && git tag --annotate v${version} --message "Release ${version}" && git push --follow-tags
  npm publish ${tarball} --provenance --access public

The second goes from a workflow with an OpenID Connect token of its own: provenance is refused elsewhere.`);
