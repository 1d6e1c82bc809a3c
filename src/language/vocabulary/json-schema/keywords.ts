import { quoteSource } from "../../diagnostics/quote-source.ts";
import { isJsonList, isJsonObject } from "../../json.ts";
import { pointerTo } from "../../json-pointer.ts";
import { ownValue, type SchemaObject } from "./schema-object.ts";
import type { SchemaProblems } from "./schema-problem.ts";

/** Keywords of JSON Schema 2020-12 that the type takes into account, and our own `x-user-writable`. */
const readKeywords = [
  ..."type enum const properties required additionalProperties items prefixItems minItems maxItems".split(" "),
  ..."minLength maxLength minimum maximum anyOf oneOf allOf $ref $defs x-user-writable".split(" "),
];

/** Keywords that constrain nothing. */
const noteKeywords = "$schema $id $comment title description default examples format".split(" ");

const knownKeywords: ReadonlySet<string> = new Set([...readKeywords, ...noteKeywords]);

/** The keywords of one schema object. What has the wrong form is reported and counts as not written. */
export class Keywords {
  readonly #schema: SchemaObject;
  readonly #problems: SchemaProblems;
  readonly pointer: string;

  constructor(schema: SchemaObject, pointer: string, problems: SchemaProblems) {
    this.#schema = schema;
    this.#problems = problems;
    this.pointer = pointer;
  }

  /** Whether one of the keywords is written, in whatever form. */
  has(...keywords: readonly string[]): boolean {
    return keywords.some((keyword) => Object.hasOwn(this.#schema, keyword));
  }

  /** The value of a keyword as it is; `undefined` if it is not written. */
  value(keyword: string): unknown {
    return ownValue(this.#schema, keyword);
  }

  number(keyword: string): number | undefined {
    return this.#valueOf(keyword, "a number", isFiniteNumber);
  }

  /** A whole number, zero or more. */
  count(keyword: string): number | undefined {
    return this.#valueOf(keyword, "a whole number, zero or more", isCount);
  }

  boolean(keyword: string): boolean | undefined {
    return this.#valueOf(keyword, "`true` or `false`", (value) => typeof value === "boolean");
  }

  string(keyword: string): string | undefined {
    return this.#valueOf(keyword, "a string", (value) => typeof value === "string");
  }

  list(keyword: string): readonly unknown[] | undefined {
    return this.#valueOf(keyword, "an array", isJsonList);
  }

  strings(keyword: string): readonly string[] | undefined {
    return this.#valueOf(keyword, "an array of strings", isListOfStrings);
  }

  object(keyword: string): SchemaObject | undefined {
    return this.#valueOf(keyword, "an object", isJsonObject);
  }

  /** How many members `required` and `enum` list together. */
  listedCount(): number {
    const lists = [this.value("required"), this.value("enum")];
    return lists.reduce<number>((count, list) => count + (isJsonList(list) ? list.length : 0), 0);
  }

  /** Reports each keyword that the type ignores. */
  reportUnread(): void {
    for (const keyword of Object.keys(this.#schema)) {
      if (knownKeywords.has(keyword)) continue;
      const message =
        keyword === "definitions"
          ? "`definitions` is `$defs` in draft 2020-12: write `$defs`"
          : `${quoteSource(keyword)} is not read: the type does not take it into account`;
      this.#problems.add("unread-keyword", this.pointerTo(keyword), message);
    }
  }

  reportInvalid(keyword: string, message: string): void {
    this.#problems.add("invalid", this.pointerTo(keyword), message);
  }

  reportRecursive(keyword: string, message: string): void {
    this.#problems.add("recursive", this.pointerTo(keyword), message);
  }

  pointerTo(...tokens: readonly (string | number)[]): string {
    return pointerTo(this.pointer, ...tokens);
  }

  #valueOf<T>(keyword: string, form: string, isRight: (value: unknown) => value is T): T | undefined {
    const value = this.value(keyword);
    if (isRight(value)) return value;
    if (this.has(keyword)) this.reportInvalid(keyword, `\`${keyword}\` must be ${form}`);
    return undefined;
  }
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}
