import { quoteSource } from "../../diagnostics/quote-source.ts";
import { isJsonObject } from "../../json.ts";
import type { Type } from "../type.ts";
import { never } from "../types/basic-types.ts";
import { foldInPairs } from "../types/fold-in-pairs.ts";
import { type Allowance, intersect } from "../types/intersect.ts";
import { unionOf } from "../types/union.ts";
import { Keywords } from "./keywords.ts";
import { type ListedValues, listedValues } from "./listed-values.ts";
import { anything, type ReadInside, readKinds, type SchemaReading } from "./read-kinds.ts";
import { resolveReference } from "./resolve-reference.ts";
import type { SchemaObject } from "./schema-object.ts";
import { isAround, placeInside, placeOfTarget, rootPlace, type SchemaPlace } from "./schema-place.ts";
import type { SchemaProblems } from "./schema-problem.ts";

/** Schemas inside one another, by nesting or by reference. */
const maxSchemaDepth = 128;
/** So many members of `required` and `enum` count as one schema. */
const listedPerSchema = 100;
/** Atoms and properties compared where schemas are put together. */
const maxIntersections = 200_000;

const anythingRead: SchemaReading = { type: anything, userWritable: false };

/**
 * Reads one schema into a type. The work is bounded, whatever the schema:
 * what is beyond the bounds counts as anything, and a problem says so.
 */
export class SchemaReader {
  readonly #problems: SchemaProblems;
  readonly #checked = new Set<SchemaObject>();
  readonly #allowance: Allowance = { left: maxIntersections };
  #schemasLeft: number;
  #isTooDeep = false;

  /** `maxSchemas`: how many schemas are read in all; one that is referred to twice counts twice. */
  constructor(problems: SchemaProblems, maxSchemas: number) {
    this.#problems = problems;
    this.#schemasLeft = maxSchemas;
  }

  readRoot(schema: unknown): SchemaReading {
    const reading = this.#read(schema, rootPlace(schema));
    if (this.#schemasLeft < 0 || this.#allowance.left < 0) {
      this.#problems.add("invalid", "", "the schema is too large: parts of it count as anything");
    }
    if (this.#isTooDeep) {
      this.#problems.add(
        "invalid",
        "",
        `schemas nest more than ${maxSchemaDepth} deep: what is deeper counts as anything`,
      );
    }
    return reading;
  }

  #read(schema: unknown, place: SchemaPlace): SchemaReading {
    this.#schemasLeft -= 1;
    if (schema === true || this.#schemasLeft < 0) return anythingRead;
    if (schema === false) return { type: never, userWritable: false };
    if (!isJsonObject(schema)) {
      this.#problems.add("invalid", place.pointer, "a schema must be an object, `true` or `false`");
      return anythingRead;
    }
    if (place.depth <= maxSchemaDepth) return this.#readObject(schema, place);
    this.#isTooDeep = true;
    return anythingRead;
  }

  #readObject(schema: SchemaObject, place: SchemaPlace): SchemaReading {
    const keywords = new Keywords(schema, place.pointer, this.#problems);
    if (!this.#checked.has(schema)) keywords.reportUnread();
    this.#checked.add(schema);
    this.#schemasLeft -= Math.floor(keywords.listedCount() / listedPerSchema);
    const inside: ReadInside = (child, ...path) =>
      this.#read(child, placeInside(place, schema, keywords.pointerTo(...path)));
    const kinds = readKinds(keywords, inside);
    const parts = [
      ...readListed(keywords),
      ...this.#readReference(keywords, placeInside(place, schema, place.pointer)),
      ...readEach(keywords, "allOf", inside),
      ...readEither(keywords, "anyOf", inside),
      ...readEither(keywords, "oneOf", inside),
    ];
    const userWritable = keywords.boolean("x-user-writable") ?? false;
    return {
      type: this.#intersection(
        kinds.type,
        parts.map((part) => part.type),
      ),
      userWritable: userWritable || [kinds, ...parts].some((part) => part.userWritable),
    };
  }

  #intersection(first: Type, rest: readonly Type[]): Type {
    return foldInPairs(first, rest, (left, right) => intersect(left, right, this.#allowance));
  }

  #readReference(keywords: Keywords, inside: SchemaPlace): readonly SchemaReading[] {
    const reference = keywords.string("$ref");
    if (reference === undefined) return [];
    const target = resolveReference(reference, inside.resource);
    if (target === undefined) {
      keywords.reportInvalid(
        "$ref",
        `${quoteSource(reference)} leads nowhere; a \`$ref\` is \`#\` or \`#/\` and a path in this schema`,
      );
      return [];
    }
    if (isAround(inside, target.schema)) {
      keywords.reportRecursive(
        "$ref",
        `${quoteSource(reference)} leads back to itself: it is followed once, and below anything goes`,
      );
      if (inside.isInsideRecursion) return [];
    }
    return [this.#read(target.schema, placeOfTarget(inside, target))];
  }
}

function readListed(keywords: Keywords): readonly SchemaReading[] {
  const readings: SchemaReading[] = [];
  const add = (keyword: string, { type, hasInvalid, hasLarge }: ListedValues) => {
    if (hasInvalid) keywords.reportInvalid(keyword, `\`${keyword}\` has a value that is not JSON`);
    if (hasLarge) keywords.reportInvalid(keyword, `\`${keyword}\` has a value that is too large to be read`);
    readings.push({ type, userWritable: false });
  };
  const values = keywords.list("enum");
  if (values !== undefined) add("enum", listedValues(values));
  if (keywords.has("const")) add("const", listedValues([keywords.value("const")]));
  return readings;
}

function readEach(keywords: Keywords, keyword: string, inside: ReadInside): readonly SchemaReading[] {
  return (keywords.list(keyword) ?? []).map((schema, index) => inside(schema, keyword, index));
}

function readEither(keywords: Keywords, keyword: string, inside: ReadInside): readonly SchemaReading[] {
  const readings = readEach(keywords, keyword, inside);
  if (readings.length === 0) return [];
  const userWritable = readings.some((reading) => reading.userWritable);
  return [{ type: unionOf(readings.map((reading) => reading.type)), userWritable }];
}
