import { type Block, blocks } from "./block.ts";
import { isOf, notRun } from "./not-run.ts";
import { worlds } from "./worlds.ts";

/** A way in which blocks are checked. The test that goes it takes its blocks from `blocksOf`. */
export type Way = keyof typeof ways;

const codePage = ["claims", "expression", "json options", "json data", "json"];

/** Which blocks go which way: by what stands behind the fence, and for pages of one form by where they stand. */
const ways = {
  /** In the list of those that cannot be run. */
  "not run": (block) => notRun.some((entry) => isOf(entry, block)),
  /** By `diagnostics-pages.test.ts`, which takes one of each kind from two sections. */
  "page of a code": (block) =>
    block.page.startsWith("docs/diagnostics/") &&
    ["Bad", "Good"].includes(block.heading) &&
    codePage.includes(block.info) &&
    isFirst(block),
  /** By `test/language/lint/pages.test.ts`. */
  "page of a rule": (block) =>
    block.page.startsWith("docs/rules/") &&
    ["With json", "Bad claims", "Good claims", "Configure json"].includes(`${block.heading} ${block.info}`) &&
    isFirst(block),
  /** By `language-page.test.ts`: templates with the claims behind them, and data. */
  "page of the language": (block) =>
    block.page === "docs/language.md" &&
    (block.info === "claims" ||
      (block.info === "json claims" && before(block)?.info === "claims") ||
      (["json data", "json rbac"].includes(block.info) && only(block))),
  /** A whole file: where it has a folder, one of the package, else one that the page works with. */
  file: ({ info }) => fileOf(info) !== undefined,
  /** A `claimsmith.json`. */
  configuration: ({ info }) => info === "json configuration",
  /** A whole profile of a declared state, or some of its fields. */
  profile: ({ info }) => info === "json profile" || info === "json part of a profile",
  /** An expression of a profile, a text with such, or a template over a token. */
  expression: (block) => expressionForms.has(block.info) && !isPageOfCode(block),
  /** Pasted into a shell, or run as a program, on a page that has a world for it. */
  run: (block) => ["sh", "console", "js", "ts"].includes(block.info) && worlds.has(block.page) && !isNotRun(block),
  /** By `readme.test.ts`: what a page begins with, before the command that prints it can be run. */
  shown: ({ info }) => info === "text shown",
  /** What the block before it that is run has printed, or was answered. */
  output: (block) => ["json output", "text output", "json answer"].includes(block.info) && worlds.has(block.page),
} as const satisfies Readonly<Record<string, (block: Block) => boolean>>;

/** The forms of expressions of profiles, by what stands behind the fence. */
export const expressionForms: ReadonlyMap<string, { readonly form?: "text" | "template" }> = new Map([
  ["expression", {}],
  ["expression text", { form: "text" }],
  ["expression template", { form: "template" }],
]);

/** The ways that claim a block: exactly one, if all is well. */
export function waysOf(block: Block): readonly Way[] {
  return Object.entries(ways).flatMap(([way, claims]) => (isWay(way) && claims(block) ? [way] : []));
}

/** The blocks that go a way, in order. */
export function blocksOf(way: Way): readonly Block[] {
  return blocks.filter((block) => ways[way](block));
}

/** The name of the file that a block is, such as `state.json` of `json state.json`; `undefined` if it is none. */
export function fileOf(info: string): string | undefined {
  return /^\w+ ([\w./-]+\.\w+)$/.exec(info)?.[1];
}

function isWay(name: string): name is Way {
  return Object.hasOwn(ways, name);
}

function isNotRun(block: Block): boolean {
  return notRun.some((entry) => isOf(entry, block));
}

function isPageOfCode({ page }: Block): boolean {
  return page.startsWith("docs/diagnostics/");
}

/** The others of the same page and kind. */
function alike({ page, info }: Block): readonly Block[] {
  return blocks.filter((one) => one.page === page && one.info === info);
}

/** Whether it is the first of its kind in its section. */
function isFirst(block: Block): boolean {
  return alike(block).find(({ heading }) => heading === block.heading) === block;
}

function only(block: Block): boolean {
  return alike(block).length === 1;
}

/** The block before it on its page. */
function before(block: Block): Block | undefined {
  const previous = blocks[blocks.indexOf(block) - 1];
  return previous?.page === block.page ? previous : undefined;
}
