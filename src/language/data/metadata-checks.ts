import type { JsonObject } from "../json.ts";
import type { CompileOptions } from "../template.ts";
import type { ReadOptions } from "../vocabulary/read-options.ts";
import { addMisfits } from "../vocabulary/types/misfits.ts";
import { type DataMisfit, Misfits } from "./misfits.ts";

/**
 * Tells where a metadata object does not fit its schema, as `dataMisfits` does: pointers begin at the object, and the
 * limits that hold without a schema are not looked at.
 */
export type MetadataCheck = (metadata: JsonObject) => readonly DataMisfit[];

/**
 * The checks of the metadata objects that have a schema, by path of the vocabulary, such as `member.trusted_metadata`:
 * by the vocabulary that was read with these schemas, so that they mean what a template is checked against.
 */
export function metadataChecks(
  { vocabulary }: Pick<ReadOptions, "vocabulary">,
  schemas: CompileOptions["schemas"] = {},
): ReadonlyMap<string, MetadataCheck> {
  const checks = new Map<string, MetadataCheck>();
  for (const [root, properties] of vocabulary.roots) {
    for (const [name, { definition, type }] of properties) {
      const path = `${root}.${name}`;
      if (definition.form !== "metadata" || !Object.hasOwn(schemas, path)) continue;
      checks.set(path, (metadata) => {
        const misfits = new Misfits();
        addMisfits(type, metadata, "", misfits.add);
        return misfits.list;
      });
    }
  }
  return checks;
}
