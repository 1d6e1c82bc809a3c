import { readFileSync } from "node:fs";

/** A fenced block: what stands behind the fence, and the lines inside. */
export interface Fence {
  readonly info: string;
  readonly text: string;
}

/** What stands under one `##` heading, up to the next. */
export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

/** The text of a page of the folder `docs`. */
export function readPage(path: string): string {
  return readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");
}

/** The sections of a page, in order. */
export function sectionsOf(page: string): readonly Section[] {
  const [, ...sections] = page.split(/^## /m);
  return sections.map((section) => {
    const [heading = "", ...lines] = section.split("\n");
    const text = lines.join("\n").trim();
    return { heading, text, fences: fencesOf(text) };
  });
}

/** The fenced blocks of a text, in order. */
export function fencesOf(text: string): readonly Fence[] {
  return Array.from(text.matchAll(/^```(.*)\n((?:(?!```).*\n)*)```$/gm), ([, info = "", inside = ""]) => ({
    info,
    text: inside.slice(0, -1),
  }));
}

/** The cells of every row of a table below the header row that has these cells; `\|` in a cell is `|`. */
export function tableRows(page: string, header: readonly string[]): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let inside = false;
  for (const line of page.split("\n")) {
    if (/^\|[-|]+\|$/.test(line)) continue;
    const cells = cellsOf(line);
    if (cells === undefined) inside = false;
    else if (cells.length === header.length && cells.every((cell, index) => cell === header[index])) inside = true;
    else if (inside) rows.push(cells);
  }
  return rows;
}

function cellsOf(line: string): readonly string[] | undefined {
  if (!line.startsWith("| ") || !line.endsWith(" |")) return undefined;
  return line
    .slice(2, -2)
    .split(/ \| /)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}
