import type { CompileOptions } from "../../src/language/template.ts";
import { readOptions } from "../../src/language/vocabulary/read-options.ts";
import type { Type } from "../../src/language/vocabulary/type.ts";
import { listType, selectIndex, selectProperty, stringType } from "../../src/language/vocabulary/types/index.ts";

/** An expression that has a value by itself, and what is known of it. */
export interface Readable {
  readonly text: string;
  readonly type: Type;
}

const ids = listType({ items: stringType() });

/** The paths that a template of the project can read, as far as a few steps lead. For guidance: nothing rests on the types. */
export function readablePaths(options: CompileOptions): readonly Readable[] {
  const { vocabulary } = readOptions(options, []);
  const found: Readable[] = [];
  for (const [root, properties] of vocabulary.roots) {
    for (const [name, { definition, type }] of properties) {
      if (definition.form !== "rbac") found.push(...below({ text: `${root}.${name}`, type }, 3));
    }
    if (properties.has("rbac")) {
      const resources = vocabulary.policy ? [...vocabulary.policy.resources.keys()] : ["documents", "stytch.self"];
      found.push({ text: `${root}.rbac.roles`, type: ids });
      for (const id of resources) found.push({ text: `${root}.rbac[${JSON.stringify(id)}].actions`, type: ids });
    }
  }
  if (vocabulary.freeRoot !== undefined) {
    for (const name of ["scope", "list", "deep", "absent"]) {
      found.push(
        ...below(
          {
            text: `${vocabulary.freeRoot.name}.${name}`,
            type: { atoms: [{ kind: "any", leastBytes: 1, greatestBytes: Infinity }] },
          },
          1,
        ),
      );
    }
  }
  return found;
}

function below(readable: Readable, steps: number): readonly Readable[] {
  if (steps === 0) return [readable];
  const inner = readable.type.atoms.flatMap((atom): readonly Readable[] => {
    switch (atom.kind) {
      case "object": {
        const names = [...atom.properties.keys(), ...(atom.open ? ["extra"] : [])];
        return names.map((name) => ({
          text: `${readable.text}[${JSON.stringify(name)}]`,
          type: selectProperty(readable.type, name).type,
        }));
      }
      case "list":
        return [0, 1].map((index) => ({
          text: `${readable.text}[${index}]`,
          type: selectIndex(readable.type, index).type,
        }));
      case "any":
        return ["k", "0"].map((name) => ({
          text: `${readable.text}["${name}"]`,
          type: selectProperty(readable.type, name).type,
        }));
      default:
        return [];
    }
  });
  return [readable, ...inner.flatMap((one) => below(one, steps - 1))];
}
