import { readFileSync, writeFileSync } from "node:fs";
import { cstTypes } from "../grammar/cst-types.ts";
import { declaredStateSchema } from "../src/publishing/index.ts";
import { apiErrorsPage } from "./api-errors-page.ts";
import { withFunctionReference } from "./function-reference.ts";

// Writes what is generated from the sources; a test fails when it is stale.
writeFileSync(new URL("../grammar/generated/cst.ts", import.meta.url), cstTypes());
writeFileSync(new URL("../docs/api-errors.md", import.meta.url), apiErrorsPage());
const languagePage = new URL("../docs/language.md", import.meta.url);
writeFileSync(languagePage, withFunctionReference(readFileSync(languagePage, "utf8")));
writeFileSync(
  new URL("../schemas/declared-state.schema.json", import.meta.url),
  `${JSON.stringify(declaredStateSchema, null, 2)}\n`,
);
