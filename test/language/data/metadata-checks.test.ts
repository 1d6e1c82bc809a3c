import fc from "fast-check";
import { expect, test } from "vitest";
import { metadataChecks } from "../../../src/language/data/metadata-checks.ts";
import { type CompileOptions, dataMisfits } from "../../../src/language/index.ts";
import type { JsonObject } from "../../../src/language/json.ts";
import { readOptions } from "../../../src/language/options.ts";
import { arbitraryJson } from "../../support/arbitrary-json.ts";
import { arbitraryProject } from "../../support/arbitrary-project.ts";
import { runs } from "../../support/runs.ts";

const level = { type: "object", properties: { level: { type: "integer", minimum: 1, maximum: 9 } } };

const checksOf = (options: CompileOptions) => metadataChecks(readOptions(options, []), options.schemas);

test("there is a check for each path that a schema is declared for, and for no other", () => {
  const paths = (options: CompileOptions) => [...checksOf(options).keys()];
  expect(paths({})).toEqual([]);
  expect(paths({ schemas: { "organization.trusted_metadata": level, "member.name": level, constructor: {} } })).toEqual(
    ["organization.trusted_metadata"],
  );
  expect(paths({ vertical: "consumer", schemas: { "user.trusted_metadata": level } })).toEqual([
    "user.trusted_metadata",
  ]);
});

test("a check tells each place of the metadata object that does not fit, and what to do", () => {
  const schema = { ...level, required: ["level"], additionalProperties: false };
  const check = checksOf({ schemas: { "member.trusted_metadata": schema } }).get("member.trusted_metadata");
  expect(check?.({ level: 9 })).toEqual([]);
  expect(check?.({ level: "high" })).toEqual([{ pointer: "/level", message: "must be integer(1..9)" }]);
  expect(check?.({ levl: 1 })).toEqual([
    { pointer: "", message: "`level` is missing: it must be integer(1..9)" },
    { pointer: "/levl", message: "unknown property `levl`", help: "did you mean `level`?" },
  ]);
});

test("a check says what `dataMisfits` says of the whole data", () => {
  fc.assert(
    fc.property(arbitraryProject, fc.option(arbitraryJson(), { nil: undefined }), ({ options, data }, other) => {
      const checks = checksOf(options);
      for (const one of data) {
        for (const [path, check] of checks) {
          const [root = "", name = ""] = path.split(".");
          const owner = one[root] as JsonObject;
          const metadata: JsonObject = { ...(owner[name] as JsonObject), ...(other !== undefined && { other }) };
          const inData = dataMisfits({ ...one, [root]: { ...owner, [name]: metadata } }, options);
          // The limits that hold without a schema are told of the whole object, and by the schema's type as well.
          fc.pre(Buffer.byteLength(JSON.stringify(metadata)) <= 4096 && Object.keys(metadata).length <= 20);
          expect(
            check(metadata).map((misfit) => ({ ...misfit, pointer: `/${root}/${name}${misfit.pointer}` })),
          ).toEqual(inData);
        }
      }
    }),
    { numRuns: runs },
  );
});
