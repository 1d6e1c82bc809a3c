import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type Backend,
  checkMasterKey,
  createProject,
  emptyConfiguration,
  listSigningKeys,
  projectKeys,
  readProject,
  rotateSigningKey,
  type TrustedTokenProfile,
} from "../../../src/projects/index.ts";
import { newProfile } from "../../../src/publishing/profiles/changed-profile.ts";
import { checkClock } from "../../../src/server/beside/doctor/check-clock.ts";
import { checkStoredConfiguration } from "../../../src/server/beside/doctor/check-configuration.ts";
import { checkIssuer } from "../../../src/server/beside/doctor/check-issuer.ts";
import { checkKeySets } from "../../../src/server/beside/doctor/check-key-sets.ts";
import { checkMasterKeys } from "../../../src/server/beside/doctor/check-master-keys.ts";
import { checkSigningKeys } from "../../../src/server/beside/doctor/check-signing-keys.ts";
import { examineStore, type Finding } from "../../../src/server/beside/doctor/examine-store.ts";
import { type StartOptions, startServer } from "../../../src/server/index.ts";
import { KeySets } from "../../../src/tokens/index.ts";
import { masterKeysOf, type TestBackend, testBackend } from "../../support/backend.ts";
import { MongodbProxy } from "../../support/mongodb/proxy.ts";
import { describeWithMongodb } from "../../support/mongodb.ts";

const keyOf = (letter: string) => Buffer.from(letter.repeat(32)).toString("base64");
const masterKey = keyOf("k");
const projectId = "project-test-shop";
const day = 86_400_000;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "claimsmith-doctor-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The state of a store with one project whose profiles have these key sets. */
function stateOf(urls: Readonly<Record<string, string>>, settings = {}): StartOptions["apply"] {
  const profiles = Object.entries(urls).map(([name, jwks_url]) => ({
    name,
    issuer: name,
    audience: "a",
    public_key_type: "JWK",
    jwks_url,
    attribute_mapping: { email: "email", token_id: "jti" },
  }));
  return { projects: [{ project_id: projectId, vertical: "consumer", settings, profiles }] };
}

/** Statuses by what was looked at; of a profile by its name. */
function statuses(findings: readonly Finding[]): Readonly<Record<string, string>> {
  return Object.fromEntries(findings.map(({ check, profile, status }) => [profile ?? check, status]));
}

/** What of the findings is not ok. */
function troubles(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status }) => status !== "ok");
}

/** What failed and says nothing of what to do. */
function helpless(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ status, help }) => status === "failed" && help === undefined);
}

/** An issuer of this machine that answers with these keys. */
async function issuer(keys: readonly object[]): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const { port } = Object(server.address());
  return `http://127.0.0.1:${port}/jwks?secret=planted`;
}

const usable = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };

