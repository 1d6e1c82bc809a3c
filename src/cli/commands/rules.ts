import { visibleJson } from "../../language/diagnostics/index.ts";
import { lintRules } from "../../language/lint/rules.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { hangingText } from "../wrap-words.ts";

export interface RulesOptions {
  readonly format: "pretty" | "json";
}

/** `claimsmith rules`: id, default level and title of each lint rule; as JSON `[{ id, level, title }]`. */
export async function listRules(io: Io, { format }: RulesOptions): Promise<ExitCode> {
  const rows = lintRules.map(({ id, level, title }) => ({ id, level, title }));
  const width = Math.max(...rows.map(({ id }) => id.length));
  const table = rows.map(({ id, level, title }) => {
    const row = `${id.padEnd(width)}  ${level.padEnd(5)}  `;
    return `${row}${hangingText(title, row.length, io.terminal.columns)}\n`;
  });
  io.stdout(format === "json" ? `${visibleJson(rows)}\n` : table.join(""));
  return ExitCode.ok;
}
