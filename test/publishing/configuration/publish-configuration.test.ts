import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  type Configuration,
  type ConfigurationDocument,
  configurationCollection,
  configurationDigest,
  configurationId,
  emptyConfiguration,
  readConfiguration,
  type TrustedTokenProfile,
} from "../../../src/projects/index.ts";
import { publishConfiguration } from "../../../src/publishing/index.ts";
import { newProfile } from "../../../src/publishing/profiles/changed-profile.ts";
import { KeySets, messageByKeySetFault } from "../../../src/tokens/index.ts";
import { startOf2026 } from "../../support/backend.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { auditLog, contextOf, newShop, withTemplate } from "../support/world.ts";

const actor = "tester";

describe("publishing a configuration", () => {
  test("puts the change in force, as the next revision", async () => {
    const { backend, project } = await newShop();
    expect(await publishConfiguration(backend, project, withTemplate('{ "a": 1 }'), { actor })).toEqual({
      ok: true,
      revision: 1,
      isChanged: true,
      notes: [],
      trial: { evaluated: 0, isPart: false, failed: 0, refused: 0, refusals: [] },
      schemaTrials: [],
    });
    const again = await publishConfiguration(backend, project, withTemplate('{ "a": 2 }'), { actor });
    expect(again).toMatchObject({ ok: true, revision: 2 });
    const { revision, configuration } = await readConfiguration(backend.store.scope(project.id));
    expect({ revision, configuration }).toEqual({
      revision: 2,
      configuration: { ...emptyConfiguration, template: '{ "a": 2 }' },
    });
  });

  test("keeps the fields that a newer version has stored: at the top, of settings, and of profiles that stay", async () => {
    const { backend, project } = await newShop();
    const ids = { environment: "test", random: randomBytes } as const;
    const profile = (profileId: string): TrustedTokenProfile => ({
      ...newProfile(ids, profileId),
      name: profileId,
      issuer: `https://${profileId}.example.com`,
      audience: "https://api.example.com",
      pemFiles: [{ pemFileId: `${profileId}-pem`, publicKey: publicKeys.rsa }],
    });
    const [kept, gone, fresh] = [profile("kept"), profile("gone"), profile("fresh")];
    const newer = { hue: "blue", canJitProvision: true };
    const stored = {
      ...emptyConfiguration,
      ticket: { price: 1 },
      profiles: [
        { ...kept, ...newer },
        { ...gone, ...newer },
      ],
      settings: { ...emptyConfiguration.settings, pace: null },
    };
    const documents = backend.store.scope(project.id).collection(configurationCollection);
    await documents.insert({ id: configurationId, json: JSON.stringify(stored), auditEntryId: "" });
    const publish = (change: (before: Configuration) => Configuration) =>
      publishConfiguration(backend, project, change, { actor });
    const settings = { ...emptyConfiguration.settings, attestRequiresDuration: true };
    const change = () => ({ ...emptyConfiguration, profiles: [fresh, kept], settings });
    expect(await publish(change)).toMatchObject({ ok: true, isChanged: true });
    const document = await documents.get(configurationId);
    expect(JSON.parse(document?.json ?? "")).toEqual({
      ...emptyConfiguration,
      ticket: { price: 1 },
      profiles: [fresh, { ...kept, hue: "blue" }],
      settings: { ...settings, pace: null },
    });
    expect(await publish(change)).toMatchObject({ ok: true, isChanged: false });
    expect(await documents.get(configurationId)).toEqual(document);
  });

  test("writes the audit entry before the configuration", async () => {
    const { backend, project } = await newShop();
    const { store, writes } = recordedStore(backend.store);
    await publishConfiguration({ ...backend, store }, project, withTemplate('{ "a": 1 }'), { actor });
    await publishConfiguration({ ...backend, store }, project, withTemplate('{ "a": 2 }'), { actor });
    expect(writes.map(({ collection, operation }) => `${operation} ${collection}`)).toEqual([
      "insert audit",
      "insert configurations",
      "insert audit",
      "replace configurations",
    ]);
  });

  test("tells the audit log who changed what into what, each entry naming the one before", async () => {
    const { backend, project, test } = await newShop();
    const first = withTemplate('{ "a": 1 }');
    const second = withTemplate('{ "a": 2 }');
    await publishConfiguration(backend, project, first, { actor: "one" });
    test.advance(1000);
    await publishConfiguration(backend, project, second, { actor: "two" });
    const [later, earlier] = await auditLog(backend, project);
    expect(earlier).toMatchObject({
      actor: "one",
      at: startOf2026,
      previousEntryId: null,
      revisionBefore: 0,
      revisionAfter: 1,
      digestBefore: configurationDigest(emptyConfiguration),
      digestAfter: configurationDigest(first(emptyConfiguration)),
    });
    expect(later).toMatchObject({
      actor: "two",
      at: startOf2026 + 1000,
      previousEntryId: earlier?.id,
      revisionBefore: 1,
      revisionAfter: 2,
      digestBefore: earlier?.digestAfter,
      digestAfter: configurationDigest(second(emptyConfiguration)),
    });
    const { document } = await readConfiguration(backend.store.scope(project.id));
    expect(document?.auditEntryId).toBe(later?.id);
  });

  test("changes nothing when the audit entry cannot be written", async () => {
    const { backend, project } = await newShop();
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "audit") throw new Error("no disk");
    });
    const publishing = publishConfiguration({ ...backend, store }, project, withTemplate('{ "a": 1 }'), { actor });
    await expect(publishing).rejects.toThrow("no disk");
    expect((await readConfiguration(backend.store.scope(project.id))).revision).toBe(0);
  });

  test("passes on what keeps the configuration from being written", async () => {
    const { backend, project } = await newShop();
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "configurations") throw new Error("no disk");
    });
    const publishing = publishConfiguration({ ...backend, store }, project, withTemplate('{ "a": 1 }'), { actor });
    await expect(publishing).rejects.toThrow("no disk");
  });

  test.each([
    ["of a project that was told nothing", 0],
    ["of one that was told something", 1],
  ])("writes nothing when it changes nothing, %s", async (_, revision) => {
    const { backend, project } = await newShop();
    if (revision === 1) await publishConfiguration(backend, project, withTemplate('{ "a": 1 }'), { actor });
    const { store, writes } = recordedStore(backend.store);
    const publication = await publishConfiguration(
      { ...backend, store },
      project,
      ({ template, profiles, settings, ...rest }) => ({
        settings: { ...settings },
        ...rest,
        profiles: [...profiles],
        template,
      }),
      { actor },
    );
    expect(publication).toEqual({ ok: true, revision, isChanged: false, notes: [] });
    expect(writes).toEqual([]);
  });

  test("writes nothing of a configuration that may not be saved, and tells all that is wrong", async () => {
    const { backend, project } = await newShop();
    const { store, writes } = recordedStore(backend.store);
    const publication = await publishConfiguration(
      { ...backend, store },
      project,
      (configuration) => ({ ...configuration, template: "{", customAudience: "\n" }),
      { actor },
    );
    expect(publication).toMatchObject({
      ok: false,
      problems: [{ pointer: "/template" }, { pointer: "/custom_audience" }],
    });
    expect(writes).toEqual([]);
  });

  test("keeps all of the changes that are made at the same time, in one chain of entries", async () => {
    const { backend, project } = await newShop();
    const ids = Array.from({ length: 20 }, (_, n) => `role${n + 10}`);
    const publications = await Promise.all(
      ids.map((role_id) =>
        publishConfiguration(
          backend,
          project,
          (configuration) => ({
            ...configuration,
            policy: { roles: [...configuration.policy.roles, { role_id, permissions: [] }], resources: [] },
          }),
          { actor: role_id },
        ),
      ),
    );
    expect(publications.map(({ ok }) => ok)).toEqual(ids.map(() => true));
    const { revision, configuration, document } = await readConfiguration(backend.store.scope(project.id));
    expect(revision).toBe(20);
    expect(configuration.policy.roles.map(({ role_id }) => role_id).sort()).toEqual(ids);

    const entries = await auditLog(backend, project);
    const chain: string[] = [];
    for (let id = document?.auditEntryId ?? null; id !== null; ) {
      const entry = entries.find((one) => one.id === id);
      chain.push(entry?.actor ?? "");
      id = entry?.previousEntryId ?? null;
    }
    expect(chain.reverse()).toEqual(configuration.policy.roles.map(({ role_id }) => role_id));
  });

  test("gives up when others come first for too long", async () => {
    const { backend, project } = await newShop();
    const configurations = backend.store.scope(project.id).collection(configurationCollection);
    let count = 0;
    const { store } = recordedStore(backend.store, async ({ collection }) => {
      if (collection !== "configurations") return;
      const json = JSON.stringify({ ...emptyConfiguration, customAudience: `other${count++}` });
      const stored = await configurations.get(configurationId);
      const next: Omit<ConfigurationDocument, "revision"> = { id: configurationId, json, auditEntryId: "other" };
      if (stored === undefined) await configurations.insert(next);
      else await configurations.replace({ ...next, revision: stored.revision });
    });
    const publishing = publishConfiguration({ ...backend, store }, project, withTemplate('{ "a": 1 }'), { actor });
    await expect(publishing).rejects.toMatchObject({ type: "service_unavailable" });
  });
});

