import { describe, expect, test } from "vitest";
import { findOrganization } from "../../../src/directory/index.ts";
import { applyDeclaredState } from "../../../src/publishing/index.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { configurationChanged, configurationIn, contextIn, shopWorld } from "../support/shop-world.ts";
import { shop, shopId, stateOf } from "../support/states.ts";

describe("a declared template", () => {
  test("may be the text itself", async () => {
    const { backend, declare } = await shopWorld();
    expect(await declare({ template: '{ "a": 1 }' })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend, shopId)).template).toBe('{ "a": 1 }');
  });

  test("is kept to the byte, byte order mark and all", async () => {
    const { backend, declare } = await shopWorld();
    const text = '\ufeff{ "a":\r\n 1 }\n';
    expect(await declare({ template: "./other.claims" }, { "./other.claims": text })).toMatchObject({ ok: true });
    expect((await configurationIn(backend, shopId)).template).toBe(text);
  });

  test("is read anew each time, so that a change of the file is one", async () => {
    const { backend } = await shopWorld();
    const files = { "./session.claims": '{ "a": 2 }' };
    expect(await apply(backend, stateOf(shop), { files })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend, shopId)).template).toBe('{ "a": 2 }');
  });

  test("with an error is refused, with its diagnostics and its file", async () => {
    const { backend, declare } = await shopWorld();
    const { store, writes } = recordedStore(backend.store);
    const files = { "./session.claims": '{ "a": << member.nam >>, "b": << nobody >> }' };
    const application = await apply({ ...backend, store }, stateOf(shop), { files });
    expect(application).toMatchObject({
      ok: false,
      problems: [
        {
          code: "unknown-property",
          pointer: "/projects/0/template",
          file: "./session.claims",
          help: "did you mean `name`?",
          diagnostic: { span: { start: 17, end: 20 } },
        },
        { code: "unknown-root", pointer: "/projects/0/template", file: "./session.claims" },
      ],
    });
    expect(writes).toEqual([]);
    const [problem] = await declare({ template: "{" }).then((result) => (result.ok ? [] : result.problems));
    expect(problem).not.toHaveProperty("file");
  });
});

describe("a file of a state", () => {
  test.each<[string, string, Uint8Array, object]>([
    [
      "that is not there",
      "./missing",
      Buffer.from(""),
      { code: "unreadable_file", message: "the file `./missing` cannot be read: there is no such file" },
    ],
    [
      "above the state",
      "./../x",
      Buffer.from("{}"),
      { code: "path_outside", message: "a path cannot lead out of the folder of the state" },
    ],
    ["above the state, in Windows' spelling", "./a\\..\\..\\x", Buffer.from("{}"), { code: "path_outside" }],
    [
      "that is not UTF-8",
      "./bytes",
      Buffer.from([0x7b, 0xff, 0x7d]),
      { code: "not_utf8", message: "the file `./bytes` is not valid UTF-8" },
    ],
  ])("%s is named", async (_, path, bytes, problem) => {
    const { declare } = await shopWorld();
    const files = path === "./missing" ? {} : { [path]: bytes };
    const declared = {
      template: path,
      schemas: { "member.trusted_metadata": path },
      profiles: [{ name: "idp", pem_files: ["./public_key.pem", path] }],
    };
    expect(await declare(declared, files)).toMatchObject({
      ok: false,
      problems: [
        { ...problem, pointer: "/projects/0/template" },
        { ...problem, pointer: "/projects/0/schemas/member.trusted_metadata" },
        { ...problem, pointer: "/projects/0/profiles/0/pem_files/1" },
      ],
    });
  });

  test("is meant where a text is neither a path nor what it should be", async () => {
    const { declare } = await shopWorld();
    const profiles = [{ name: "idp", pem_files: ["public_key.pem"] }];
    expect(await declare({ template: "session.claims", profiles })).toEqual({
      ok: false,
      problems: [
        {
          code: "not_a_path",
          pointer: "/projects/0/template",
          message: "this must be a template, or a path that begins with `./`",
        },
        {
          code: "not_a_path",
          pointer: "/projects/0/profiles/0/pem_files/0",
          message: "this must be a key in PEM, or a path that begins with `./`",
        },
      ],
    });
  });

  test("may lie in a folder beside the state, and its name may have dots", async () => {
    const { declare } = await shopWorld();
    expect(await declare({ template: "./a/..b/c..claims" }, { "./a/..b/c..claims": '{ "a": 1 }' })).toMatchObject({
      ok: true,
    });
  });

  test("is named without a reason when there is none", async () => {
    const { backend } = await shopWorld();
    const state = stateOf({ project_id: shopId, template: "./x" });
    const application = await applyDeclaredState(backend, state, {
      readFile: () => Promise.reject("no"),
      printSecret: () => {},
    });
    expect(application).toMatchObject({ problems: [{ message: "the file `./x` cannot be read: it failed" }] });
  });

  test("is not looked for in metadata", async () => {
    const { backend, declare } = await shopWorld();
    await declare({ organizations: [{ organization_slug: "acme", trusted_metadata: { plan: "./x" } }] });
    const context = await contextIn(backend, shopId);
    expect((await findOrganization(context, "acme")).trustedMetadata).toBe('{"plan":"./x"}');
  });
});

