import { createHash, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import { SignJWT } from "jose";
import {
  addSecret,
  type Backend,
  ensureWorkspaceKey,
  readConfiguration,
  readProject,
} from "../../../src/projects/index.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { applyState } from "../../../src/server/start/apply-state.ts";
import { buildApp } from "../../../src/server/start/build-app.ts";
import { sessionCollections } from "../../../src/sessions/index.ts";
import { testBackend } from "../../support/backend.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { fixedKeys } from "../../support/signing-keys.ts";
import type { KnownValues } from "./arbitrary-request.ts";
import { basic } from "./basic.ts";

/** A server with two projects and some data, that judges each of its answers. */
export interface AttackedServer {
  readonly known: KnownValues;
  /** Sends a request; returns what is wrong with the answer, or nothing. */
  attack(request: InjectOptions): Promise<string | undefined>;
  /** How often each kind of answer was given. */
  readonly answers: ReadonlyMap<string, number>;
  /** How many answers came with a change of the store. */
  readonly changes: () => number;
  close(): Promise<void>;
}

const secret = "secret-test-0123456789abcdef0123456789abcdef";
const issuer = "https://auth.example.com";
const audience = "https://api.example.com";

/** Opens one on a store of its own. */
export async function attackedServer(): Promise<AttackedServer> {
  const { backend, directory, close } = await testBackend({ collections: sessionCollections });
  const { store, writes } = recordedStore(backend.store);
  const key = await fixedKeys("RS256");
  const publicKey = createPublicKey(key).export({ format: "pem", type: "spki" }).toString();
  await applyState(backend, { state: declaredState(publicKey), folder: ".", printSecret: () => {} });
  // Requests that are injected one after the other leave the event loop no turn: that would be taken for overload.
  const app = buildApp({
    backend: { ...backend, store },
    routes: apiRoutes,
    limits: { maxEventLoopDelayMilliseconds: 0 },
  });

  const now = backend.clock() / 1000;
  const trustedToken = await new SignJWT({ email: "ada@example.com", org: "acme-1", jti: "t1" })
    .setProtectedHeader({ alg: "RS256" })
    .setSubject("u1")
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 86_400)
    .sign(key);
  await ensureWorkspaceKey(backend, { keyId: "workspace-key-1", secret });
  const credentials = {
    b2b: `project-test-b2b:${secret}`,
    consumer: `project-test-consumer:${secret}`,
    any: `workspace-key-1:${secret}`,
  };
  const sessions = await sessionsOf(app, credentials, trustedToken);
  const texts = {
    organization_id: ["acme", "acme-1", ...numbers.map((number) => `organization-test-${number}`)],
    member_id: ["u1", ...sessions.map(({ subjectId }) => subjectId)],
    user_id: [...numbers.map((number) => `u${number}`), ...sessions.map(({ subjectId }) => subjectId)],
    project_id: ["project-test-b2b", "project-test-consumer"],
    project_slug: ["project-test-b2b", "project-test-consumer"],
    environment_slug: ["test"],
    jwt_template_type: ["SESSION", "M2M"],
    pem_file_id: await pemFileIds(backend),
    public_key: [publicKey, publicKeys.p256],
    template_content: [
      "{}",
      '{ "roles": << member.rbac.roles >> }',
      '{ "roles": << user.rbac.roles >> }',
      '{ "tier": << client.trusted_metadata.tier >> }',
      '{ "a": << member.nmae }',
    ],
    custom_audience: ["", "https://api.example.com"],
    jwks_url: ["https://auth.example.com/keys", "http://127.0.0.1/keys"],
    secret_id: await spareSecrets(backend),
    profile_id: ["profile-test-1"],
    token: [trustedToken],
    session_token: sessions.map(({ token }) => token),
    session_jwt: sessions.map(({ jwt }) => jwt),
    session_id: sessions.map(({ id }) => id),
    member_session_id: sessions.map(({ id }) => id),
    email_address: ["ada@example.com", "bo@example.com"],
    email: ["ada@example.com", "bo@example.com"],
    external_id: ["u1", "u2"],
    organization_external_id: ["acme-1", "acme-2"],
    organization_slug: ["acme", "globex"],
  };
  // Reads make the key ring of a project that has none; that is no change by a refused request.
  for (const path of ["b2b/sessions/jwks/project-test-b2b", "sessions/jwks/project-test-consumer"]) {
    await app.inject({ url: `/v1/${path}` });
  }

  const answers = new Map<string, number>();
  const stored = () =>
    createHash("sha256")
      .update(readFileSync(join(directory, "data.mdb")))
      .digest("hex");
  let before = stored();
  let changes = 0;
  return {
    known: { credentials, texts },
    answers,
    changes: () => changes,
    async attack(request) {
      const writesBefore = writes.length;
      const { statusCode, headers, body } = await app.inject(request);
      const { kind, fault } = judge(request, statusCode, headers, body);
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
      if (fault !== undefined) return `${fault}: ${statusCode} ${body}`;
      if (writes.length === writesBefore) return undefined;
      const after = stored();
      const isChanged = after !== before;
      before = after;
      if (isChanged) changes++;
      return isChanged && statusCode >= 400 ? `it was refused with ${kind}, and changed the store` : undefined;
    },
    async close() {
      await app.close();
      await close();
    },
  };
}

