import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const docs = readdirSync(new URL("docs/", root), { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`);
const front = readdirSync(root, { encoding: "utf8" });
const pages = [...front, ...docs].filter((name) => name.endsWith(".md"));

describe.each(pages)("%s", (name) => {
  test("links to pages that are there", () => {
    const page = new URL(name, root);
    const text = readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
    const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target.replace(/#.*$/, ""));
    const missing = targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(new URL(target, page)));
    expect(missing).toEqual([]);
  });
});
