import type { Kind, Type } from "../../src/language/vocabulary/type.ts";
import {
  anyType,
  booleanType,
  elementsOf,
  kindsOf,
  listType,
  nullable,
  numberType,
  objectType,
  stringType,
} from "../../src/language/vocabulary/types/index.ts";
import type { Choices } from "./choices.ts";
import type { Readable } from "./readable-paths.ts";

/** What an expression is wanted to be. */
export type WantedKind = Exclude<Kind, "null">;

const kinds = ["string", "number", "boolean", "list", "object"] as const;
const texts = [
  '""',
  '"a"',
  '"A,b"',
  '"\\ud83d"',
  '"\\ude00"',
  '","',
  '"true"',
  '"12"',
  '" "',
  '"\\u0001"',
  '"k"',
] as const;
const numbers = [
  "0",
  "1",
  "2",
  "-1",
  "0.5",
  "5",
  "100",
  "1e308",
  "-1e308",
  "9007199254740991",
  "5e-324",
  "1e21",
] as const;
const patterns = ['"a"', '"^[a-z]+$"', '"(a|b)*c"', '"."', '"^$"', '"[^a]{2,5}"'] as const;
const anything = nullable(anyType());
const typeByKind: Readonly<Record<WantedKind, Type>> = {
  string: stringType(),
  number: numberType(),
  boolean: booleanType(),
  list: listType({ items: anything }),
  object: objectType({ properties: new Map(), additional: anything, open: true }),
};

/** What can be read, and the kinds that it can have. */
interface Candidate extends Readable {
  readonly kinds: ReadonlySet<Kind>;
}

function candidate(readable: Readable): Candidate {
  return { ...readable, kinds: kindsOf(readable.type) };
}

/**
 * Writes expressions that are more or less well typed, over the paths of a project. Whatever is not a path, a literal or
 * a call stands in parentheses where it is an operand.
 */
export class ExpressionMaker {
  readonly #choices: Choices;
  readonly #paths: readonly Candidate[];
  readonly #variables: Candidate[] = [];

  constructor(choices: Choices, paths: readonly Readable[]) {
    this.#choices = choices;
    this.#paths = paths.map(candidate);
  }

