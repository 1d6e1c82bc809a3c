import { describe, expect, test } from "vitest";
import { type CompileOptions, compile } from "../../../src/language/index.ts";

const schemas = {
  "member.trusted_metadata": {
    type: "object",
    properties: {
      plan: { enum: ["free", "enterprise"] },
      nick: { type: "string", maxLength: 3 },
      tags: { type: "array", items: { type: "string", maxLength: 2 }, maxItems: 2 },
      long: { type: "string", maxLength: 600 },
    },
    required: ["plan"],
    additionalProperties: false,
  },
};
const policy = {
  roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
};

function sizeOf(source: string, options: CompileOptions = { schemas, policy }) {
  const { template, diagnostics } = compile(source, options);
  return { size: template?.size, codes: diagnostics.map(({ severity, code }) => `${severity} ${code}`) };
}

describe("the size of the claims", () => {
  test.each([
    ["{}", 2, 2],
    ['{"a":1,"b":[true,null,"é\\n"]}', 30, 30],
    // Enums exactly: "free" to "enterprise".
    ['{"p": << member.trusted_metadata.plan >>}', 12, 18],
    // Absent, or three times \u0001 and quotes.
    ['{"n": << member.trusted_metadata.nick >>}', 2, 26],
    ['{"t": << member.trusted_metadata.tags >>}', 2, 6 + 2 + 2 * 14 + 1],
    ['{"d": << member.trusted_metadata.nick ?? "none" >>}', 8, 26],
    ['{"r": << member.rbac.roles >>}', 8, 6 + '["stytch_member","stytch_admin","editor"]'.length],
    ['{"c": << member.rbac.documents.actions >>}', 8, 6 + '["read","write"]'.length],
    ['{"x": "<< member.trusted_metadata.plan >>!"}', 13, 19],
    ['{"b": << member.trusted_metadata.plan == "free" >>}', 10, 11],
    ['{"l": [<< member.trusted_metadata.nick >>, 1]}', 9, 10 + 20],
    ['{"i": << member.member_id >>}', 9, 6 + 130],
  ])("%s is %i to %i bytes", (source, least, greatest) => {
    expect(sizeOf(source).size).toEqual({ least, greatest, loose: [] });
  });

  test("what no schema bounds is bounded by the 4096 bytes of its metadata", () => {
    const { size, codes } = sizeOf('{"x": << member.trusted_metadata.x >>}', {});
    // {"x":…} around it in the metadata, and the same around it in the claims.
    expect(size).toEqual({ least: 2, greatest: 4096, loose: ["member.trusted_metadata.x"] });
    expect(codes).toEqual([]);
  });

  test("two of them can be too much together, for want of a schema", () => {
    const { size, codes } = sizeOf('{"x": << member.trusted_metadata.x >>, "y": << member.trusted_metadata.y >>}', {});
    expect(size?.greatest).toBe(8191);
    expect(codes).toEqual(["info output-size-unknown"]);
  });

  test("what the schemas allow can be too much: a warning that names where it comes from", () => {
    const source =
      '{"a": << member.trusted_metadata.long >>, "b": << member.trusted_metadata.long >>, "c": << member.name >>}';
    const { diagnostics } = compile(source, { schemas });
    expect(diagnostics).toEqual([
      {
        code: "output-may-be-too-large",
        severity: "warning",
        message: "the claims can be up to 8246 bytes, and a token holds 4096",
        span: { start: 0, end: 1 },
        help: "most comes from `member.trusted_metadata.long` and `member.name`",
      },
    ]);
  });

  test("what is always too much is an error: 4096 bytes fit, one more does not", () => {
    const claims = (bytes: number) => `{"a":"${"x".repeat(bytes - '{"a":""}'.length)}"}`;
    expect(sizeOf(claims(4096)).codes).toEqual([]);
    expect(sizeOf(claims(4097)).codes).toEqual(["error output-too-large"]);
    expect(compile(claims(4097)).template).toBeUndefined();
  });

  test("nothing bounds the parameters of a token request", () => {
    const { size } = sizeOf('{"a": << request.x >>}', { vertical: "m2m" });
    expect(size).toEqual({ least: 2, greatest: null, loose: ["request.x"] });
  });
});