describe("on the embedded store, looking it over", () => {
  test("finds it all well while a server runs on it, and changes nothing", async () => {
    const store = join(folder(), "store");
    const apply = stateOf({ idp: await issuer([usable]) });
    const server = await startServer({ store, apply });
    onTestFinished(() => server.close());
    await fetch(`${server.url}/v1/sessions/jwks/${projectId}`);
    const before = readFileSync(join(store, "data.mdb"));
    const findings = await examineStore({ store });
    expect(findings.map(({ check, projectId: id, profile, status }) => [check, id, profile, status])).toEqual([
      ["store", undefined, undefined, "ok"],
      ["clock", undefined, undefined, "ok"],
      ["master key", undefined, undefined, "ok"],
      ["signing keys", projectId, undefined, "ok"],
      ["issuer", projectId, undefined, "ok"],
      ["key set", projectId, "idp", "ok"],
    ]);
    expect(findings.at(-1)?.message).toMatch(/^1 usable key at `127\.0\.0\.1:\d+`$/);
    expect(readFileSync(join(store, "data.mdb")).equals(before)).toBe(true);
  });

  test("makes none where there is none", async () => {
    const store = join(folder(), "store");
    expect(await examineStore({ store })).toEqual([
      {
        check: "store",
        status: "failed",
        message: `there is no store in \`${store}\``,
        help: "name the one that your servers have; a server makes one when it starts",
      },
    ]);
    expect(existsSync(store)).toBe(false);
  });

  test("goes on without a master key, and by the rules of a server for key sets", async () => {
    const store = join(folder(), "store");
    const [idp, none] = [await issuer([usable, usable]), await issuer([])];
    const away = "http://127.0.0.1:1/";
    const apply = stateOf({ idp, none, away, private: "https://10.0.0.1/" }, { issuer: "url" });
    await (await startServer({ store, apply, jwksAllowHosts: ["10.0.0.1"] })).close();
    const findings = await examineStore({ store });
    expect(statuses(findings)).toMatchObject({ idp: "ok", none: "warning", away: "failed", private: "failed" });
    expect(helpless(findings)).toEqual([]);
    expect(JSON.stringify(findings)).not.toContain("planted");
    expect(findings.find(({ profile }) => profile === "private")).toEqual({
      check: "key set",
      projectId,
      profile: "private",
      status: "failed",
      message: "the host of the profile's key set has no address that this server may ask",
      help: "if `10.0.0.1` is to be trusted, give every server `--jwks-allow-host 10.0.0.1`",
    });
    const elsewhere = await examineStore({ store, host: "0.0.0.0", publicUrl: "https://auth.example.com" });
    expect(statuses(elsewhere)).toMatchObject({
      "master key": "failed",
      "signing keys": "failed",
      idp: "failed",
      issuer: "ok",
    });
    expect(helpless(elsewhere)).toEqual([]);
    expect(troubles(elsewhere)[0]?.message).toBe(
      "CLAIMSMITH_MASTER_KEY: is required where other machines reach the server: 32 bytes in base64",
    );
  });

  test("names each key of a set that is of no use, and warns where the issuer should know", async () => {
    const store = join(folder(), "store");
    const idp = await issuer([usable, { ...usable, kid: "enc`\u001b[2J", use: "enc" }, { kty: "oct", k: "AAAA" }]);
    await (await startServer({ store, apply: stateOf({ idp }) })).close();
    const findings = (await examineStore({ store })).filter(({ check }) => check === "key set");
    const about = { check: "key set", projectId, profile: "idp" };
    expect(findings).toEqual([
      { ...about, status: "ok", message: expect.stringMatching(/^1 usable key at /) },
      {
        ...about,
        status: "ok",
        message: "the key `enc`<U+001B>[2J` cannot be used: it is for another use than to verify signatures",
      },
      {
        ...about,
        status: "warning",
        message:
          "a key without a `kid` cannot be used: it is a symmetric key, which whoever verifies with it can sign with, too",
        help: "the tokens that name it are refused; tell the issuer",
      },
    ]);
  });

  test("judges no signing keys under a master key that is not the store's", async () => {
    const store = join(folder(), "store");
    const server = await startServer({ store, masterKey, apply: stateOf({}) });
    await fetch(`${server.url}/v1/sessions/jwks/${projectId}`);
    await server.close();
    const findings = await examineStore({ store, masterKey: keyOf("x") });
    expect(troubles(findings)).toMatchObject([
      { check: "master key", message: "the store was written under a master key that is not among those given" },
      { check: "signing keys", status: "failed", message: expect.stringMatching(/^cannot be judged: /) },
    ]);
    expect(helpless(findings)).toEqual([]);
    expect(statuses(await examineStore({ store, masterKey }))).toMatchObject({ "signing keys": "ok" });
  });

  test.each([
    "key_set_address_not_allowed",
    "key_set_url_not_allowed",
    "key_set_host_not_found",
    "key_set_not_json",
  ] as const)("says what to do where a key set cannot be had: %s", async (fault) => {
    const keySets = new KeySets({
      clock: () => 0,
      access: { allowHosts: [], allowLoopbackHttp: false },
      fetch: async () => ({ ok: false, fault }),
    });
    const profile: TrustedTokenProfile = JSON.parse('{ "name": "idp", "jwksUrl": "https://idp.example/keys" }');
    const findings = await checkKeySets(projectId, { ...emptyConfiguration, profiles: [profile] }, keySets);
    expect(findings).toMatchObject([{ status: "failed", help: expect.any(String) }]);
  });

  test("refuses options that are none", async () => {
    for (const options of [{ store: "redis://x" }, { publicUrl: "x" }, { jwksAllowHosts: ["a/b"] }, { host: "a b" }]) {
      await expect(examineStore(options)).rejects.toMatchObject({ name: "StartError" });
    }
    await expect(examineStore({ store: "mongodb://x/?w=1" })).rejects.toMatchObject({
      problems: [{ option: "store", message: "in the address of the store, `w` must be `majority`" }],
    });
  });
});

