import Draft4 from "ajv-draft-04";
import { describe, expect, test } from "vitest";
import { renderSarif } from "../../../src/language/diagnostics/render-sarif.ts";
import { hasSharedVectors, readSharedVector, skipNote } from "../../support/shared-vectors.ts";
import { sampleReports } from "./reports.ts";

const options = {
  version: "1.2.3",
  titleOf: (code: string) => (code === "unknown-root" ? "a name that is no root" : undefined),
};

describe("renderSarif", () => {
  test("writes one run with the rules, results, regions and fixes", () => {
    const artifactLocation = { uri: "claims/a.claims" };
    const region = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
      startLine,
      startColumn,
      endLine,
      endColumn,
    });
    const at = (uri: string, place: object) => [{ physicalLocation: { artifactLocation: { uri }, region: place } }];
    const fix = (text: string, ...replacements: readonly object[]) => ({
      description: { text },
      artifactChanges: [{ artifactLocation, replacements }],
    });
    const log = renderSarif(sampleReports, options);
    expect(JSON.parse(log)).toEqual({
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "claimsmith",
              version: "1.2.3",
              rules: [
                { id: "not-an-object" },
                { id: "output-size-unknown" },
                { id: "prefer-bare-tag" },
                { id: "unknown-root", shortDescription: { text: "a name that is no root" } },
              ],
            },
          },
          columnKind: "utf16CodeUnits",
          results: [
            {
              ruleId: "unknown-root",
              ruleIndex: 3,
              level: "error",
              message: { text: "unknown root `x`\nhelp: did you mean `y`?" },
              locations: at("claims/a.claims", region(2, 11, 2, 12)),
              fixes: [fix("write `y`", { deletedRegion: region(2, 11, 2, 12), insertedContent: { text: "y" } })],
            },
            {
              ruleId: "prefer-bare-tag",
              ruleIndex: 2,
              level: "warning",
              message: { text: "a text that is only one tag" },
              locations: at("claims/a.claims", region(3, 8, 3, 15)),
              fixes: [
                fix(
                  "drop the quotes",
                  { deletedRegion: region(3, 8, 3, 9), insertedContent: { text: "" } },
                  { deletedRegion: region(3, 14, 3, 15), insertedContent: { text: "" } },
                ),
              ],
            },
            {
              ruleId: "output-size-unknown",
              ruleIndex: 1,
              level: "note",
              message: { text: "over\u202e 100%, <maybe>" },
              locations: at("claims/a.claims", region(1, 1, 5, 1)),
            },
            {
              ruleId: "not-an-object",
              ruleIndex: 0,
              level: "error",
              message: { text: "nothing\nhere" },
              locations: at("odd%20%26%20%22names%22/c%3A1%2C100%25%EF%BF%BD.claims", region(1, 1, 1, 1)),
            },
          ],
        },
      ],
    });
    expect(log).toContain("over\\u202e 100%");
  });

  test("needs no titles", () => {
    expect(JSON.parse(renderSarif([], { version: "1" })).runs[0].tool.driver.rules).toEqual([]);
    expect(JSON.parse(renderSarif(sampleReports, { version: "1" })).runs[0].tool.driver.rules[3]).toEqual({
      id: "unknown-root",
    });
  });

  test.skipIf(!hasSharedVectors)(`is valid against the schema of OASIS${skipNote}`, () => {
    const ajv = new Draft4.default({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readSharedVector("sarif-schema-2.1.0.json")));
    for (const reports of [sampleReports, []]) {
      validate(JSON.parse(renderSarif(reports, options)));
      expect(validate.errors ?? []).toEqual([]);
    }
    const wrong = JSON.parse(renderSarif(sampleReports, options));
    wrong.runs[0].results[0].level = "fatal";
    expect(validate(wrong)).toBe(false);
  });
});
