import {
  functionDefinitions,
  globalSummaries,
  macroSummaries,
  type Parameter,
  patternSummaries,
} from "../src/language/vocabulary/functions/functions.ts";

const begin = "<!-- written by `npm run generate` -->\n";
const end = "<!-- end of what is written -->\n";

const pluralByReceiver = { string: "strings", list: "lists", object: "objects" } as const;

/** The page `docs/language.md` with the table of all functions, as their definitions tell of them, in its place. */
export function withFunctionReference(page: string): string {
  const start = page.indexOf(begin) + begin.length;
  return `${page.slice(0, start)}${table()}${page.slice(page.indexOf(end, start))}`;
}

function table(): string {
  const methodsOf = (receiver: keyof typeof pluralByReceiver) =>
    functionDefinitions
      .filter((definition) => definition.receiver === receiver)
      .map(({ name, parameters, summary }) =>
        row(`.${name}(${parameters.map(textOf).join(", ")})`, pluralByReceiver[receiver], summary),
      );
  const patterns = Object.entries(patternSummaries).map(([name, summary]) =>
    row(`.${name}(pattern)`, pluralByReceiver.string, summary),
  );
  const macros = Object.entries(macroSummaries).map(([name, summary]) =>
    row(`.${name}(x, ${name === "map" ? "expression" : "condition"})`, "lists, and the keys of objects", summary),
  );
  const globals = Object.entries(globalSummaries).map(([name, summary]) =>
    row(`${name}(${name === "has" ? "path" : "value"})`, "", summary),
  );
  const rows = [
    ...[...methodsOf("string"), ...patterns, ...methodsOf("list"), ...methodsOf("object")],
    ...[...macros, ...globals],
  ];
  return `\n| function | of | is |\n|---|---|---|\n${rows.join("")}\n`;
}

function row(form: string, receivers: string, summary: string): string {
  return `| \`${form}\` | ${receivers} | ${summary} |\n`;
}

function textOf({ name, optional }: Parameter): string {
  return optional ? `${name}?` : name;
}
