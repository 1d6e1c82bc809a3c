import { lineMapOf } from "../source/line-map.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { FileReport } from "./file-report.ts";
import { visible } from "./visible-text.ts";

const commandBySeverity: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * The reports as workflow commands, one a line, from which GitHub Actions makes annotations:
 * `::error file=a.claims,line=3,col=14,endLine=3,endColumn=20,title=unknown-property::message`.
 */
export function renderGithub(reports: readonly FileReport[]): string {
  return reports.flatMap(annotationsOf).join("");
}

function annotationsOf({ path, text, diagnostics }: FileReport): readonly string[] {
  const lines = lineMapOf(text);
  return diagnostics.map(({ code, severity, message, help, span }: Diagnostic) => {
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    const properties = {
      file: path,
      line: start.line,
      col: start.column,
      endLine: end.line,
      endColumn: end.column,
      title: code,
    };
    const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    const body = help === undefined ? visible(message) : `${visible(message)}\nhelp: ${visible(help)}`;
    return `::${commandBySeverity[severity]} ${listed.join(",")}::${escapeData(body)}\n`;
  });
}

/** As `escapeData` of GitHub's `@actions/core` does. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As `escapeProperty` of GitHub's `@actions/core` does. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
