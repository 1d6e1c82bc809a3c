import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { type StarterFile, starterMember, starterPolicy } from "./starter-files.ts";

/** The versions that the examples of this package are run with. */
const sdkVersion = "14.2.0";
const joseVersion = "6.2.17";

/** How the project comes by this package: the path of a tarball in it; nothing where the package is installed above it. */
export interface BackendSource {
  readonly tarball: string | undefined;
}

/**
 * What a project has beside its template to serve sessions: a declared state, the keys of an issuer of its own, programs
 * that start the backend and log in with the official SDK, a test, and what runs them elsewhere. Ids, secret and keys are
 * new each time.
 */
export function backendFiles({ tarball }: BackendSource): readonly StarterFile[] {
  const ids = {
    projectId: `project-test-${randomUUID()}`,
    profileId: `trusted-auth-token-profile-test-${randomUUID()}`,
  };
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { format: "pem", type: "pkcs8" },
    publicKeyEncoding: { format: "pem", type: "spki" },
  });
  const secret = `secret-test-${randomBytes(32).toString("base64url")}`;
  return [
    { name: "state.json", text: jsonText(declaredState(ids)) },
    { name: "keys/private_key.pem", text: keys.privateKey, isSecret: true },
    { name: "keys/public_key.pem", text: keys.publicKey },
    { name: ".env", text: `CLAIMSMITH_URL=http://127.0.0.1:4000\nPROJECT_SECRET=${secret}\n`, isSecret: true },
    { name: ".gitignore", text: ".env\nkeys/private_key.pem\n.claimsmith/\nnode_modules/\n" },
    { name: "package.json", text: jsonText(manifest(tarball)) },
    { name: "start.mjs", text: startProgram },
    { name: "log-in.mjs", text: logInProgram },
    { name: "log-in.test.mjs", text: testProgram },
    { name: "compose.yaml", text: composeFile },
    { name: ".github/workflows/claims.yml", text: workflow },
    { name: "README.md", text: readme },
  ];
}

/** The programs of the project, as they import one another. */
const modules = { start: "./start.mjs", logIn: "./log-in.mjs" } as const;

const organizationExternalId = "engines";
const issuer = "https://issuer.example.com";
const audience = "https://api.example.com";

function declaredState({ projectId, profileId }: { readonly projectId: string; readonly profileId: string }): object {
  const { member, organization } = starterMember;
  return {
    projects: [
      {
        project_id: projectId,
        project_slug: "app",
        environment_slug: "test",
        vertical: "b2b",
        template: "./session.claims",
        schemas: {
          "member.trusted_metadata": "./schemas/member.json",
          "organization.trusted_metadata": "./schemas/organization.json",
        },
        policy: starterPolicy,
        profiles: [
          {
            profile_id: profileId,
            name: "own issuer",
            issuer,
            audience,
            public_key_type: "PEM",
            pem_files: ["./keys/public_key.pem"],
            attribute_mapping: {
              email: "email",
              token_id: "jti",
              external_member_id: "sub",
              organization_id: "org",
            },
            can_jit_provision: true,
          },
        ],
        organizations: [
          {
            organization_name: organization.organization_name,
            organization_slug: organization.organization_slug,
            organization_external_id: organizationExternalId,
            trusted_metadata: organization.trusted_metadata,
            members: [
              {
                email_address: member.email_address,
                external_id: "ada",
                name: member.name,
                roles: member.roles,
                trusted_metadata: member.trusted_metadata,
              },
            ],
          },
        ],
      },
    ],
  };
}

function manifest(tarball: string | undefined): object {
  const own = tarball === undefined ? {} : { claimsmith: `file:${tarball}` };
  return {
    private: true,
    type: "module",
    scripts: {
      check: "claimsmith check --max-warnings 0 session.claims",
      test: "node --test log-in.test.mjs",
      start: "node --env-file=.env start.mjs",
      "log-in": "node --env-file=.env log-in.mjs",
    },
    dependencies: { ...own, jose: joseVersion, stytch: sdkVersion },
  };
}

const startProgram = `// Starts the backend with state.json: \`npm start\`. The secret of the project is in .env, and in no file that is committed.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServer } from "claimsmith/server";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Reads the declared state: \`projects[0]\` is the project of this folder. */
export async function readState() {
  return JSON.parse(await readFile(new URL("state.json", import.meta.url), "utf8"));
}

/** Starts the backend on a state; \`options\` are those of \`startServer\`. */
export function startBackend(state, options) {
  return startServer({ apply: state, applyFolder: folder, ...options });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const state = await readState();
  state.projects[0].secret = process.env.PROJECT_SECRET;
  const server = await startBackend(state, { store: fileURLToPath(new URL(".claimsmith", import.meta.url)), port: 4000 });
  console.log(\`the backend listens on \${server.url}; Ctrl-C ends it\`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close(signal));
}
`;

