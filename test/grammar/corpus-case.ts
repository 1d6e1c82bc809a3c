import type { CompileOptions, ExpressionOptions, Json } from "../../src/language/index.ts";

/** One case of the conformance corpus, as grammar/examples/README.md describes it. */
export interface CorpusCase {
  /** `valid/file.md` or `invalid/file.md`. */
  readonly file: string;
  readonly heading: string;
  readonly kind: "valid" | "invalid";
  readonly covers: readonly string[];
  /** The template, or the expression of a profile. */
  readonly source: string | Uint8Array;
  readonly options: CompileOptions;
  /** Of an expression, how it is compiled. */
  readonly expression?: ExpressionOptions;
  readonly data: unknown;
  /** The claims that the data gives, or the value of an expression. */
  readonly claims?: Json;
  /** The whole list, as `severity code line:column-line:column`. */
  readonly diagnostics?: readonly string[];
  /** `code pointer line:column-line:column`. */
  readonly error?: string;
}

interface Block {
  readonly info: string;
  readonly text: string;
}

/** The cases of one Markdown file. Fails for a file that is not written as the format wants it. */
export function readCases(file: string, markdown: string): readonly CorpusCase[] {
  const [, ...sections] = markdown.split(/^## /m);
  return sections.map((section) => readCase(file, section));
}

function readCase(file: string, section: string): CorpusCase {
  const heading = section.slice(0, section.indexOf("\n")).trim();
  const fail = (what: string): never => {
    throw new Error(`${file}, "${heading}": ${what}`);
  };
  const covers = /^covers: (.+)$/m
    .exec(section)?.[1]
    ?.split(",")
    .map((one) => one.trim());
  if (covers === undefined) return fail("no `covers:` line");
  const blocks = readBlocks(section);
  const known = new Set([...Object.keys(TEMPLATE_FORMS), ...OTHER_BLOCKS]);
  const strange = blocks.find(({ info }) => !known.has(info));
  if (strange) return fail(`a block \`${strange.info}\``);
  if (new Set(blocks.map(({ info }) => info)).size < blocks.length) return fail("two blocks of one sort");
  const block = (info: string): string | undefined => blocks.find((each) => each.info === info)?.text;
  const template = blocks.filter(({ info }) => Object.hasOwn(TEMPLATE_FORMS, info));
  const [written] = template;
  const form = written && TEMPLATE_FORMS[written.info];
  if (written === undefined || form === undefined || template.length > 1) return fail("not one template");
  const kind = file.startsWith("valid/") ? "valid" : "invalid";
  const isExpression = written.info === "expression";
  const gives = block(isExpression ? "json value" : "json claims");
  const [claims, error, diagnostics] = [gives, block("error"), block("diagnostics")];
  const options = JSON.parse(block("json options") ?? "{}");
  const expects = kind === "valid" ? claims !== undefined && error === undefined : claims === undefined;
  if (!expects) return fail(`what is expected is not that of a case that is ${kind}`);
  if (claims === undefined && error === undefined && diagnostics === undefined) return fail("nothing is expected");
  return {
    file,
    heading,
    kind,
    covers,
    source: form(written.text),
    options: isExpression ? {} : options,
    ...(isExpression && { expression: { vocabulary: "token" as const, ...options } }),
    data: withUnreadable(JSON.parse(block("json data") ?? "{}"), JSON.parse(block("json unreadable") ?? "[]")),
    ...(claims !== undefined && { claims: JSON.parse(claims) as Json }),
    ...(diagnostics !== undefined && { diagnostics: linesOf(diagnostics) }),
    ...(error !== undefined && { error: error.trim() }),
  };
}

const OTHER_BLOCKS: readonly string[] = [
  "json options",
  "json data",
  "json unreadable",
  "json claims",
  "json value",
  "diagnostics",
  "error",
];

/** How a template is written: as it is, or in a form that holds what Markdown cannot. */
const TEMPLATE_FORMS: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  claims: (text) => text,
  expression: (text) => text,
  "claims-json": (text) => JSON.parse(text) as string,
  "claims-base64": (text) => Uint8Array.from(Buffer.from(text, "base64")),
  "claims-repeat": (text) => {
    const { prefix, unit, count, suffix } = JSON.parse(text) as Record<"prefix" | "unit" | "suffix", string> & {
      count: number;
    };
    return prefix + unit.repeat(count) + suffix;
  },
};

function readBlocks(section: string): readonly Block[] {
  const fences = section.matchAll(/^```(.+)\n((?:(?!```).*\n)*)```$/gm);
  return Array.from(fences, ([, info = "", text = ""]) => ({ info: info.trim(), text: text.slice(0, -1) }));
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** The data, with the properties at those JSON Pointers read by a getter that throws. */
function withUnreadable(data: unknown, pointers: readonly string[]): unknown {
  for (const pointer of pointers) {
    const names = pointer.slice(1).split("/");
    const last = names.pop() ?? "";
    const holder = names.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], data);
    const get = () => {
      throw new Error("this cannot be read");
    };
    Object.defineProperty(holder, last, { get, enumerable: true, configurable: true });
  }
  return data;
}
