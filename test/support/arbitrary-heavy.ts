import fc from "fast-check";
import type { TemplateCase } from "./arbitrary-template.ts";
import { listPiece, numberPiece, objectPiece, textPiece } from "./edge-schema.ts";
import { several } from "./fitting-metadata.ts";

const l = "member.trusted_metadata.l";
const t = "member.trusted_metadata.t";
const u = "member.trusted_metadata.u";

/** What takes about as many steps, elements or characters as an evaluation has; `$` is a number that tunes it. */
const shapes = [
  `${l}.slice(0, $).all(a, ${l}.all(b, a == b || true))`,
  `${l}.slice(0, $).exists(a, ${l}.exists(b, a + b < 0))`,
  `${l}.slice(0, $).exists(a, a in ${l} && false)`,
  `${l}.slice(0, $).exists(a, ${l} != ${l})`,
  `${l}.slice(0, $).map(a, ${l})`,
  `${l}.slice(0, $).map(a, ${l}).flatten().size()`,
  `${l}.slice(0, $).map(a, ${l}).distinct() == [${l}]`,
  `${l}.slice(0, $).map(a, ${l}.sort().reverse().size())`,
  `${l}.slice(0, $).map(a, ${t} + ${u}).join(", ").size()`,
  `${l}.slice(0, $).map(a, ${t}.replace("a", ${u}).size())`,
  `${l}.slice(0, $).map(a, ${t}.split("").size())`,
  `${l}.slice(0, $).exists(a, ${t}.contains(${u} + "x"))`,
  `${l}.slice(0, $).exists(a, ${t}.matches("a{2,9}b$"))`,
  `${l}.slice(0, $).map(a, ${t}.trim().lowerAscii())`,
  `${t}.replace("", ${u}).replace("", ${u}).size()`,
  `${t}.replace("", "ab").split("").map(a, a + ${u}).join("").size()`,
  `[${l}, ${l}].flatten().map(a, ${l}.slice(0, $)).flatten()`,
];

/** Templates and data that come near the limits of an evaluation, from below and from above. */
export const arbitraryHeavyTemplate: fc.Arbitrary<TemplateCase> = fc
  .record({
    count: fc.constantFrom(100, 480, 640, 1000),
    length: fc.constantFrom(20, 100, 300),
    expressions: fc.array(fc.tuple(fc.constantFrom(...shapes), fc.integer({ min: 1, max: 1000 })), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .chain(({ count, length, expressions }) => {
    const lists = listPiece(numberPiece(0, 9, true), 0, count);
    const texts = textPiece(length);
    const { schema, data } = objectPiece({ l: lists, t: texts, u: texts }, ["l", "t"], false);
    const claims = expressions.map(
      ([shape, number], index) => `"${index}": << ${shape.replaceAll("$", String(number))} >>`,
    );
    const options = { schemas: { "member.trusted_metadata": schema } };
    return several(data).map((metadata) => ({
      options,
      data: metadata.map((trusted_metadata) => ({ member: { trusted_metadata } })),
      text: `{ ${claims.join(", ")} }`,
    }));
  });
