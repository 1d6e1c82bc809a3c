import { writeFileSync } from "node:fs";
import { cstTypes } from "../grammar/cst-types.ts";

// Writes what is generated from the grammar; a test fails when it is stale.
writeFileSync(new URL("../grammar/generated/cst.ts", import.meta.url), cstTypes());
