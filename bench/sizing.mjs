// What a server and its embedded store take: bytes a member and a session, CPU an attest and an authenticate, memory.
// Bytes are those of a compact back-up; CPU is that of the server process alone, on one core, under eight requests at once.
// `npm run build && npm run bench:sizing [MEMBERS]`
import { execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { importPKCS8, SignJWT } from "jose";

const members = Number(process.argv[2] ?? 1000);
if (!(Number.isSafeInteger(members) && members >= 100)) throw new Error("MEMBERS must be a whole number from 100");
/** Sessions of each member, besides the one that it begins with; and authenticates of each of them. */
const moreSessions = 2;
const atOnce = 8;
const algorithms = ["RS256", "ES256", "EdDSA"];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const command = join(root, "dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "claimsmith-sizing-"));
const issuer = "https://auth.example.com";
const audience = "https://api.example.com";
const secret = "secret-test-sizing-0123456789abcdef";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const signingKey = await importPKCS8(keys.privateKey.export({ type: "pkcs8", format: "pem" }), "RS256");

const projectOf = (algorithm) => `project-test-sizing-${algorithm.toLowerCase()}`;
const template = `{
  "organization": << organization.organization_slug >>,
  "can": { "documents": << member.rbac.documents.actions >> },
  "label": "<< member.name >> at << organization.organization_name >>"
}`;

/** A project whose issuer makes members, in one organization each hundred. */
const projects = algorithms.map((algorithm) => ({
  project_id: projectOf(algorithm),
  vertical: "b2b",
  secret,
  template,
  settings: { signing_algorithm: algorithm },
  policy: {
    roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
    resources: [{ resource_id: "documents", actions: ["read", "write"] }],
  },
  profiles: [
    {
      profile_id: "idp",
      name: "idp",
      issuer,
      audience,
      pem_files: [keys.publicKey.export({ type: "spki", format: "pem" })],
      can_jit_provision: true,
      attribute_mapping: {
        email: "email",
        token_id: "jti",
        external_member_id: "sub",
        organization_id: "org",
        role_ids: "roles",
        name: "name",
      },
    },
  ],
}));

const state = join(folder, "state.json");
writeFileSync(state, JSON.stringify({ projects }));

const store = `embedded:${join(folder, "store")}`;
const server = spawn(
  process.execPath,
  [command, "serve", "--port", "0", "--store", store, "--apply", state, "--log-level", "warn"],
  { cwd: folder, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_ENV: "" } },
);
const exit = once(server, "exit");

async function listening() {
  let printed = "";
  for await (const piece of server.stdout) {
    printed += piece;
    const [, url] = /listens on (\S+)/.exec(printed) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("the server has not started");
}

const url = await listening();

async function post(algorithm, path, body) {
  const credentials = Buffer.from(`${projectOf(algorithm)}:${secret}`).toString("base64");
  const response = await fetch(`${url}/v1/b2b/sessions/${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(`${path} was answered with ${JSON.stringify(answer)}`);
  return answer;
}

async function tokenOf(number, round) {
  const claims = {
    email: `person-${number}@example.com`,
    name: `Person ${number}`,
    org: `organization-${Math.floor(number / 100)}`,
    roles: ["editor"],
  };
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).setIssuer(issuer).setAudience(audience);
  return jwt
    .setSubject(`person-${number}`)
    .setJti(`${number}-${round}`)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(signingKey);
}

/** Does something for each number below a count, some at once. */
async function each(count, work) {
  let next = 0;
  const worker = async () => {
    for (let number = next++; number < count; number = next++) await work(number);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

let backUps = 0;
function bytesOfStore() {
  const copy = join(folder, `copy-${backUps++}`);
  execFileSync(process.execPath, [command, "backup", "--store", store, copy], { cwd: folder });
  const { size } = statSync(join(copy, "data.mdb"));
  rmSync(copy, { recursive: true });
  return size;
}

async function processMetrics() {
  // The text of the metrics is made at most once a second.
  await setTimeout(1100);
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return { cpuSeconds: value("process_cpu_seconds_total"), residentBytes: value("process_resident_memory_bytes") };
}

/** Milliseconds of CPU that the server takes for one of so many requests. */
async function cpuOf(count, work) {
  const before = await processMetrics();
  await each(count, work);
  const after = await processMetrics();
  return ((after.cpuSeconds - before.cpuSeconds) * 1000) / count;
}

const shown = [];
const tell = (name, value) => shown.push(`${name.padEnd(46)} ${value}`);
const bytes = (value) => `${Math.round(value).toLocaleString("en")} bytes`;
const cpu = (value) => `${value.toFixed(2)} ms of CPU`;

try {
  const idle = await processMetrics();
  const [first, ...others] = algorithms;
  const empty = bytesOfStore();
  const sessions = [];
  const attest = (algorithm, tokens) => async (number) => {
    const { session_token } = await post(algorithm, "attest", { profile_id: "idp", token: tokens[number] });
    return session_token;
  };
  const tokensOf = (count, round) => Promise.all(Array.from({ length: count }, (_, number) => tokenOf(number, round)));

  const newcomers = await tokensOf(members, 0);
  const making = await cpuOf(members, attest(first, newcomers));
  const withMembers = bytesOfStore();
  let attesting = 0;
  for (let round = 1; round <= moreSessions; round += 1) {
    const tokens = await tokensOf(members, round);
    const begin = attest(first, tokens);
    attesting += (await cpuOf(members, async (number) => sessions.push(await begin(number)))) / moreSessions;
  }
  const perSession = (bytesOfStore() - withMembers) / (members * moreSessions);
  const perMember = (withMembers - empty) / members - perSession;
  const authenticate = (algorithm, all) => (number) => post(algorithm, "authenticate", { session_token: all[number] });
  // In a process that has just started everything costs more.
  await each(sessions.length, authenticate(first, sessions));
  const authenticating = await cpuOf(sessions.length, authenticate(first, sessions));

  tell("a member, with its share of an organization", bytes(perMember));
  tell("a session", bytes(perSession));
  tell("attest that makes a member, RS256", cpu(making));
  tell("attest of a known member, RS256", cpu(attesting));
  tell("authenticate, RS256", cpu(authenticating));
  for (const algorithm of others) {
    const count = Math.min(members, 1000);
    const all = [];
    await each(count, attest(algorithm, await tokensOf(count, 0)));
    const begin = attest(algorithm, await tokensOf(count, 1));
    tell(
      `attest of a known member, ${algorithm}`,
      cpu(await cpuOf(count, async (number) => all.push(await begin(number)))),
    );
    tell(`authenticate, ${algorithm}`, cpu(await cpuOf(count, authenticate(algorithm, all))));
  }
  const after = await processMetrics();
  const mebibytes = (value) => `${Math.round(value / 2 ** 20)} MiB`;
  tell(
    "memory of the process, idle and after all this",
    `${mebibytes(idle.residentBytes)}, ${mebibytes(after.residentBytes)}`,
  );
  console.log(`node ${process.version}, ${members} members, ${sessions.length} more sessions`);
  console.log(shown.join("\n"));
} finally {
  server.kill("SIGTERM");
  await exit;
  rmSync(folder, { recursive: true, force: true });
}
