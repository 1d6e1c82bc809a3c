import { describe, expect, test } from "vitest";
import { assemble, compose, noPatch } from "../../src/claims/index.ts";
import { type CompileOptions, compile, dataMisfits, type JsonObject, printType } from "../../src/language/index.ts";
import {
  functionDefinitions,
  globalNames,
  macroSummaries,
  methodNames,
} from "../../src/language/vocabulary/functions/functions.ts";
import {
  maxClaimsBytes,
  maxClaimsDepth,
  maxDataDepth,
  maxEmittedBytes,
  maxEvaluationSteps,
  maxExpressionDepth,
  maxJsonDepth,
  maxMetadataBytes,
  maxMetadataDepth,
  maxMetadataKeys,
  maxPatternCharacters,
  maxPublishedTemplateBytes,
  maxTemplateBytes,
  maxValueLength,
} from "../../src/language/vocabulary/limits.ts";
import { reservedClaims, stytchNamespace } from "../../src/language/vocabulary/reserved-claims.ts";
import { rootsByVertical } from "../../src/language/vocabulary/roots.ts";
import { withoutNull } from "../../src/language/vocabulary/types/index.ts";
import { vocabularyOf } from "../../src/language/vocabulary/vocabulary.ts";
import { type Fence, fencesOf, readPage, sectionsOf, tableRows } from "./markdown.ts";

const page = readPage("language.md");
const fences = fencesOf(page);
const data: unknown = JSON.parse(fences.find(({ info }) => info === "json data")?.text ?? "");
/** Size and bounds are not what the examples are about. */
const options: CompileOptions = { rules: { "no-unbounded-claim": "off" } };

/** What a cell promises: a value as JSON, `absent`, or the code of a mistake or of a refusal. */
function promised(cell: string): string {
  const code = /`([a-z-]+)`\]?/.exec(cell)?.[1];
  if (cell === "absent") return "absent";
  if (cell.startsWith("mistake: ") || cell.startsWith("refused: ")) return `${cell.slice(0, 7)} ${code}`;
  return JSON.stringify(JSON.parse(unquoted(cell)));
}

function unquoted(cell: string): string {
  if (!/^`[^`]+`$/.test(cell)) throw new Error(`not one piece of code: ${cell}`);
  return cell.slice(1, -1);
}

/** What an expression gives as the only claim of a template. */
function given(expression: string): string {
  const { diagnostics, template } = compile(`{ "x": << ${expression} >> }`, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (template === undefined) return `mistake ${errors.map(({ code }) => code).join(" ")}`;
  const evaluation = template.evaluate(data);
  if (!evaluation.ok) return `refused ${evaluation.error.code}`;
  return Object.hasOwn(evaluation.claims, "x") ? JSON.stringify(evaluation.claims.x) : "absent";
}

const examples = tableRows(page, ["expression", "gives"]);

describe("an expression of a table gives what the table says", () => {
  test.each(examples.map(([expression = "", gives = ""]) => [unquoted(expression), gives]))(
    "%s",
    (expression, gives) => {
      expect(given(expression)).toBe(promised(gives));
    },
  );
});

/** Each template with the claims that stand behind it. */
const templates = fences.flatMap((fence, index): [string, Fence | undefined][] =>
  fence.info === "claims" ? [[fence.text, fences[index + 1]]] : [],
);

describe("a template gives the claims that stand behind it, and nothing is said of it", () => {
  test.each(templates)("%s", (text, expected) => {
    expect(expected?.info).toBe("json claims");
    const { diagnostics, template } = compile(text, options);
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    const claims: unknown = JSON.parse(expected?.text ?? "");
    expect(template?.render(data)).toEqual({ ok: true, text: JSON.stringify(claims) });
  });
});

describe("every function has an example", () => {
  const receivers: readonly (readonly [string, readonly string[]])[] = [
    ["On strings", [...namesOn("string"), "matches"]],
    ["On lists", [...namesOn("list"), ...Object.keys(macroSummaries)]],
    ["On objects", [...namesOn("object"), ...Object.keys(macroSummaries)]],
    ["By their name alone", globalNames],
  ];

  test.each(receivers)("%s", (heading, names) => {
    const part = page.split(/^###? /m).find((section) => section.startsWith(`${heading}\n`)) ?? "";
    const rows = tableRows(part, ["expression", "gives"]);
    const called = rows.flatMap(([expression = ""]) => Array.from(expression.matchAll(/\w+(?=\()/g), ([name]) => name));
    expect(names.filter((name) => !called.includes(name))).toEqual([]);
  });

  test("and the four sections have them all", () => {
    const listed = receivers.flatMap(([, names]) => names);
    expect([...methodNames, ...globalNames].filter((name) => !listed.includes(name))).toEqual([]);
  });
});

function namesOn(receiver: string): readonly string[] {
  return functionDefinitions.filter((one) => one.receiver === receiver).map(({ name }) => name);
}

test("the tables of paths are the vocabulary", () => {
  const rows = Object.values(rootsByVertical).flatMap((roots) =>
    Object.entries(roots).flatMap(([root, properties]) =>
      Object.entries(properties).map(([name, { description, mayBeUnset }]) => [
        `\`${root}.${name}\``,
        description,
        mayBeUnset ? "if unset" : "never",
      ]),
    ),
  );
  expect(tableRows(page, ["path", "what", "missing"])).toEqual(rows);
});