describe("declared schemas", () => {
  const schema = { type: "object", properties: { team: { type: "string", maxLength: 9 } } };

  test("stand beside those before, in the place of the one for the same path", async () => {
    const { backend, declare } = await shopWorld();
    await declare({ schemas: { "organization.trusted_metadata": { properties: { plan: { type: "string" } } } } });
    expect(Object.keys((await configurationIn(backend, shopId)).schemas)).toEqual([
      "member.trusted_metadata",
      "organization.trusted_metadata",
    ]);
    await declare({ schemas: { "member.trusted_metadata": schema } });
    expect((await configurationIn(backend, shopId)).schemas["member.trusted_metadata"]).toEqual(schema);
  });

  test("are taken away with null", async () => {
    const { backend, declare } = await shopWorld();
    await declare({ schemas: { "member.trusted_metadata": null } });
    expect((await configurationIn(backend, shopId)).schemas).toEqual({});
  });

  test("may begin with a byte order mark", async () => {
    const { backend, declare } = await shopWorld();
    const files = { "./schema.json": `\ufeff${JSON.stringify(schema)}` };
    await declare({ schemas: { "member.trusted_metadata": "./schema.json" } }, files);
    expect((await configurationIn(backend, shopId)).schemas).toEqual({ "member.trusted_metadata": schema });
  });

  test.each<[string, unknown, object]>([
    [
      "a text that is no path",
      "schema.json",
      { code: "not_a_path", message: "this must be a schema, or a path that begins with `./`" },
    ],
    [
      "a file that is not JSON",
      "./session.claims",
      { code: "not_a_schema", message: "the file is not a schema in JSON", file: "./session.claims" },
    ],
    ["a file that holds null", "./null.json", { code: "not_a_schema", file: "./null.json" }],
    [
      "a file with a number that would be another",
      "./numbers.json",
      {
        code: "not_a_schema",
        message: "a number in the file is too large, or a whole number of more digits than can be kept",
        file: "./numbers.json",
      },
    ],
  ])("are refused: %s", async (_, value, problem) => {
    const { declare } = await shopWorld();
    const files = { "./null.json": "null", "./numbers.json": '{ "maximum": 9007199254740993 }' };
    expect(await declare({ schemas: { "member.trusted_metadata": value } }, files)).toMatchObject({
      ok: false,
      problems: [{ pointer: "/projects/0/schemas/member.trusted_metadata", ...problem }],
    });
  });

  test("are refused for a path that takes none, `__proto__` too", async () => {
    const { declare } = await shopWorld();
    const schemas = JSON.parse('{ "__proto__": {}, "user.trusted_metadata": {} }');
    expect(await declare({ schemas })).toMatchObject({
      ok: false,
      problems: [
        {
          code: "unknown-schema-path",
          pointer: "/projects/0/schemas",
          message: expect.stringContaining("`__proto__`"),
        },
        { code: "unknown-schema-path", message: expect.stringContaining("`user.trusted_metadata`") },
      ],
    });
  });
});
