import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/language/index.ts";

const codes = (source: string | Uint8Array, options?: Parameters<typeof compile>[1]): readonly string[] =>
  compile(source, options)
    .diagnostics.filter(({ severity }) => severity !== "info")
    .map(({ code }) => code);

describe("compile", () => {
  test("twelve mistakes, several on neighbouring lines, give one diagnostic each, at its place", () => {
    const source = `{
  "name": << membr.name >>,
  "plan": << organization.trusted_metadata.plan || "free" >>,
  "roles": "<< member.rbac.roles >>",
  "iss": "me",
  "level": << member.name + 1 >>,
  "count": 01,
  "tag": << member.email_address }},
  "name": 'Ada',
  "deep": { "x": [1 2] },
  "initials": << member.name.substrng(0, 1) >>,
}`;
    const { diagnostics, template } = compile(source);
    expect(template).toBeUndefined();
    expect(diagnostics.map(({ code, span }) => [code, source.slice(span.start, span.end)])).toEqual([
      ["unknown-root", "membr"],
      ["or-as-default", "||"],
      ["quoted-value", '"<< member.rbac.roles >>"'],
      ["reserved-claim", '"iss"'],
      ["wrong-operand", "1"],
      ["invalid-number", "01"],
      ["mismatched-tag", "}}"],
      ["duplicate-key", '"name"'],
      ["single-quoted-string", "'Ada'"],
      ["missing-comma", "2"],
      ["unknown-function", "substrng"],
      ["trailing-comma", ","],
    ]);
  });

  test("ten mistakes of ten kinds in one template give exactly ten diagnostics", () => {
    const source = `{
  "a": << membr.name >>,
  "b": << member.nme >>,
  "c": << member.name.foo() >>,
  "d": << member.name || "x" >>,
  "e": "<< member.rbac.roles >>",
  "f": << !member.name >>,
  "g": << member.name == 1 >>,
  "h": << a - 1 >>,
  "i": [1 2],
  "sub": 1
}`;
    expect(compile(source).diagnostics.map(({ code }) => code)).toEqual([
      "unknown-root",
      "unknown-property",
      "unknown-function",
      "or-as-default",
      "quoted-value",
      "wrong-operand",
      "incomparable",
      "unsupported-operator",
      "missing-comma",
      "reserved-claim",
    ]);
  });

  test("after a hundred diagnostics comes a closing note, and errors are kept before warnings", () => {
    const claims = Array.from({ length: 150 }, (_, index) => `"c${index}": null`);
    const { diagnostics, template } = compile(`{${claims.join(",")}, "iss": 1}`);
    expect(template).toBeUndefined();
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "reserved-claim",
    ]);
    expect(diagnostics.at(-1)).toMatchObject({
      code: "too-many-diagnostics",
      severity: "info",
      message: "51 more diagnostics are not listed",
    });
  });

  test("exactly a hundred diagnostics have no closing note", () => {
    const claims = Array.from({ length: 100 }, (_, index) => `"c${index}": null`);
    const { diagnostics } = compile(`{${claims.join(",")}}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(100).fill("no-literal-null"));
  });

  test("bytes are decoded as UTF-8, and a byte order mark is passed over", () => {
    const { template } = compile(new TextEncoder().encode('\uFEFF{"a": "é"}'));
    expect(template?.evaluate({})).toEqual({ ok: true, claims: { a: "é" } });
  });

  test("invalid UTF-8 is named by its first byte and its place", () => {
    const bytes = Uint8Array.of(...new TextEncoder().encode('{"é": "'), 0xc3, 0x28);
    expect(compile(bytes).diagnostics).toEqual([
      {
        code: "invalid-utf8",
        severity: "error",
        message: "the template is not valid UTF-8: byte 0xc3 does not belong here",
        span: { start: 7, end: 8 },
        help: "save the file as UTF-8",
      },
    ]);
  });

  test("64 KiB are read, one byte more is one diagnostic", () => {
    const padded = (bytes: number): string => `{"a": 1}${" ".repeat(bytes - 8)}`;
    expect(codes(padded(65_536))).toEqual([]);
    expect(codes(padded(65_537))).toEqual(["template-too-large"]);
    expect(codes(new TextEncoder().encode(padded(65_537)))).toEqual(["template-too-large"]);
    // 3 bytes each.
    expect(codes(`{"a": "${"€".repeat(21_845)}"}`)).toEqual(["template-too-large"]);
  });

  test("the digest is of the language version, a line feed and the exact text", () => {
    const text = '{ "a": 1 }\n';
    const expected = createHash("sha256").update(`claims/1\n${text}`).digest("hex");
    expect(compile(text).template?.digest).toBe(`sha256:${expected}`);
    expect(compile(new TextEncoder().encode(text)).template?.digest).toBe(`sha256:${expected}`);
  });

  test("texts that differ only in lone surrogates have different digests", () => {
    const digests = ['{"a":"\ud800"}', '{"a":"\ud801"}', '{"a":"\ufffd"}'].map(
      (text) => compile(text).template?.digest,
    );
    expect(new Set(digests).size).toBe(3);
  });

  test("a template tells the paths that it reads, each once and in the order of the text", () => {
    const { template } = compile(
      '{"a": << member.rbac["stytch.member"].actions >>, "b": << member.trusted_metadata["a b"][0].c ?? member.name >>, "c": << member.name >>}',
    );
    expect(template?.reads).toEqual([
      "member.rbac.stytch.member.actions",
      'member.trusted_metadata["a b"][0].c',
      "member.name",
    ]);
  });
});

describe("the options of compile", () => {
  const wrong = (options: unknown): readonly (readonly [string, string, string | undefined])[] =>
    compile('{"a": 1}', options as Parameters<typeof compile>[1]).diagnostics.map(({ code, message, help }) => [
      code,
      message,
      help,
    ]);

  test("an unknown vertical is an error", () => {
    expect(wrong({ vertical: "b2c" })).toEqual([
      ["invalid-option", "unknown vertical `b2c`", "it is one of `b2b`, `consumer`, `m2m`"],
    ]);
  });

  test("a schema for a path that takes none is an error with the paths that do", () => {
    expect(wrong({ schemas: { "member.trusted_metdata": {} } })).toEqual([
      [
        "unknown-schema-path",
        "no schema can be given for `member.trusted_metdata`",
        "did you mean `member.trusted_metadata`?",
      ],
    ]);
    expect(wrong({ schemas: { x: {} } })[0]?.[2]).toBe(
      "schemas are for `member.trusted_metadata` and `organization.trusted_metadata`",
    );
  });

  test("a schema keyword that is not read is a warning that names it", () => {
    const { diagnostics, template } = compile('{"a": << member.trusted_metadata.x >>}', {
      schemas: { "member.trusted_metadata": { properties: { x: { type: "string", pattern: "^a" } } } },
    });
    expect(template).toBeDefined();
    expect(
      diagnostics.filter(({ severity }) => severity === "warning").map(({ code, message }) => [code, message]),
    ).toEqual([["unread-schema-keyword", expect.stringContaining("`pattern`")]]);
  });

  test("what is wrong with a policy is named with its place", () => {
    expect(wrong({ policy: { roles: [{}], resources: [] } }).map(([code]) => code)).toContain("invalid-policy");
  });

  test("rules and their levels are checked", () => {
    expect(wrong({ rules: { "no-literal-nul": "warn" } })).toEqual([
      ["unknown-rule", "unknown lint rule `no-literal-nul`", "did you mean `no-literal-null`?"],
    ]);
    expect(wrong({ rules: { "no-literal-null": "loud" } })).toEqual([
      ["invalid-option", "the level of `no-literal-null` is not valid", "it is `off`, `warn` or `error`"],
    ]);
  });

  test("a namespace must be a string, and then reserves what begins with it", () => {
    expect(wrong({ namespace: 1 })).toEqual([["invalid-option", "the namespace is not a string", undefined]]);
    expect(codes('{"https://a.example/x": 1}', { namespace: "https://a.example/" })).toEqual(["reserved-namespace"]);
  });

  test("options that are no object are an error", () => {
    for (const options of [null, 5, "b2b", [], () => ({})]) {
      expect(wrong(options)).toEqual([["invalid-option", "the options are not an object", undefined]]);
    }
  });

  test.each(["schemas", "rules"])("%s that are no object are an error", (name) => {
    for (const value of [null, 5, "x", []]) {
      expect(wrong({ [name]: value })).toEqual([["invalid-option", `the ${name} are not an object`, undefined]]);
    }
  });

  describe("what throws when it is read is an error, and is not thrown on", () => {
    const fail = (): never => {
      throw new Error("not to be read");
    };
    const hostile = new Proxy({}, { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail });
    const revoked = Proxy.revocable([], {});
    revoked.revoke();

    test.each([
      ["the options", hostile],
      ["the options", revoked.proxy],
      ["the options", new Proxy({}, { get: fail })],
      [
        "the options",
        {
          get vertical() {
            return fail();
          },
        },
      ],
      ["the schemas", { schemas: hostile }],
      ["the schema of `member.trusted_metadata`", { schemas: { "member.trusted_metadata": hostile } }],
      [
        "the schema of `member.trusted_metadata`",
        { schemas: { "member.trusted_metadata": { properties: { a: hostile } } } },
      ],
      ["the schema of `member.trusted_metadata`", { schemas: { "member.trusted_metadata": { enum: revoked.proxy } } }],
      ["the policy", { policy: hostile }],
      ["the policy", { policy: { roles: [hostile], resources: [] } }],
      ["the rules", { rules: hostile }],
    ])("%s: %#", (what, options) => {
      expect(wrong(options)).toEqual([
        ["invalid-option", `${what} cannot be read: a getter or a proxy in it failed`, undefined],
      ]);
    });

    test("a vertical that has no text", () => {
      expect(wrong({ vertical: hostile }).map(([, message]) => message)).toEqual(["unknown vertical `object`"]);
    });
  });

  test("a rule can be an error, a warning or off", () => {
    const template = '{"a": null}';
    const severities = (level: "off" | "warn" | "error") =>
      compile(template, { rules: { "no-literal-null": level } }).diagnostics.map(({ severity }) => severity);
    expect([severities("off"), severities("warn"), severities("error")]).toEqual([[], ["warning"], ["error"]]);
    expect(compile(template, { rules: { "no-literal-null": "error" } }).template).toBeUndefined();
  });
});

describe("one cause gives one diagnostic", () => {
  test.each([
    ["{ a b: 1 }", ["invalid-key a"]],
    ['{ "a": b c, "d": 1 }', ["unexpected-token b"]],
    ['{ "a" "b": 1 }', ['unexpected-token "b"']],
    ['{ "a": 1 b }', ["invalid-key b"]],
    ['{ "a": "x" + "y" }', ["unexpected-character +"]],
    ['{ "a": 1, @: 2 }', ["unexpected-character @"]],
    ['{ "a": 1, "b": "unclosed, "c": 2 }', ['unclosed-string "unclosed, "c": 2']],
    ['{ "a": "x "y" z" }', ['unclosed-string "x "y" z"']],
    ['{ "a": << [,1] >>, "b": << member.name , 1 >> }', ["unexpected-token ,", "unexpected-token ,"]],
    ['{ "a": tru e }', ["unexpected-token tru"]],
    ['{ "a": tru, "b": 1 : 2, "c" 3 }', ["unexpected-token tru", "unexpected-token :", "unexpected-token 3"]],
    ['{ "a": "b\n" }', ["control-character \n"]],
    ['{ "a": "b,\n "c": 1 }', ['unclosed-string "b']],
    ['{ "a": [1, 2 }', ["mismatched-bracket }"]],
    ['{ "a": [1, { "b": 2', ["unclosed-bracket {"]],
    ['{ "a": << (1 >> }', ["unclosed-bracket ("]],
    ['{ "a": << member.name, "b": << member.email_address >> }', ["unclosed-tag <<"]],
    ['{ "a": [{"b" = << c >> }, true], "e": 1}', ["unexpected-character ="]],
    ['{ "a": [{"b" = {"c": [1]} }, true], "e": 1}', ["unexpected-character ="]],
    ['{ "a": [{"b": {"c": 1 2}}, true], "e": 1}', ["unexpected-token 2"]],
    ['{ "a": [x 1 : 2], "e": 1}', ["unexpected-token x"]],
    ['{ "a": ["b": 1, "c": 2, "d": 3] }', ["unexpected-token :"]],
    ['{ "a": 1 ], "b": 2 }', ["mismatched-bracket ]"]],
    ['{ "a" x : 1, "b": 2 }', ["unexpected-token x"]],
    ['{ << member.name >> : 1, "b": 2 }', ["unexpected-token <<"]],
    ['{ "a" { "b": true } }', ["unexpected-token {"]],
    ["{ ] : 1 }", ["mismatched-bracket ]"]],
    ['{ "a": [<< member.name 1 2 >>, 3] }', ["unexpected-token 1"]],
    ['{ "a": << member.name =>>, "b": "<< member.name =>>" }', ["unsupported-operator =", "unsupported-operator ="]],
  ])("%j", (source, expected) => {
    const found = compile(source).diagnostics.map(({ code, span }) => `${code} ${source.slice(span.start, span.end)}`);
    expect(found).toEqual(expected);
  });
});

test("what is neither a string nor bytes is the caller's mistake", () => {
  expect(() => Reflect.apply(compile, undefined, [null])).toThrow(
    new TypeError("a template is a string or its UTF-8 bytes"),
  );
});

test("an option that does not exist is named", () => {
  expect(Reflect.apply(compile, undefined, ["{}", { verticl: "m2m" }])).toMatchObject({
    diagnostics: [{ code: "invalid-option", message: "unknown option `verticl`", help: "did you mean `vertical`?" }],
  });
});