describe("the tables of data", () => {
  const verticals = ["b2b", "consumer", "m2m"] as const;
  const typed = verticals.flatMap((vertical) => [...vocabularyOf(vertical, new Map()).roots]);

  test("are the vocabulary with its types", () => {
    const rows = typed.flatMap(([root, properties]) =>
      [...properties].map(([name, { definition, type }]) => {
        const shape = definition.form === "metadata" ? "{ ... }" : printType(withoutNull(type));
        return [
          `\`${root}.${name}\``,
          `\`${definition.form === "rbac" ? "{ roles, actions }" : shape}\``,
          definition.mayBeUnset ? "no" : "yes",
        ];
      }),
    );
    expect(tableRows(page, ["data", "type", "must be there"])).toEqual(rows);
  });

  test("are about data that fits, as that of the examples does", () => {
    expect(dataMisfits(data, {})).toEqual([]);
    const rbac: unknown = JSON.parse(fences.find(({ info }) => info === "json rbac")?.text ?? "");
    expect(dataMisfits({ user: { user_id: "u", rbac } }, { vertical: "consumer" })).toEqual([]);
  });

  test("have the limits of metadata behind them", () => {
    const sentence = `at most ${maxMetadataBytes} bytes of JSON, ${maxMetadataKeys} properties, and lists and objects at most ${maxMetadataDepth} deep`;
    expect(page).toContain(sentence);
  });
});

test("every root is spoken of", () => {
  const roots = Object.values(rootsByVertical).flatMap((each) => Object.keys(each));
  expect(roots.filter((root) => !page.includes(`\`${root}.`))).toEqual([]);
});

test("the table of limits has the limits", () => {
  const limits = [
    maxTemplateBytes,
    maxPublishedTemplateBytes,
    maxJsonDepth,
    maxExpressionDepth,
    maxPatternCharacters,
    maxEvaluationSteps,
    maxEmittedBytes,
    maxValueLength,
    maxDataDepth,
    maxClaimsBytes,
    maxClaimsBytes,
    maxClaimsDepth,
  ];
  expect(tableRows(page, ["what", "at most"]).map(([, value]) => Number(value))).toEqual(limits);
});

test("the reserved names are listed", () => {
  expect(page).toContain(`\`${reservedClaims.join(" ")}\``);
  expect(page).toContain(`\`${stytchNamespace}\``);
});

describe("a row of the table of merged claims", () => {
  const rows = tableRows(page, ["the template gives", "the session was sent", "the token carries"]);

  test.each(rows.map((row) => row.map((cell) => cell)))("%s, and %s, is %s", (output = "", sent = "", carried = "") => {
    const patches = sent.split(", then ").map((text): JsonObject => JSON.parse(unquoted(text)));
    const patch = patches.reduce(compose, noPatch);
    const assembly = assemble(JSON.parse(unquoted(output)), patch);
    expect(assembly).toMatchObject({ ok: true, claims: JSON.parse(unquoted(carried)) });
    expect(assembly.ok && JSON.stringify(assembly.claims)).toBe(JSON.stringify(JSON.parse(unquoted(carried))));
  });
});

test("the tables were found", () => {
  expect(examples.length).toBeGreaterThan(90);
  expect(templates.length).toBeGreaterThan(5);
  expect(sectionsOf(page).map(({ heading }) => heading)).toContain("What is missing");
});