const logInProgram = `// Makes a trusted token, as an identity provider of yours would, and exchanges it for a session: \`npm run log-in\`.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { importPKCS8, SignJWT } from "jose";
import * as stytch from "stytch";
import { readState } from "${modules.start}";

/** Logs Ada in and verifies the session's JWT: the session with its roles and custom claims. */
export async function logIn({ url, secret, privateKey }) {
  const [{ project_id, profiles, organizations }] = (await readState()).projects;
  const [{ profile_id, issuer, audience }] = profiles;
  const [{ organization_external_id, members }] = organizations;
  const [{ email_address, external_id }] = members;
  const token = await new SignJWT({ email: email_address, org: organization_external_id })
    .setProtectedHeader({ alg: "RS256" })
    .setSubject(external_id)
    .setJti(randomUUID())
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(await importPKCS8(privateKey, "RS256"));

  // The SDK warns that the address is not one of its makers': that is as it must be.
  const client = new stytch.B2BClient({ project_id, secret, env: url });
  const { session_jwt } = await client.sessions.attest({ profile_id, token });
  return client.sessions.authenticateJwtLocal({ session_jwt });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const privateKey = await readFile(new URL("keys/private_key.pem", import.meta.url), "utf8");
  const { CLAIMSMITH_URL: url, PROJECT_SECRET: secret } = process.env;
  const session = await logIn({ url, secret, privateKey });
  console.log(session.roles, session.custom_claims);
}
`;

const testProgram = `// What Ada's session says, by a backend that keeps nothing: \`npm test\`.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import { logIn } from "${modules.logIn}";
import { readState, startBackend } from "${modules.start}";

test("a session has the claims of the template", async () => {
  const secret = \`secret-test-\${randomBytes(32).toString("base64url")}\`;
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { format: "pem", type: "pkcs8" },
    publicKeyEncoding: { format: "pem", type: "spki" },
  });
  const state = await readState();
  state.projects[0].secret = secret;
  state.projects[0].profiles[0].pem_files = [publicKey];
  const server = await startBackend(state, { ephemeral: true, port: 0 });
  try {
    const { roles, custom_claims } = await logIn({ url: server.url, secret, privateKey });
    assert.deepEqual(roles, ["stytch_member", "reader"]);
    assert.deepEqual(custom_claims, {
      plan: "team",
      roles: ["stytch_member", "reader"],
      can: { documents: ["read"] },
      teams: ["engines"],
      label: "Ada Lovelace at Analytical Engines",
    });
  } finally {
    await server.close();
  }
});
`;

const composeFile = `# The backend on a MongoDB, on one machine. It needs Docker, and an image named claimsmith: \`docker build -t claimsmith .\` in a
# checkout of Claimsmith makes it. Secrets come from the environment, or from .env beside this file:
#
#   CLAIMSMITH_MASTER_KEY  what keys and secrets are encrypted under: openssl rand -base64 32
#
# The secret of the project is made at the first start, and printed once: docker compose logs backend.
name: app
services:
  mongo:
    image: mongo:8.0
    command: ["mongod", "--bind_ip_all"]
    volumes: ["mongo:/data/db"]
  backend:
    image: claimsmith
    depends_on: [mongo]
    environment:
      CLAIMSMITH_STORE: mongodb://mongo/claimsmith
      CLAIMSMITH_MASTER_KEY: \${CLAIMSMITH_MASTER_KEY:?make one with openssl rand -base64 32}
      CLAIMSMITH_APPLY: /app-state/state.json
    volumes:
      - ./state.json:/app-state/state.json:ro
      - ./session.claims:/app-state/session.claims:ro
      - ./schemas:/app-state/schemas:ro
      - ./keys/public_key.pem:/app-state/keys/public_key.pem:ro
    ports: ["127.0.0.1:4000:4000"]
    stop_grace_period: 30s
volumes:
  mongo:
`;

const workflow = `name: claims
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npm run check -- --format github
      - run: npm test
`;

const readme = `# Sessions with custom claims

| file | what it is |
|---|---|
| \`session.claims\` | the template: what a session's token says |
| \`schemas/\`, \`policy.json\`, \`claimsmith.json\` | what metadata and roles there can be, for \`claimsmith check\` |
| \`state.json\` | what the backend has: the same template, schemas and policy, who is trusted, organizations and members |
| \`keys/\` | the keys of an issuer of your own, until there is a real one; the private one is not committed |
| \`.env\` | the address of the backend and the secret of the project; not committed |
| \`start.mjs\`, \`log-in.mjs\`, \`log-in.test.mjs\` | the backend, a program with the official SDK, a test |

\`\`\`sh
npm install
npm run check
npm test
npm start
\`\`\`

and, while it runs, in another terminal:

\`\`\`sh
npm run log-in
\`\`\`

Commit \`package-lock.json\`, and the tarball if \`package.json\` names one: the workflow in \`.github\` installs by them.
For others, \`claimsmith serve --apply state.json\` serves the same state, with a master key of your own; \`compose.yaml\` is a start.
`;

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