/** A profile with all that it needs. */
const idp: TrustedTokenProfile = {
  ...newProfile({ environment: "test", random: randomBytes }, "ttp-1"),
  name: "idp",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  pemFiles: [{ pemFileId: "pem", publicKey: publicKeys.rsa }],
  attributeMapping: { email: "email", token_id: "jti" },
};

describe("a profile that an earlier version let pass", () => {
  const profile = { ...idp, attributeMapping: { ...idp.attributeMapping, favourite_colour: "colour" } };

  test("keeps nothing else from being published while it stays as it is, and is told of", async () => {
    const { backend, project } = await newShop();
    const json = JSON.stringify({ ...emptyConfiguration, profiles: [profile] });
    const configurations = backend.store.scope(project.id).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
    const publish = (change: (before: Configuration) => Configuration) =>
      publishConfiguration(backend, project, change, { actor });
    const told = { code: "unknown_attribute", pointer: "/profiles/0/attribute_mapping/favourite_colour" };
    expect(await publish((before) => ({ ...before, customAudience: "x" }))).toMatchObject({ ok: true, notes: [told] });
    const changed = { ...profile, leewaySeconds: 5 };
    expect(await publish((before) => ({ ...before, profiles: [changed] }))).toMatchObject({
      ok: false,
      problems: [told],
    });
  });
});

