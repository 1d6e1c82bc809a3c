import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lintRules } from "../../../src/language/lint/rules.ts";
import { examine, type Project } from "./findings.ts";

const rulesFolder = new URL("../../../src/language/lint/", import.meta.url);
const pagesFolder = new URL("../../../docs/rules/", import.meta.url);
const ids = lintRules.map(({ id }) => id);

/** The sections of a page by their headings; the first one, under the title, by the empty one. */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  return new Map(
    page.split(/^## /m).map((section, index) => {
      const end = section.indexOf("\n");
      return index === 0 ? ["", section] : [section.slice(0, end), section.slice(end + 1).trim()];
    }),
  );
}

function readPage(id: string) {
  const page = readFileSync(new URL(`${id}.md`, pagesFolder), "utf8");
  const sections = sectionsOf(page);
  const code = (heading: string, language: string) =>
    new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "ms").exec(sections.get(heading) ?? "")?.[1];
  return { page, sections, code };
}

test("each rule has a page and each page a rule", () => {
  expect(readdirSync(pagesFolder).toSorted()).toEqual(ids.map((id) => `${id}.md`).toSorted());
});

test("each rule has a file and a test of its name, and each name is given once", () => {
  const files = new Set([...readdirSync(rulesFolder), ...readdirSync(new URL(".", import.meta.url))]);
  expect(ids.flatMap((id) => [`${id}.ts`, `${id}.test.ts`]).filter((name) => !files.has(name))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(ids)("the test of %s looks at what it finds", (id) => {
  const text = readFileSync(new URL(`${id}.test.ts`, import.meta.url), "utf8");
  // That what is imported is used, the lint of the sources sees to.
  expect(text).toMatch(/^import \{.*\b(?:findings|places)\b.*\} from "\.\/findings\.ts";$/m);
  expect(text).toContain(`const id = "${id}";`);
});

test.each(lintRules)("the page of $id has what a page has", ({ id, level }) => {
  const { page, sections, code } = readPage(id);
  expect(page.startsWith(`# ${id}\n\n`)).toBe(true);
  expect([...sections.keys()].filter((heading) => heading !== "With")).toEqual(["", "Bad", "Good", "Configure", "Fix"]);
  expect(sections.get("Configure")?.startsWith(`\`${level}\` by default.`)).toBe(true);
  expect(JSON.parse(code("Configure", "json") ?? "")).toEqual({ rules: { [id]: level === "off" ? "warn" : "off" } });
});

test.each(ids)("the examples of %s show it, and nothing else", (id) => {
  const { sections, code } = readPage(id);
  const project: Project = JSON.parse(code("With", "json") ?? "{}");
  const found = (heading: string) => examine(code(heading, "claims") ?? "", project, { [id]: "warn" });
  const codes = new Set(found("Bad").lint.map((diagnostic) => diagnostic.code));
  expect({ ...found("Bad"), lint: [...codes] }).toEqual({ syntax: [], check: [], lint: [id] });
  expect(found("Good")).toEqual({ syntax: [], check: [], lint: [] });
  const isFixed = found("Bad").lint.some(({ fix }) => fix !== undefined);
  expect(sections.get("Fix")?.startsWith("None")).toBe(!isFixed);
});
