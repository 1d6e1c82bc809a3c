import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const docs = new URL("../../docs/", import.meta.url);
const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));

describe.each(pages)("docs/%s", (name) => {
  test("links to pages that are there", () => {
    const page = new URL(name, docs);
    const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
    const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target.replace(/#.*$/, ""));
    const missing = targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(new URL(target, page)));
    expect(missing).toEqual([]);
  });
});
