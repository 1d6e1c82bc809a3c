import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Fence, fencesOf } from "../markdown.ts";

/** A fenced block, with where it stands. */
export interface Block extends Fence {
  /** The page, from the folder of the package. */
  readonly page: string;
  /** The nearest `##` heading above; empty where there is none. */
  readonly heading: string;
  /** What stands between the block before it and this one. */
  readonly above: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

/** The folder of the package. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Every page for readers of the package, from its folder: the Markdown beside the sources and in `docs`. */
export const pages: readonly string[] = [
  ...readdirSync(root),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => join("docs", name)),
]
  .filter((name) => name.endsWith(".md"))
  .toSorted();

/** The text of a page. */
export function textOf(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** Every block of every page, in their order. */
export const blocks: readonly Block[] = pages.flatMap((page) => {
  const text = textOf(page);
  let from = 0;
  return fencesOf(text).map((fence): Block => {
    const at = text.indexOf(`\`\`\`${fence.info}\n${fence.text}`, from);
    const before = text.slice(0, at);
    const heading = /^## (.*)$/m.exec(before.slice(Math.max(0, before.lastIndexOf("\n## "))))?.[1] ?? "";
    const above = text.slice(from, at);
    from = at + fence.text.length;
    return { ...fence, page, heading, above, line: before.split("\n").length };
  });
});

/** What a block is told by: its page and line, and the first line inside. */
export function nameOf({ page, line, text }: Block): string {
  return `${page}:${line} ${firstLineOf(text)}`;
}

/** The first line of a text. */
export function firstLineOf(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
