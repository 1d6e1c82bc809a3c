import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { renderJunit } from "../../../src/language/diagnostics/render-junit.ts";
import { hasSharedVectors, readSharedVector, skipNote } from "../../support/shared-vectors.ts";
import { sampleReports } from "./reports.ts";

describe("renderJunit", () => {
  test("writes a suite a file and a test a diagnostic; warnings pass", () => {
    expect(renderJunit(sampleReports)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="claimsmith">
  <testsuite name="claims/a.claims" tests="3" failures="1" errors="0" time="0">
    <testcase name="unknown-root at 2:11" classname="claims/a.claims" time="0">
      <failure type="unknown-root" message="unknown root \`x\`">claims/a.claims:2:11: unknown root \`x\`
help: did you mean \`y\`?</failure>
    </testcase>
    <testcase name="prefer-bare-tag at 3:8" classname="claims/a.claims" time="0">
      <system-out>claims/a.claims:3:8: a text that is only one tag</system-out>
    </testcase>
    <testcase name="output-size-unknown at 1:1" classname="claims/a.claims" time="0">
      <system-out>claims/a.claims:1:1: over&lt;U+202E&gt; 100%, &lt;maybe&gt;</system-out>
    </testcase>
  </testsuite>
  <testsuite name="clean.claims" tests="1" failures="0" errors="0" time="0">
    <testcase name="no problems" classname="clean.claims" time="0"/>
  </testsuite>
  <testsuite name="odd &amp; &quot;names&quot;/c:1,100%&lt;U+D800&gt;.claims" tests="1" failures="1" errors="0" time="0">
    <testcase name="not-an-object at 1:1" classname="odd &amp; &quot;names&quot;/c:1,100%&lt;U+D800&gt;.claims" time="0">
      <failure type="not-an-object" message="nothing&lt;U+000A&gt;here">odd &amp; &quot;names&quot;/c:1,100%&lt;U+D800&gt;.claims:1:1: nothing&lt;U+000A&gt;here</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test("fails the tests of warnings where the caller says that they count, but not those of notes", () => {
    const report = renderJunit(sampleReports.slice(0, 1), { warningsFail: true });
    expect(report).toContain('<testsuite name="claims/a.claims" tests="3" failures="2"');
    expect(report.match(/<failure /g)).toHaveLength(2);
    expect(report.match(/<system-out>/g)).toHaveLength(1);
  });

  test.skipIf(!hasSharedVectors)(`is valid against the XML Schema of Jenkins${skipNote}`, async () => {
    const schema = readSharedVector("junit-10.xsd");
    for (const reports of [sampleReports, []]) {
      const xml = { fileName: "report.xml", contents: renderJunit(reports) };
      expect((await validateXML({ xml, schema })).errors).toEqual([]);
    }
    const wrong = { fileName: "report.xml", contents: renderJunit(sampleReports).replace(' tests="3"', "") };
    expect((await validateXML({ xml: wrong, schema })).valid).toBe(false);
  });
});