describe("a stored profile whose expressions are longer than they may be", () => {
  test("is compiled and served, and keeps nothing else from being published while it stays", async () => {
    const { backend, project } = await newShop();
    const trusted_metadata = '{ "x": << token.y >> }'.padEnd(16_384);
    const conditions = [{ expression: "token.a == 1", message: "" }];
    const profile = { ...idp, attributeMapping: { ...idp.attributeMapping, trusted_metadata }, conditions };
    const json = JSON.stringify({ ...emptyConfiguration, profiles: [profile] });
    const configurations = backend.store.scope(project.id).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
    const { active } = await contextOf(backend, project);
    const { policy } = [...active.profiles.values()][0] ?? {};
    expect(policy?.conditions).toEqual([{ message: "", expression: expect.anything() }]);
    const told = { code: "expressions_too_long", pointer: "/profiles/0" };
    const publish = (change: (before: Configuration) => Configuration) =>
      publishConfiguration(backend, project, change, { actor });
    expect(await publish((before) => ({ ...before, customAudience: "x" }))).toMatchObject({ ok: true, notes: [told] });
    const changed = { ...profile, leewaySeconds: 5 };
    expect(await publish((before) => ({ ...before, profiles: [changed] }))).toMatchObject({
      ok: false,
      problems: [told],
    });
  });
});

describe("a schema of more schemas than are read of one that is published", () => {
  const schemaOf = (schemas: number) => ({
    type: "object",
    additionalProperties: true,
    properties: Object.fromEntries(Array.from({ length: schemas - 2 }, (_, n) => [`p${n}`, { type: "string" }])),
  });
  const withSchema = (schemas: number) => (before: Configuration) => ({
    ...before,
    schemas: { "member.trusted_metadata": schemaOf(schemas) },
  });

  test("is not published", async () => {
    const { backend, project } = await newShop();
    expect(await publishConfiguration(backend, project, withSchema(2001), { actor })).toMatchObject({
      ok: false,
      problems: [{ code: "invalid-schema", pointer: "/schemas" }],
    });
    expect(await publishConfiguration(backend, project, withSchema(2000), { actor })).toMatchObject({ ok: true });
  });

  test("that is stored already is served, and keeps nothing else from being published while it stays", async () => {
    const { backend, project } = await newShop();
    const json = JSON.stringify(withSchema(3000)(emptyConfiguration));
    const configurations = backend.store.scope(project.id).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
    await contextOf(backend, project);
    expect(
      await publishConfiguration(backend, project, (before) => ({ ...before, customAudience: "x" }), { actor }),
    ).toMatchObject({ ok: true });
    expect(await publishConfiguration(backend, project, withSchema(2999), { actor })).toMatchObject({ ok: false });
  });
});

