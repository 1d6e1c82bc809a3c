import type { Json, JsonObject } from "../../../../src/language/json.ts";

/*
 * What docs/language.md says of a few expressions over a token, written a second time and as plainly as can be: nothing of
 * the language's own code is in it.
 */

/** What an expression comes to: a value, null for nothing, or that it cannot be evaluated. */
export type Meaning = { readonly value: Json } | "failed";

/** An expression as it is written, and what it means. */
export interface TokenExpression {
  readonly text: string;
  read(claims: JsonObject): Meaning;
}

export const nothing: Meaning = { value: null };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The claim of that name. */
export function claim(name: string): TokenExpression {
  return { text: `token["${name}"]`, read: (claims) => ({ value: own(claims, name) ?? null }) };
}

export function literal(value: string | number | boolean): TokenExpression {
  return { text: typeof value === "string" ? `'${value}'` : String(value), read: () => ({ value }) };
}

/** A member of an object, or the first element of a list; null of everything else. */
export function member(of: TokenExpression, name: string | 0): TokenExpression {
  return {
    text: name === 0 ? `${of.text}[0]` : `${of.text}.${name}`,
    read: (claims) =>
      given(of.read(claims), (value) => {
        if (name === 0) return { value: Array.isArray(value) ? (value[0] ?? null) : null };
        return { value: isObject(value) ? (own(value, name) ?? null) : null };
      }),
  };
}

export function coalesce(one: TokenExpression, other: TokenExpression): TokenExpression {
  return {
    text: `(${one.text} ?? ${other.text})`,
    read(claims) {
      const first = one.read(claims);
      return first !== "failed" && first.value === null ? other.read(claims) : first;
    },
  };
}

export function equals(one: TokenExpression, value: string | number | boolean): TokenExpression {
  return {
    text: `(${one.text} == ${literal(value).text})`,
    read: (claims) => given(one.read(claims), (left) => ({ value: left === value })),
  };
}

export function contains(one: TokenExpression, key: string): TokenExpression {
  return {
    text: `('${key}' in ${one.text})`,
    read: (claims) =>
      given(one.read(claims), (value) => {
        if (Array.isArray(value)) return { value: value.includes(key) };
        return isObject(value) ? { value: Object.hasOwn(value, key) } : "failed";
      }),
  };
}

export function not(one: TokenExpression): TokenExpression {
  const read = (claims: JsonObject): Meaning =>
    given(one.read(claims), (value) => (typeof value === "boolean" ? { value: !value } : "failed"));
  return { text: `!${one.text}`, read };
}

/** The operand that decides ends it: `false` of `&&`, `true` of `||`. Without one, null is stronger than the rest. */
export function logic(sign: "&&" | "||", operands: readonly TokenExpression[]): TokenExpression {
  return {
    text: `(${operands.map(({ text }) => text).join(` ${sign} `)})`,
    read(claims) {
      const decides = sign === "||";
      let result: boolean | null = !decides;
      for (const operand of operands) {
        const meaning = operand.read(claims);
        if (meaning === "failed") return "failed";
        if (meaning.value === decides) return { value: decides };
        if (meaning.value === null) result = null;
        else if (typeof meaning.value !== "boolean") return "failed";
      }
      return { value: result };
    },
  };
}

export function choose(condition: TokenExpression, yes: TokenExpression, no: TokenExpression): TokenExpression {
  return {
    text: `(${condition.text} ? ${yes.text} : ${no.text})`,
    read: (claims) =>
      given(condition.read(claims), (value) => {
        if (typeof value !== "boolean") return "failed";
        return (value ? yes : no).read(claims);
      }),
  };
}

/** Elements of a list, or keys of an object, that are among these. */
export function among(one: TokenExpression, allowed: readonly string[]): TokenExpression {
  return {
    text: `${one.text}.filter(g, g in [${allowed.map((each) => literal(each).text).join(", ")}])`,
    read: (claims) =>
      given(one.read(claims), (value) => {
        const isAllowed = (each: Json): boolean => typeof each === "string" && allowed.includes(each);
        if (Array.isArray(value)) return { value: value.filter(isAllowed) };
        return isObject(value) ? { value: Object.keys(value).filter(isAllowed).sort() } : "failed";
      }),
  };
}

export function split(one: TokenExpression): TokenExpression {
  return {
    text: `${one.text}.split(' ')`,
    read: (claims) =>
      given(one.read(claims), (value) => (typeof value === "string" ? { value: value.split(" ") } : "failed")),
  };
}

/** What an operand that is there comes to; nothing of nothing. */
function given(meaning: Meaning, read: (value: Exclude<Json, null>) => Meaning): Meaning {
  if (meaning === "failed" || meaning.value === null) return meaning;
  return read(meaning.value);
}
