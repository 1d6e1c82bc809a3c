import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/language/json.ts";
import { fromJsonSchema } from "../../../../src/language/vocabulary/json-schema/from-json-schema.ts";
import { accepts, byteBounds } from "../../../../src/language/vocabulary/types/index.ts";
import { arbitraryDataFor } from "../../../support/arbitrary-data.ts";
import { arbitraryJson } from "../../../support/arbitrary-json.ts";
import { arbitraryKeywordSoup, arbitrarySchema } from "../../../support/arbitrary-schema.ts";
import { checkOfSchema } from "../../../support/fits-schema.ts";
import type { SchemaNode } from "../../../support/json-schema-document.ts";
import { effort } from "../../../support/lanes/effort.ts";
import { largestDataFor, writtenBytes } from "../../../support/largest-data.ts";

const numRuns = effort(200, 10_000);
/** A schema that requires the property whose name is empty, and values with it and without. */
const requiringEmptyName: [SchemaNode, Json[]] = [{ required: [""] }, [{}, { "": 1 }]];
const schemaAndData = arbitrarySchema().chain((schema) => fc.tuple(fc.constant(schema), arbitraryDataFor(schema)));
const closedAndData = arbitrarySchema({ closed: true }).chain((schema) =>
  fc.tuple(fc.constant(schema), arbitraryDataFor(schema)),
);

describe("the type of a JSON Schema", () => {
  test("has every value that fits, within its bounds", () => {
    fc.assert(
      fc.property(fc.oneof(schemaAndData, closedAndData), ([schema, value]) => {
        expect(checkOfSchema(schema)(value)).toBe(true);
        const { type, problems } = fromJsonSchema(schema);
        expect(problems).toEqual([]);
        expect(accepts(type, value)).toBe(true);
        expect(writtenBytes(value)).toBeGreaterThanOrEqual(byteBounds(type).least);
        expect(writtenBytes(value)).toBeLessThanOrEqual(byteBounds(type).greatest);
      }),
      { numRuns },
    );
  });

  test("bounds closed schemas by a length that data reaches", () => {
    fc.assert(
      fc.property(arbitrarySchema({ closed: true }), (schema) => {
        const largest = largestDataFor(schema);
        expect(checkOfSchema(schema)(largest)).toBe(true);
        expect(byteBounds(fromJsonSchema(schema).type).greatest).toBe(writtenBytes(largest));
      }),
      { numRuns },
    );
  });

  test("has every value that fits keywords put together at random", () => {
    fc.assert(
      fc.property(
        arbitraryKeywordSoup(),
        fc.array(arbitraryJson(), { minLength: 20, maxLength: 20 }),
        (schema, values) => {
          const { type } = fromJsonSchema(schema);
          const fits = checkOfSchema(schema);
          const lost = values.filter((value: Json) => fits(value) && !accepts(type, value));
          expect(lost).toEqual([]);
        },
      ),
      { numRuns, examples: [requiringEmptyName] },
    );
  });

  test("takes anything as a schema and does not throw", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }),
        (schema) => {
          expect(fromJsonSchema(schema)).toHaveProperty("type");
        },
      ),
      { numRuns },
    );
  });
});
