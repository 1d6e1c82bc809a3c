import { type LineMap, lineMapOf } from "../source/line-map.ts";
import { codeFrame } from "./code-frame.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type FileReport, tallyOf } from "./file-report.ts";
import { type Paint, plainPaint } from "./paint.ts";
import { visible } from "./visible-text.ts";

/** The options of `renderPretty`. */
export interface PrettyOptions {
  /** Default: no colour. */
  readonly paint?: Paint;
  /** Width of the source lines shown, in columns; default 100. */
  readonly width?: number;
}

/** A further line of a diagnostic: ``= help: did you mean `plan`?``. */
export interface Note {
  readonly label: string;
  readonly text: string;
}

const defaultColumns = 100;

/**
 * The reports for people: each diagnostic with its place, the source lines and an underline, its help and its fix;
 * then one line that counts. Nothing of the source reaches the terminal as a control character.
 */
export function renderPretty(reports: readonly FileReport[], options: PrettyOptions = {}): string {
  const blocks = reports.flatMap((report) => {
    const lines = lineMapOf(report.text);
    return report.diagnostics.map((diagnostic) => block(report, lines, diagnostic, notesOf(diagnostic), options));
  });
  return [...blocks, `${countLine(reports, options.paint ?? plainPaint)}\n`].join("\n");
}

/** One problem of a file in the same form, with notes of the caller's choice; ends with a line feed. */
export function renderProblem(
  file: Pick<FileReport, "path" | "text">,
  problem: Diagnostic,
  notes: readonly Note[],
  options: PrettyOptions = {},
): string {
  return block(file, lineMapOf(file.text), problem, notes, options);
}

function block(
  file: Pick<FileReport, "path" | "text">,
  lines: LineMap,
  { code, severity, message, span }: Diagnostic,
  notes: readonly Note[],
  { paint = plainPaint, width = defaultColumns }: PrettyOptions,
): string {
  const mark = paint.severity[severity];
  const { line, column } = lines.position(span.start);
  const gutter = String(lines.position(Math.max(span.start, span.end)).line).length;
  const margin = " ".repeat(gutter);
  const rows = [
    `${mark(`${severity}[${code}]`)}${paint.strong(`: ${visible(message)}`)}`,
    `${margin}${paint.faint("-->")} ${visible(file.path)}:${line}:${column}`,
    ...codeFrame(file.text, lines, span, gutter, { width, paint, mark }),
    ...notes.map((note) => `${margin} ${paint.faint("=")} ${paint.strong(note.label)}: ${visible(note.text)}`),
  ];
  return `${rows.join("\n")}\n`;
}

function notesOf({ help, fix }: Diagnostic): readonly Note[] {
  const notes: Note[] = [];
  if (help !== undefined) notes.push({ label: "help", text: help });
  if (fix !== undefined) notes.push({ label: "fix", text: fix.title });
  return notes;
}

function countLine(reports: readonly FileReport[], paint: Paint): string {
  const tally = tallyOf(reports);
  const counts: string[] = [];
  if (tally.error > 0) counts.push(paint.severity.error(count(tally.error, "error")));
  if (tally.warning > 0) counts.push(paint.severity.warning(count(tally.warning, "warning")));
  if (tally.info > 0) counts.push(paint.severity.info(count(tally.info, "note")));
  return `${counts.length > 0 ? counts.join(", ") : "no problems"} in ${count(reports.length, "file")}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
