import fc from "fast-check";
import type { Project } from "./findings.ts";

/** What the templates are checked against. */
export const project: Project = {
  schemas: {
    "member.trusted_metadata": {
      type: "object",
      properties: {
        plan: { enum: ["free", "team"] },
        nick: { type: "string", "x-user-writable": true },
        on: { const: true },
        level: { type: "integer", minimum: 0 },
        list: { type: "array", items: { type: "string" } },
      },
      required: ["level"],
    },
  },
};

/** Paths of the project. */
export const validPath = fc.constantFrom(
  "member.name",
  "member.member_id",
  "member.rbac.roles",
  "member.trusted_metadata.plan",
  "member.trusted_metadata.nick",
  "member.trusted_metadata.on",
  "member.trusted_metadata.level",
  "member.trusted_metadata.list",
);
const path = fc.oneof(
  { weight: 30, arbitrary: validPath },
  { weight: 1, arbitrary: fc.constantFrom("member.nothing", "nobody") },
);
const list = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("member.rbac.roles", "member.trusted_metadata.list") },
  { weight: 1, arbitrary: path },
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    path,
    fc.constantFrom("null", "true", "false", "1", "0", "'free'", "'it\\\\\\'s'", "'<{'", "[]"),
    fc.tuple(list, tie("expression")).map(([from, body]) => `${from}.filter(rn, ${body})`),
    fc.tuple(list, tie("expression")).map(([from, body]) => `${from}.exists(m, ${body})`),
    fc.tuple(list, tie("expression")).map(([from, body]) => `${from}.map(m, ${body})[0]`),
    fc
      .tuple(tie("expression"), fc.constantFrom("??", "&&", "||", "+", "==", "<", ">=", "in"), tie("expression"))
      .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => `(${left}) ?? (${right}) ?? null`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([condition, yes, no]) => `(${condition}) ? ${yes} : ${no}`),
    path.map((each) => `has(${each})`),
    fc.tuple(fc.constantFrom("string", "size", "required", "int"), tie("expression")).map(([f, x]) => `${f}(${x})`),
    tie("expression").map((each) => `!(${each})`),
    tie("expression").map((each) => `(${each}).size()`),
    tie("expression").map((each) => `[${each}, 1]`),
  ),
}));

const tag = fc
  .tuple(fc.constantFrom(["{{", "}}"], ["<<", ">>"], ["<< ", " >>"]), expression)
  .map(([[open, close], inner]) => `${open}${inner}${close}`);
const value = fc.oneof(
  { weight: 4, arbitrary: tag },
  { weight: 2, arbitrary: tag.map((each) => `"${each}"`) },
  fc.tuple(fc.constantFrom("{", "<", "x", "}"), tag, tag).map(([before, a, b]) => `"${before}${a}${b}>"`),
  fc.constantFrom("null", '"a"', "[null, 1]", "/* c */ {}"),
);
const key = fc.constantFrom("a", "com", "corn", "roles", "scope", "isAdmin", "а", "__proto__");
/** Templates full of what lint rules look for, some of them with errors of type. */
export const template = fc
  .array(fc.tuple(key, value), { maxLength: 4 })
  .map((claims) => `{${claims.map(([name, each]) => `"${name}":${each}`).join(",")}}`);