function judge(request: InjectOptions, status: number, headers: object, body: string) {
  // What is injected misses Node's HTTP server, which leaves the body out: see `http/protocol.test.ts`.
  if (request.method === "HEAD") return { kind: `HEAD ${status}`, fault: undefined };
  let envelope: Readonly<Record<string, unknown>>;
  try {
    envelope = Object(JSON.parse(body));
  } catch {
    return { kind: "no JSON", fault: "no JSON" };
  }
  const { status_code, request_id, error_type, error_message, error_url } = envelope;
  const isEnvelope =
    status_code === status &&
    /^request-id-(test|live)-[0-9a-f-]{36}$/.test(String(request_id)) &&
    Reflect.get(headers, "x-request-id") === request_id &&
    (status === 200) === (error_type === undefined) &&
    (status === 200 || (typeof error_message === "string" && typeof error_url === "string"));
  const isOurFault = status >= 500 && status !== 501;
  const fault = isOurFault ? "our fault" : isEnvelope ? undefined : "no envelope";
  return { kind: `${status} ${error_type ?? "ok"}`, fault };
}

/** The public keys of the B2B project. */
async function pemFileIds({ store }: Backend): Promise<readonly string[]> {
  const { configuration } = await readConfiguration(store.scope("project-test-b2b"));
  return configuration.profiles.flatMap(({ pemFiles }) => pemFiles.map(({ pemFileId }) => pemFileId));
}

/** Secrets of each project beside the one that requests are made with: to delete that would end the attack. */
async function spareSecrets(backend: Backend): Promise<readonly string[]> {
  const adding = ["project-test-b2b", "project-test-consumer"].map(async (projectId) => {
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error(`${projectId} has been declared`);
    return (await addSecret(backend, project, { isDeclared: false })).secretId;
  });
  return Promise.all(adding);
}

/** A session of each project. */
async function sessionsOf(app: FastifyInstance, credentials: KnownValues["credentials"], token: string) {
  const attest = async (vertical: "b2b" | "consumer", url: string) => {
    const { body } = await app.inject({
      method: "POST",
      url,
      headers: { authorization: basic(credentials[vertical]) },
      payload: { profile_id: "profile-test-1", token, session_duration_minutes: 60 },
    });
    const { session_token, session_jwt, session, member_session, member_id, user_id } = JSON.parse(body);
    const id = vertical === "b2b" ? member_session.member_session_id : session.session_id;
    return { token: session_token, jwt: session_jwt, id, subjectId: member_id ?? user_id };
  };
  return [await attest("b2b", "/v1/b2b/sessions/attest"), await attest("consumer", "/v1/sessions/attest")];
}

/** Some of what there is gets deleted. */
const numbers = Array.from({ length: 30 }, (_, index) => index + 10);
const members = [{ email_address: "ada@example.com", external_id: "u1", roles: ["editor"] }];

function declaredState(publicKey: string): object {
  const profile = { profile_id: "profile-test-1", name: "idp", issuer, audience, public_key_type: "PEM" };
  const mapping = { email: "email", token_id: "jti" };
  const policy = {
    roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
    resources: [{ resource_id: "documents", actions: ["read", "write"] }],
  };
  const shared = { secret, policy, settings: { signing_algorithm: "ES256" } };
  return {
    projects: [
      {
        ...shared,
        project_id: "project-test-b2b",
        vertical: "b2b",
        template: '{ "plan": << organization.trusted_metadata.plan >>, "roles": << member.rbac.roles >> }',
        profiles: [
          {
            ...profile,
            pem_files: [publicKey],
            can_jit_provision: true,
            attribute_mapping: { ...mapping, external_member_id: "sub", organization_id: "org" },
          },
        ],
        organizations: [
          { organization_name: "Acme", organization_slug: "acme", organization_external_id: "acme-1", members },
          ...numbers.map((number) => ({
            organization_id: `organization-test-${number}`,
            organization_name: `Organization ${number}`,
            members,
          })),
        ],
      },
      {
        ...shared,
        project_id: "project-test-consumer",
        vertical: "consumer",
        template: '{ "roles": << user.rbac.roles >> }',
        profiles: [
          {
            ...profile,
            pem_files: [publicKey],
            can_jit_provision: true,
            attribute_mapping: { ...mapping, external_user_id: "sub" },
          },
        ],
        users: numbers.map((number) => ({ email: `user-${number}@example.com`, external_id: `u${number}` })),
      },
    ],
  };
}
