import type { Expression, NumberSpelling } from "./expression.ts";

/** What one language writes otherwise than the other. */
interface Dialect {
  number(value: number, spelling: NumberSpelling): string;
  /** What `size` and `int` give, as a number like any other. */
  count(text: string): string;
  /** A number where a position is wanted: of an element, or in a string. */
  position(text: string): string;
  /** A member of which the name is known. */
  select(name: string): string;
  readonly emptyList: string;
}

const ours: Dialect = {
  number: spell,
  count: (text) => text,
  position: (text) => text,
  select: (name) => `.${name}`,
  emptyList: "[]",
};

/**
 * All numbers are doubles, as those of the data are, but for positions, which are ints. An empty list is `dyn`, because
 * the other implementation finds several operators for elements of a type that is open.
 */
const cel: Dialect = {
  number: (value, spelling) => spell(value, spelling === "shortest" ? "fraction" : spelling),
  count: (text) => `double(${text})`,
  position: (text) => `int(${text})`,
  select: (name) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== "in" ? `.${name}` : `["${name}"]`),
  emptyList: "dyn([])",
};

/** The expression as a template's tag has it. */
export function printOurs(expression: Expression): string {
  return print(expression, ours, 0);
}

/** The same expression as CEL has it. */
export function printCel(expression: Expression): string {
  return print(expression, cel, 0);
}

function spell(value: number, spelling: NumberSpelling): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  if (/[.e]/.test(text) || spelling === "shortest") return text;
  return spelling === "fraction" ? `${text}.0` : `${text}e0`;
}

/** How tightly a form binds: what stands in the place of an operand binds as tightly as that place asks, or is in parentheses. */
const levels = { conditional: 0, "||": 1, "&&": 2, relation: 3, "+": 4, unary: 5, postfix: 6 } as const;

function print(expression: Expression, dialect: Dialect, least: number): string {
  const [text, level] = written(expression, dialect);
  return level < least ? `(${text})` : text;
}

function written(expression: Expression, dialect: Dialect): readonly [text: string, level: number] {
  const at = (operand: Expression, least: number): string => print(operand, dialect, least);
  const receiver = (operand: Expression): string => at(operand, levels.postfix);
  switch (expression.kind) {
    case "boolean":
      return [String(expression.value), levels.postfix];
    case "number":
      return [dialect.number(expression.value, expression.spelling), levels.unary];
    case "string":
      return [quote(expression.value, expression.quote), levels.postfix];
    case "null":
      return ["null", levels.postfix];
    case "name":
      return [expression.name, levels.postfix];
    case "select":
      return [receiver(expression.receiver) + dialect.select(expression.name), levels.postfix];
    case "element":
      return [`${receiver(expression.receiver)}[${dialect.position(at(expression.position, 0))}]`, levels.postfix];
    case "member":
      return [`${receiver(expression.receiver)}[${at(expression.key, 0)}]`, levels.postfix];
    case "not":
      return [`!${at(expression.operand, levels.unary)}`, levels.unary];
    case "binary": {
      const level =
        expression.sign === "||" || expression.sign === "&&" || expression.sign === "+"
          ? levels[expression.sign]
          : levels.relation;
      const left = at(expression.left, level === levels.relation ? level + 1 : level);
      return [`${left} ${expression.sign} ${at(expression.right, level + 1)}`, level];
    }
    case "conditional": {
      const branches = `${at(expression.whenTrue, 0)} : ${at(expression.whenFalse, 0)}`;
      return [`${at(expression.condition, levels["||"])} ? ${branches}`, levels.conditional];
    }
    case "list":
      if (expression.elements.length === 0) return [dialect.emptyList, levels.postfix];
      return [`[${expression.elements.map((element) => at(element, 0)).join(", ")}]`, levels.postfix];
    case "method": {
      const args = expression.arguments.map((argument) => at(argument, 0));
      const passed = expression.name === "substring" ? args.map((argument) => dialect.position(argument)) : args;
      const call = `${receiver(expression.receiver)}.${expression.name}(${passed.join(", ")})`;
      return [expression.name === "size" ? dialect.count(call) : call, levels.postfix];
    }
    case "macro": {
      const { name, variable } = expression;
      return [`${receiver(expression.receiver)}.${name}(${variable}, ${at(expression.body, 0)})`, levels.postfix];
    }
    case "global": {
      const call = `${expression.name}(${at(expression.operand, 0)})`;
      return [expression.name === "size" || expression.name === "int" ? dialect.count(call) : call, levels.postfix];
    }
    case "group":
      return [`(${at(expression.operand, 0)})`, levels.postfix];
  }
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\\", "\\\\"],
]);

/** Both languages have these escapes; white space that is not ASCII is escaped, other letters stand as they are. */
function quote(value: string, mark: "'" | '"'): string {
  const escaped = [...value].map((character) => {
    if (character === mark) return `\\${mark}`;
    const short = shortEscapes.get(character);
    if (short !== undefined) return short;
    return /[\u00a0\u3000]/.test(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character;
  });
  return mark + escaped.join("") + mark;
}