describe("a template of more than 16 KiB", () => {
  const templateOf = (bytes: number) => `{${" ".repeat(bytes - 2)}}`;

  test("is not published", async () => {
    const { backend, project } = await newShop();
    expect(await publishConfiguration(backend, project, withTemplate(templateOf(16_385)), { actor })).toMatchObject({
      ok: false,
      problems: [{ code: "jwt_template_too_large", pointer: "/template" }],
    });
    expect(await publishConfiguration(backend, project, withTemplate(templateOf(16_384)), { actor })).toMatchObject({
      ok: true,
    });
  });

  test("that is stored already is served, and keeps nothing else from being published while it stays", async () => {
    const { backend, project } = await newShop();
    const json = JSON.stringify({ ...emptyConfiguration, template: templateOf(20_000) });
    const configurations = backend.store.scope(project.id).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
    expect((await contextOf(backend, project)).active.configuration.template).toHaveLength(20_000);
    const told = { code: "jwt_template_too_large", pointer: "/template" };
    expect(
      await publishConfiguration(backend, project, (before) => ({ ...before, customAudience: "x" }), { actor }),
    ).toMatchObject({ ok: true, notes: [told] });
    expect(await publishConfiguration(backend, project, withTemplate(templateOf(19_999)), { actor })).toMatchObject({
      ok: false,
      problems: [told],
    });
  });
});

describe("a JWKS URL", () => {
  const profile: TrustedTokenProfile = {
    profileId: "ttp-1",
    name: "idp",
    issuer: "https://auth.example.com",
    audience: "https://api.example.com",
    publicKeyType: "JWK",
    pemFiles: [],
    jwksUrl: "https://idp.internal/jwks",
    attributeMapping: {},
    acceptedIssuers: [],
    acceptedAudiences: [],
    acceptedClients: [],
    conditions: [],
    tokenSchema: null,
    linkByEmail: "asserted",
    canJitProvision: false,
    singleUse: false,
    allowedOrganizations: null,
    algorithms: null,
    leewaySeconds: 60,
    maxLifetimeSeconds: null,
    maxTokenCharacters: 16_384,
  };
  const withUrl = (jwksUrl: string) => (configuration: Configuration) => ({
    ...configuration,
    profiles: [{ ...profile, jwksUrl }],
  });

  test("that this server may not ask is refused, without asking any", async () => {
    const { backend, project } = await newShop();
    for (const url of ["https://10.0.0.1/jwks", "https://[::ffff:10.0.0.1]/jwks", "https://0x7f.1/jwks"]) {
      expect(await publishConfiguration(backend, project, withUrl(url), { actor })).toEqual({
        ok: false,
        problems: [
          {
            code: "invalid_jwks_url",
            pointer: "/profiles/0/jwks_url",
            message: messageByKeySetFault.key_set_address_not_allowed,
            help: expect.stringContaining("--jwks-allow-host"),
          },
        ],
      });
    }
    expect(await publishConfiguration(backend, project, withUrl("https://idp.internal/"), { actor })).toMatchObject({
      ok: true,
    });
  });

  test("that another server may ask keeps nobody from changing something else", async () => {
    const { backend, project } = await newShop();
    const access = { allowHosts: ["10.0.0.1"], allowLoopbackHttp: false };
    const fetch = async () => ({ ok: true as const, keys: [], unusable: [] });
    const other = { ...backend, keySets: new KeySets({ clock: backend.clock, access, fetch }) };
    const url = withUrl("https://10.0.0.1/jwks");
    expect(await publishConfiguration(other, project, url, { actor })).toMatchObject({ ok: true });
    expect(await publishConfiguration(backend, project, withTemplate('{ "a": 1 }'), { actor })).toMatchObject({
      ok: true,
    });
  });
});
