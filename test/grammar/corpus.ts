import { readdirSync, readFileSync } from "node:fs";
import { type CorpusCase, readCases } from "./corpus-case.ts";

const examples = new URL("../../grammar/examples/", import.meta.url);

/** Every case of the conformance corpus, by file name. */
export const corpus: readonly CorpusCase[] = ["valid", "invalid"].flatMap((kind) =>
  readdirSync(new URL(`${kind}/`, examples))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => readCases(`${kind}/${name}`, readFileSync(new URL(`${kind}/${name}`, examples), "utf8"))),
);