describeWithMongodb("on MongoDB, looking it over", (mongodb) => {
  function newDatabase(): string {
    const uri = mongodb.database();
    onTestFinished(() => mongodb.remove(uri));
    return uri;
  }

  test("finds it well, then an index that is missing, and makes none", async () => {
    const store = newDatabase();
    expect(await examineStore({ store, masterKey })).toMatchObject([{ check: "store", status: "failed" }]);
    await (await startServer({ store, masterKey, apply: stateOf({}) })).close();
    expect(troubles(await examineStore({ store, masterKey }))).toEqual([]);
    expect(troubles(await examineStore({ store }))).toMatchObject([
      { check: "master key", status: "failed" },
      { check: "signing keys", status: "failed" },
    ]);
    const client = new MongoClient(store);
    onTestFinished(() => client.close());
    const indexes = () => client.db().collection("projects").indexes();
    await client.db().collection("projects").dropIndex("slugs");
    const before = await indexes();
    expect(await examineStore({ store, masterKey })).toEqual([
      {
        check: "store",
        status: "failed",
        message: expect.stringMatching(/^the store at `\S+` lacks the index `slugs` of `projects`$/),
        help: "start one server with `--migrate`, while no other runs",
      },
    ]);
    expect(await indexes()).toEqual(before);
  });

  test("compares the clocks", async () => {
    const uri = newDatabase();
    const at = async (milliseconds: number) => {
      const { status, message } = await checkClock({ kind: "mongodb", uri }, () => Date.now() + milliseconds);
      return [status, message.replace(/\d\.\d s/, "N s")];
    };
    expect([await at(0), await at(4000), await at(-60_000)]).toEqual([
      ["ok", expect.stringMatching(/^this machine's is \S+ s (?:behind|ahead of) the store's$/)],
      ["warning", "this machine's is N s ahead of the store's"],
      ["failed", expect.stringMatching(/^this machine's is \d+N s behind the store's$/)],
    ]);
  });

  test("says that it is away", async () => {
    const uri = newDatabase();
    const proxy = await MongodbProxy.start(uri);
    const store = proxy.uri(uri, { serverSelectionTimeoutMS: "300" });
    await proxy.cut();
    expect(await examineStore({ store, masterKey })).toMatchObject([
      {
        check: "store",
        status: "failed",
        message: expect.stringContaining("cannot be reached"),
        help: expect.stringContaining("MongoDB"),
      },
    ]);
    await expect(checkClock({ kind: "mongodb", uri: store }, Date.now)).rejects.toMatchObject({ reason: "failed" });
  });
});

describe("of a store,", () => {
  async function world(): Promise<{ readonly opened: TestBackend; readonly backend: Backend }> {
    const opened = await testBackend({ masterKey: "a" });
    onTestFinished(() => opened.close());
    const slugs = { projectSlug: "shop", environmentSlug: "test" };
    await createProject(opened.backend, { projectId, vertical: "b2b", ...slugs });
    return { opened, backend: opened.backend };
  }

  async function projectIn(backend: Backend) {
    const project = await readProject(backend, projectId);
    if (project === undefined) throw new Error("there is no project");
    return project;
  }

  test("the master keys are right, new, old, or others", async () => {
    const { backend } = await world();
    const found = async (letters: string) => {
      const { findings } = await checkMasterKeys({ ...backend, masterKeys: masterKeysOf(...letters) });
      return findings.map(({ status, message }) => [status, message.replace(/`[0-9a-f]{16}`/, "ID")]);
    };
    const unused = ["warning", "no server has started with ID as the first master key yet"];
    expect(await found("a")).toEqual([unused]);
    await checkMasterKey(backend);
    expect(await found("ab")).toEqual([["ok", "everything in the store is under ID, and opens: 1 key"]]);
    expect(await found("ba")).toEqual([
      ["warning", "1 of 1 key in the store is not under ID, the first master key, but under an older one"],
    ]);
    expect(await found("b")).toEqual([
      ["failed", "the store was written under a master key that is not among those given"],
    ]);
    const slugs = { projectSlug: "stray", environmentSlug: "test" };
    const stray = { ...backend, masterKeys: masterKeysOf("x") };
    await createProject(stray, { projectId: "project-test-stray", vertical: "b2b", ...slugs });
    expect(await checkMasterKeys(backend)).toEqual({
      findings: [
        {
          check: "master key",
          projectId: "project-test-stray",
          status: "failed",
          message:
            "the key of its secrets does not open: it is encrypted under a master key that is not among those given",
          help: "give it every master key that its servers have had; what still does not open was changed, and is lost",
        },
      ],
      unopened: new Set(["project-test-stray"]),
    });
  });

  test("the signing keys are told, and when it is time for another", async () => {
    const { opened, backend } = await world();
    const found = async () => {
      const { status, message } = await checkSigningKeys(backend, projectId);
      return [status, message.replace(/`jwk-[^`]+`/g, "KEY")];
    };
    expect(await found()).toEqual(["ok", "none yet: one is made when it is first needed"]);
    const project = await projectIn(backend);
    await projectKeys(backend, project, "RS256").ring();
    const alone = "KEY (RS256) signs since 2026-01-01T00:00:00Z";
    expect(await found()).toEqual(["ok", `${alone}, no other is to follow yet`]);
    opened.advance(365 * day);
    expect(await found()).toEqual(["warning", `${alone}, for 365 days`]);
    await rotateSigningKey(backend, project, { actor: "test" });
    expect(await found()).toEqual(["ok", `${alone}, KEY (RS256) from 2027-01-01T00:15:00Z on`]);
    opened.advance(-6000);
    const [, next] = await listSigningKeys(backend, projectId);
    expect(await checkSigningKeys(backend, projectId)).toMatchObject({
      status: "failed",
      message: `\`${next?.kid}\` was made at 2027-01-01T00:00:00Z, which is still to come by this machine's clock`,
    });
  });

  test("the issuer is held against the public URL", () => {
    const found = (issuer: "stytch" | "url", publicUrl?: string) => {
      const settings = { ...emptyConfiguration.settings, issuer };
      const { status, message } = checkIssuer(projectId, { ...emptyConfiguration, settings }, publicUrl);
      return [status, message];
    };
    expect(found("stytch")).toEqual(["ok", `\`stytch.com/${projectId}\`, at whatever address servers are reached`]);
    expect(found("url")).toEqual(["warning", "the public URL of each server, which was not told here"]);
    for (const url of ["https://a.example", "http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000"]) {
      expect(found("url", url)).toEqual(["ok", `\`${url}\`, the public URL`]);
    }
    expect(found("url", "http://a.example")).toEqual([
      "warning",
      "`http://a.example`, the public URL, which is reached without TLS",
    ]);
  });
});

