/** The options of `compile`, for whoever keeps them in files and compiles many templates with them. */

export { fromJsonSchema, type SchemaProblem } from "./vocabulary/json-schema/from-json-schema.ts";
export { type ReadOptions, readOptions } from "./vocabulary/read-options.ts";
export { metadataPaths } from "./vocabulary/vocabulary.ts";
