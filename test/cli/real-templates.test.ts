import Draft4 from "ajv-draft-04";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { describeWithSharedVectors, readSharedVector } from "../support/shared-vectors.ts";
import { workspace } from "./workspace.ts";

function realTemplates(): Readonly<Record<string, string>> {
  const lines = readSharedVector("templates.jsonl").trimEnd().split("\n");
  return Object.fromEntries(lines.map((line, index) => [`${index}.claims`, JSON.parse(line).text]));
}

describeWithSharedVectors("with real templates of several vendors", () => {
  test("a SARIF log is valid", async () => {
    using place = workspace(realTemplates());
    const validate = new Draft4.default({ strict: false, validateFormats: false }).compile(
      JSON.parse(readSharedVector("sarif-schema-2.1.0.json")),
    );
    const log = JSON.parse((await place.run("check", ".", "--format", "sarif")).stdout);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    expect(log.runs[0].results.length).toBeGreaterThan(100);
  });

  test("a JUnit report is valid", async () => {
    using place = workspace(realTemplates());
    const { stdout } = await place.run("check", ".", "--format", "junit");
    const xml = { fileName: "report.xml", contents: stdout };
    expect((await validateXML({ xml, schema: readSharedVector("junit-10.xsd") })).errors).toEqual([]);
    expect(stdout.match(/<testsuite /g)).toHaveLength(Object.keys(realTemplates()).length);
  });

  test("fixing ends, and once more changes nothing", async () => {
    using place = workspace(realTemplates());
    const first = await place.run("check", ".", "--fix", "--format", "json");
    const second = await place.run("check", ".", "--fix", "--format", "json");
    expect(first.stderr).toContain("fixed ");
    expect(second).toEqual({ ...first, stderr: "" });
  });

  test("formatting once more changes nothing, and no diagnostic", async () => {
    using place = workspace(realTemplates());
    const codes = async () => {
      const { files } = JSON.parse((await place.run("check", ".", "--format", "json")).stdout);
      return files.map(({ path, diagnostics }: { path: string; diagnostics: readonly { code: string }[] }) => [
        path,
        diagnostics.map(({ code }) => code),
      ]);
    };
    const before = await codes();
    expect((await place.run("fmt", ".")).stderr).toContain("formatted ");
    expect(await codes()).toEqual(before);
    const names = (await place.run("fmt", ".", "--check")).stdout;
    expect(names).toBe("");
  });
});
