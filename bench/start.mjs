// How long the command takes to start: wall time of a process, less that of a Node.js program that does nothing.
// Medians of interleaved rounds, in reversed order every other round.
// `npm run build && npm run bench:start [FILE]`
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 21;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "claimsmith-start-"));

const TEMPLATE = `{
  "plan":   << organization.trusted_metadata.plan ?? "free" >>,
  "roles":  << member.rbac.roles >>,
  "can":    { "documents": << member.rbac.documents.actions >> },
  "apps":   << member.rbac.roles.filter(r, r.startsWith("app:")).join(" ") >>,
  "label":  "<< member.name >> at << organization.organization_name >>",
  "region": "eu"
}
`;

function fileNamed(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const empty = fileNamed("empty.mjs", "");
const commander = fileNamed("commander.mjs", `import ${JSON.stringify(import.meta.resolve("commander"))};\n`);
const template = process.argv[2] === undefined ? fileNamed("session.claims", TEMPLATE) : resolve(process.argv[2]);
const command = join(root, "dist/cli.js");

const programs = [
  { name: "empty program", args: [empty] },
  { name: "commander alone, unbundled", args: [commander] },
  { name: "claimsmith --help", args: [command, "--help"] },
  { name: "claimsmith check FILE", args: [command, "check", template] },
].map((program) => ({ ...program, milliseconds: [] }));

function run({ name, args }) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}\n${stdout}${stderr}`);
  return milliseconds;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

try {
  for (const program of programs) run(program);
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? programs : [...programs].reverse();
    for (const program of order) program.milliseconds.push(run(program));
  }
  const base = median(programs[0].milliseconds);
  console.log(`node ${process.version}, median of ${ROUNDS} runs`);
  for (const { name, milliseconds } of programs) {
    const whole = median(milliseconds);
    console.log(
      `${name.padEnd(28)} ${whole.toFixed(1).padStart(7)} ms  ${(whole - base).toFixed(1).padStart(7)} ms more`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