  /** An expression of any kind. */
  any(height: number): Readable {
    return this.make(this.#choices.pick(kinds), height);
  }

  /** An expression that may be of the kind; `height` bounds how many are inside one another. */
  make(kind: WantedKind, height: number): Readable {
    const readable = this.readable(kind);
    if (height === 0 || this.#choices.exhausted) return readable ?? this.literal(kind);
    if (this.#choices.once(4)) return readable ?? this.literal(kind);
    if (this.#choices.once(12)) return this.literal(kind);
    if (this.#choices.once(6)) return this.general(kind, height - 1);
    switch (kind) {
      case "string":
        return { text: this.string(height - 1), type: typeByKind.string };
      case "number":
        return { text: this.number(height - 1), type: typeByKind.number };
      case "boolean":
        return { text: this.boolean(height - 1), type: typeByKind.boolean };
      case "list":
        return this.list(height - 1);
      case "object":
        return this.general(kind, height - 1);
    }
  }

  /** A path or a variable that may have the kind; such as must have it come more often. */
  private readable(kind: WantedKind): Readable | undefined {
    const all = [...this.#variables, ...this.#variables, ...this.#paths];
    const possible = all.filter(({ kinds: known }) => known.has(kind));
    const certain = possible.filter(({ kinds: known }) => known.size === (known.has("null") ? 2 : 1));
    return this.#choices.pick(certain.length > 0 && !this.#choices.once(4) ? certain : possible);
  }

  private literal(kind: WantedKind): Readable {
    const choices = this.#choices;
    const type = typeByKind[kind];
    switch (kind) {
      case "string":
        return { text: choices.once(9) ? `"${"x".repeat(choices.below(300))}"` : choices.pick(texts), type };
      case "number":
        return { text: choices.pick(numbers), type };
      case "boolean":
        return { text: choices.pick(["true", "false"]), type };
      case "list":
        return { text: `[${choices.several(0, 3, () => choices.pick([...texts, ...numbers])).join(", ")}]`, type };
      case "object":
        return { text: "null", type };
    }
  }

  /** What gives any kind of value. */
  private general(kind: WantedKind, height: number): Readable {
    const operand = (wanted: WantedKind) => this.operand(wanted, height);
    const type = typeByKind[kind];
    switch (this.#choices.below(6)) {
      case 0:
        return { text: `${operand("boolean")} ? ${operand(kind)} : ${operand(kind)}`, type };
      case 1:
      case 2:
        return { text: [operand(kind), ...this.#choices.several(1, 2, () => operand(kind))].join(" ?? "), type };
      case 3:
        return { text: `${operand("list")}.${this.#choices.pick(["first", "last"])}()`, type: anything };
      case 4:
        return { text: `${operand("list")}[${this.operand("number", Math.min(height, 1))}]`, type: anything };
      default:
        return this.#choices.once(2)
          ? { text: `${operand("object")}[${this.operand("string", Math.min(height, 1))}]`, type: anything }
          : { text: `required(${operand(kind)})`, type };
    }
  }

  /** As an operand: in parentheses unless it is one already. */
  private operand(kind: WantedKind, height: number): string {
    const { text } = this.make(kind, height);
    return /^(?:"(?:[^"\\]|\\.)*"|[\w.$]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\]|\.\w+)*)$/.test(text) && !/^-?\d/.test(text)
      ? text
      : `(${text})`;
  }

  private string(height: number): string {
    const operand = (kind: WantedKind) => this.operand(kind, height);
    const string = () => operand("string");
    switch (this.#choices.below(9)) {
      case 0:
      case 1:
        return [string(), ...this.#choices.several(1, 2, string)].join(" + ");
      case 2:
        return `${string()}.${this.#choices.pick(["lowerAscii", "upperAscii", "trim"])}()`;
      case 3:
        return `${string()}.substring(${operand("number")})`;
      case 4:
        return `${string()}.substring(${operand("number")}, ${operand("number")})`;
      case 5:
        return `${string()}.replace(${string()}, ${string()})`;
      case 6:
        return `${operand("list")}.join(${string()})`;
      default:
        return `string(${operand(this.#choices.pick(["string", "number", "boolean"] as const))})`;
    }
  }

  private number(height: number): string {
    const operand = (kind: WantedKind) => this.operand(kind, height);
    switch (this.#choices.below(6)) {
      case 0:
      case 1:
        return [operand("number"), ...this.#choices.several(1, 3, () => operand("number"))].join(" + ");
      case 2:
        return `size(${operand(this.#choices.pick(["string", "list", "object"] as const))})`;
      case 3:
        return `${operand(this.#choices.pick(["string", "list", "object"] as const))}.size()`;
      default:
        return `${this.#choices.pick(["int", "double"])}(${operand(this.#choices.pick(["number", "string"] as const))})`;
    }
  }

  private boolean(height: number): string {
    const choices = this.#choices;
    const operand = (kind: WantedKind) => this.operand(kind, height);
    const macro = choices.pick(["exists", "all", "exists_one"]);
    switch (choices.below(13)) {
      case 0:
      case 1: {
        const kind = choices.pick(["number", "string"] as const);
        return `${operand(kind)} ${choices.pick(["<", "<=", ">", ">="])} ${operand(kind)}`;
      }
      case 2:
      case 3: {
        const kind = choices.pick(kinds);
        return `${operand(kind)} ${choices.pick(["==", "!="])} ${operand(kind)}`;
      }
      case 4:
        return [operand("boolean"), ...choices.several(1, 2, () => operand("boolean"))].join(
          choices.pick([" && ", " || "]),
        );
      case 5:
        return `!${operand("boolean")}`;
      case 6:
        return `has(${this.readable(choices.pick(kinds))?.text ?? "a"})`;
      case 7:
        return `${operand(choices.pick(["string", "number"] as const))} in ${operand("list")}`;
      case 8:
        return `${operand("string")} in ${operand("object")}`;
      case 9:
        return `${operand("string")}.${choices.pick(["contains", "startsWith", "endsWith"])}(${operand("string")})`;
      case 10:
        return choices.once(2)
          ? `${operand("string")}.matches(${choices.pick(patterns)})`
          : `bool(${operand("string")})`;
      case 11:
        return `${operand(choices.pick(kinds))} ${choices.pick(["==", "!="])} null`;
      default:
        return this.macro(macro, choices.pick(["list", "list", "object"] as const), "boolean", height).text;
    }
  }

  private list(height: number): Readable {
    const choices = this.#choices;
    const type = typeByKind.list;
    const operand = (kind: WantedKind) => this.operand(kind, height);
    switch (choices.below(11)) {
      case 10: {
        // Deeper and deeper, though the text does not nest.
        const variable = `v${this.#variables.length}`;
        return { text: operand("list") + `.map(${variable}, [${variable}])`.repeat(choices.below(70)), type };
      }
      case 0:
        return { text: `[${choices.several(0, 3, () => this.any(height).text).join(", ")}]`, type };
      case 1:
        return {
          text: `${operand("string")}.split(${operand("string")})`,
          type: listType({ items: typeByKind.string }),
        };
      case 2:
        return this.macro("filter", choices.pick(["list", "list", "object"] as const), "boolean", height);
      case 3:
      case 4:
        return this.macro("map", choices.pick(["list", "list", "object"] as const), choices.pick(kinds), height);
      case 5:
        return { text: `${operand("list")}.slice(${operand("number")}, ${operand("number")})`, type };
      case 6:
        return { text: [operand("list"), ...choices.several(1, 2, () => operand("list"))].join(" + "), type };
      default: {
        const receiver = this.make("list", height);
        const name = choices.pick(["sort", "reverse", "distinct", "flatten"]);
        return { text: `(${receiver.text}).${name}()`, type: name === "flatten" ? type : receiver.type };
      }
    }
  }

  private macro(name: string, over: "list" | "object", body: WantedKind, height: number): Readable {
    const receiver = this.make(over, Math.min(height, 2));
    const variable = `v${this.#variables.length}`;
    const type = over === "list" ? elementsOf(receiver.type) : typeByKind.string;
    this.#variables.push(candidate({ text: variable, type }));
    const inner = this.make(body, height);
    this.#variables.pop();
    const items = name === "filter" ? elementsOf(receiver.type) : typeByKind[body];
    return { text: `(${receiver.text}).${name}(${variable}, ${inner.text})`, type: listType({ items }) };
  }
}