describe("the profiles of a project", () => {
  const profile: TrustedTokenProfile = {
    ...newProfile({ environment: "test", random: randomBytes }, "ttp-1"),
    name: "idp",
    issuer: "i",
    audience: "a",
    publicKeyType: "JWK",
    jwksUrl: "https://auth.example.com/jwks",
  };
  const findings = (change: Partial<TrustedTokenProfile>) =>
    checkStoredConfiguration(
      { id: projectId, vertical: "b2b" },
      { ...emptyConfiguration, profiles: [{ ...profile, ...change }] },
    ).map(({ check, profile: name, status, message }) => [check, name, status, message]);

  test("are said nothing of where this version would save them", () => {
    expect(findings({ attributeMapping: { email: "<< token.mail >>", token_id: "jti" } })).toEqual([]);
  });

  test("are told of where it would not", () => {
    const attributeMapping = { email: "<< tokn.mail >>", token_id: "jti", colour: "colour" };
    const conditions = [{ expression: "false", message: "" }];
    expect(findings({ attributeMapping, conditions })).toEqual([
      ["profile", "idp", "failed", "`/attribute_mapping/email`: unknown name `tokn`, so that its tokens are refused"],
      ["profile", "idp", "warning", "`/attribute_mapping/colour`: there is no attribute `colour`"],
      [
        "profile",
        "idp",
        "failed",
        "`/conditions/0/expression`: this can never be `true`, so that its tokens are refused",
      ],
    ]);
  });
});

describe("the rest of what a project is told", () => {
  const findings = (change: Partial<typeof emptyConfiguration>) =>
    checkStoredConfiguration({ id: projectId, vertical: "b2b" }, { ...emptyConfiguration, ...change }).map(
      ({ check, status, message }) => [check, status, message],
    );

  test("is told of where this version would not save it and serves it", () => {
    expect(findings({ template: `{${" ".repeat(16_383)}}` })).toEqual([
      ["configuration", "warning", "`/template`: the template takes 16385 bytes, and at most 16384 can be published"],
    ]);
    expect(findings({ template: `{${" ".repeat(16_382)}}` })).toEqual([]);
  });

  test("is told of where this version cannot serve it", () => {
    expect(findings({ template: '{ "a": << nobody.knows >> }' })).toEqual([
      ["configuration", "failed", "`/template`: unknown name `nobody`, so that requests of the project fail"],
    ]);
  });
});
