import { type Paint, visible, visibleJson } from "../language/diagnostics/index.ts";
import type { Finding } from "../server/beside/doctor/examine-store.ts";
import { hangingText } from "./wrap-words.ts";

const severityByStatus = { ok: "info", warning: "warning", failed: "error" } as const;

/**
 * One line for each thing that was looked at, or more where the terminal has fewer columns, what to do below it, and how
 * many there are of each.
 */
export function doctorText(findings: readonly Finding[], paint: Paint, columns?: number): string {
  const statusWidth = Math.max(...findings.map(({ status }) => status.length));
  const checkWidth = Math.max(...findings.map(({ check }) => check.length));
  const indent = statusWidth + checkWidth + 4;
  const hanging = (text: string) => hangingText(visible(text), indent, columns);
  const lines: string[] = [];
  let heading: string | undefined;
  for (const { check, projectId, profile, status, message, help } of findings) {
    if (projectId !== heading && projectId !== undefined) lines.push("", paint.strong(visible(projectId)));
    heading = projectId;
    const mark = paint.severity[severityByStatus[status]](status.padEnd(statusWidth));
    const of = profile === undefined ? "" : `profile \`${profile}\`: `;
    lines.push(`${mark}  ${check.padEnd(checkWidth)}  ${hanging(`${of}${message}`)}`);
    if (help !== undefined) lines.push(`${" ".repeat(indent)}${paint.faint(hanging(`help: ${help}`))}`);
  }
  const counts = (["ok", "warning", "failed"] as const).map((status) => `${countOf(findings, status)} ${status}`);
  return `${[...lines, "", counts.join(", ")].join("\n")}\n`;
}

/** The same as JSON. */
export function doctorJson(findings: readonly Finding[]): string {
  const checks = findings.map(({ check, projectId, profile, status, message, help }) => ({
    check,
    project_id: projectId,
    profile,
    status,
    message,
    help,
  }));
  return `${visibleJson({ checks })}\n`;
}

function countOf(findings: readonly Finding[], wanted: Finding["status"]): number {
  return findings.filter(({ status }) => status === wanted).length;
}
