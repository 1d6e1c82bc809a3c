import { createPublicKey } from "node:crypto";
import { SignJWT } from "jose";
import { onTestFinished } from "vitest";
import {
  insertOrganization,
  insertSubject,
  newOrganization,
  newSubject,
  organizationCollection,
  subjectCollection,
} from "../../../src/directory/index.ts";
import type { Json } from "../../../src/language/json.ts";
import {
  ActiveConfigurations,
  ApiError,
  type Backend,
  type Configuration,
  configurationCollection,
  configurationId,
  createProject,
  emptyConfiguration,
  openPublicProject,
  type ProjectContext,
  type ProjectSettings,
  type ProjectVerticalId,
  type TrustedTokenProfile,
} from "../../../src/projects/index.ts";
import { sessionCollection, sessionCollections } from "../../../src/sessions/index.ts";
import type { CollectionDeclaration, Document } from "../../../src/store/index.ts";
import type { KeySetsOptions } from "../../../src/tokens/index.ts";
import { startOf2026, testBackend } from "../../support/backend.ts";
import type { TestStore } from "../../support/each-store.ts";
import { fixedKeys } from "../../support/signing-keys.ts";

export { startOf2026 };

const issuer = "https://auth.example.com";
const audience = "https://api.example.com";

/** The policy of every project of these tests. */
export const policy = {
  roles: [
    { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] },
    { role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] },
  ],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
  scopes: [],
};

/** A project with one profile, whose tokens `token` signs. */
export interface SessionWorld {
  /** What a request works with that comes now. */
  context(): Promise<ProjectContext>;
  /** Changes the configuration as a publish does. */
  configure(change: Partial<Configuration>): Promise<void>;
  /** A trusted token with these claims, valid for five minutes. */
  token(claims: { readonly [name: string]: Json | undefined }, header?: { readonly kid?: string }): Promise<string>;
  advance(milliseconds: number): void;
  /** Every document of the directory and of the sessions. */
  dump(): Promise<readonly (readonly Document[])[]>;
}

/** What a test says about its project. */
export interface WorldOptions {
  readonly vertical?: ProjectVerticalId;
  readonly profile?: Partial<TrustedTokenProfile>;
  readonly settings?: Partial<ProjectSettings>;
  readonly template?: string;
  /** How key sets are had. */
  readonly keySets?: Partial<KeySetsOptions>;
  /** Where everything is kept; an embedded store of its own unless given. */
  readonly store?: TestStore;
  /** Has the world closed at its end; when the test is over unless given. */
  readonly atEnd?: (close: () => Promise<void>) => void;
  /** What stands between the requests and the backend, once the project is there. */
  readonly wrap?: (backend: Backend) => Backend;
}

/** Makes a project on a store of its own, removed when the test is over. */
export async function sessionWorld(options: WorldOptions = {}): Promise<SessionWorld> {
  const { vertical = "b2b", template = "{}" } = options;
  const { store } = options;
  const test = await testBackend({
    collections: sessionCollections,
    keySets: options.keySets ?? {},
    ...(store === undefined ? {} : { store }),
  });
  (options.atEnd ?? onTestFinished)(test.close);
  const { backend } = test;
  const privateKey = await fixedKeys("RS256");
  const projectId = "project-test-sessions";
  await createProject(backend, { projectId, vertical, projectSlug: "shop", environmentSlug: "test" });
  const scope = backend.store.scope(projectId);
  const profile: TrustedTokenProfile = {
    profileId: "profile",
    name: "idp",
    issuer,
    audience,
    publicKeyType: "PEM",
    pemFiles: [
      { pemFileId: "pem", publicKey: `${createPublicKey(privateKey).export({ format: "pem", type: "spki" })}` },
    ],
    jwksUrl: null,
    attributeMapping: {
      email: "email",
      token_id: "jti",
      role_ids: "assignments",
      ...(vertical === "b2b" ? { external_member_id: "sub", organization_id: "org" } : { external_user_id: "sub" }),
    },
    acceptedIssuers: [],
    acceptedAudiences: [],
    acceptedClients: [],
    conditions: [],
    tokenSchema: null,
    linkByEmail: "asserted",
    canJitProvision: true,
    singleUse: false,
    allowedOrganizations: null,
    algorithms: null,
    leewaySeconds: 60,
    maxLifetimeSeconds: 86_400,
    maxTokenCharacters: 16_384,
    ...options.profile,
  };
  const settings = { ...emptyConfiguration.settings, ...options.settings };
  let configuration: Configuration = { ...emptyConfiguration, template, policy, profiles: [profile], settings };
  const configurations = scope.collection(configurationCollection);
  await configurations.insert({ id: configurationId, json: JSON.stringify(configuration), auditEntryId: "" });
  const active = new ActiveConfigurations();
  const requests = options.wrap?.(backend) ?? backend;
  return {
    async context() {
      const context = await openPublicProject(requests, active, projectId);
      if (context === undefined) throw new Error("the project is there");
      return context;
    },
    async configure(change) {
      configuration = { ...configuration, ...change };
      const stored = await configurations.get(configurationId);
      if (stored === undefined) throw new Error("the configuration is there");
      await configurations.replace({ ...stored, json: JSON.stringify(configuration) });
    },
    token(claims, header = {}) {
      const seconds = Math.floor(backend.clock() / 1000);
      return new SignJWT({ iss: issuer, aud: audience, jti: "token-1", ...claims })
        .setProtectedHeader({ alg: "RS256", ...header })
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 300)
        .sign(privateKey);
    },
    advance: test.advance,
    dump() {
      const all = async <T extends Document, Index extends string>(
        declaration: CollectionDeclaration<T, Index>,
        index: Index,
      ): Promise<readonly Document[]> => (await scope.collection(declaration).find(index, [], { limit: 1000 })).items;
      return Promise.all([
        all(organizationCollection, "slug"),
        all(subjectCollection, "recent"),
        all(sessionCollection, "token"),
      ]);
    },
  };
}

/** Makes an organization `acme` with the member Ada, who has the external id `ada` unless told otherwise. */
export async function withAda(
  world: SessionWorld,
  { externalId = "ada" }: { readonly externalId?: string | null } = {},
) {
  const context = await world.context();
  const organization = await insertOrganization(
    context,
    await newOrganization(context, { name: "Acme", slug: "acme", externalId: "acme-1" }),
  );
  const ada = await insertSubject(
    context,
    newSubject(context, {
      organizationId: organization.id,
      emailAddress: "ada@example.com",
      externalId,
      name: "Ada Lovelace",
    }),
  );
  return { organization, ada };
}

/** The type of the error that a use case refuses with; fails if it does not. */
export async function refusal(use: Promise<unknown>): Promise<string> {
  return (await refusalError(use)).type;
}

/** The type of that error, and the reason in its details. */
export async function refusalReason(use: Promise<unknown>): Promise<string> {
  const { type, details } = await refusalError(use);
  return `${type} ${details?.reason}`;
}

async function refusalError(use: Promise<unknown>): Promise<ApiError> {
  try {
    await use;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
