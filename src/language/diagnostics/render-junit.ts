import { type LineMap, lineMapOf } from "../source/line-map.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { FileReport } from "./file-report.ts";
import { visible } from "./visible-text.ts";

/** The options of `renderJunit`. */
export interface JunitOptions {
  /** Whether a warning is a failed test too; default no, it is then only written to the test's output. */
  readonly warningsFail?: boolean;
}

/**
 * The reports as a JUnit report, for build servers: one test suite a file, in it one test a diagnostic, or one that
 * passes where there is none. Valid against the schema of Jenkins' xunit plugin (`junit-10.xsd`).
 */
export function renderJunit(reports: readonly FileReport[], options: JunitOptions = {}): string {
  const suites = reports.map((report) => suiteOf(report, options.warningsFail ?? false));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="claimsmith">',
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteOf({ path, text, diagnostics }: FileReport, warningsFail: boolean): string {
  const lines = lineMapOf(text);
  const isFailure = ({ severity }: Diagnostic) => severity === "error" || (severity === "warning" && warningsFail);
  const cases = diagnostics.map((diagnostic) => caseOf(path, diagnostic, lines, isFailure(diagnostic)));
  if (cases.length === 0) cases.push(`    <testcase name="no problems"${attribute("classname", path)} time="0"/>`);
  const failures = diagnostics.filter(isFailure).length;
  return [
    `  <testsuite${attribute("name", path)} tests="${cases.length}" failures="${failures}" errors="0" time="0">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
}

function caseOf(path: string, { code, message, help, span }: Diagnostic, lines: LineMap, isFailure: boolean): string {
  const { line, column } = lines.position(span.start);
  const head = `    <testcase${attribute("name", `${code} at ${line}:${column}`)}${attribute("classname", path)} time="0">`;
  const body = [`${path}:${line}:${column}: ${message}`, ...(help === undefined ? [] : [`help: ${help}`])];
  const written = body.map((row) => escapeXml(row)).join("\n");
  const result = isFailure
    ? `<failure${attribute("type", code)}${attribute("message", message)}>${written}</failure>`
    : `<system-out>${written}</system-out>`;
  return `${head}\n      ${result}\n    </testcase>`;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXml(value)}"`;
}

/** Safe in text and in attributes; characters that XML 1.0 forbids are written as `<U+0001>`. */
function escapeXml(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
