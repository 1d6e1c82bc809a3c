import { didYouMean, quoteSource } from "../../language/diagnostics/index.ts";
import type { RuleLevel, VerticalId } from "../../language/index.ts";
import { isJsonObject } from "../../language/json.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import { metadataPaths } from "../../language/options.ts";
import { type Configuration, defaultConfiguration } from "./configuration.ts";

/** One thing that is wrong with a configuration. */
export interface ConfigurationMistake {
  /** JSON Pointer (RFC 6901) of the wrong value or field. */
  readonly pointer: string;
  readonly message: string;
  readonly help?: string;
}

export type ConfigurationReading =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly mistakes: readonly ConfigurationMistake[] };

type Report = (pointer: string, message: string, help?: string) => void;

const knownFields = ["$schema", "vertical", "namespace", "schemas", "policy", "rules"];
const verticals: readonly VerticalId[] = ["b2b", "consumer", "m2m"];
const levels: readonly RuleLevel[] = ["off", "warn", "error"];

/** Reads the parsed JSON of a `claimsmith.json`, or names every mistake in it, in the order of the fields. */
export function validateConfiguration(value: unknown, ruleIds: readonly string[]): ConfigurationReading {
  const mistakes: ConfigurationMistake[] = [];
  const report: Report = (pointer, message, help) => {
    mistakes.push({ pointer, message, ...(help === undefined ? {} : { help }) });
  };
  if (!isJsonObject(value)) {
    report("", "a configuration is a JSON object");
    return { ok: false, mistakes };
  }
  for (const field of Object.keys(value)) {
    if (!knownFields.includes(field))
      report(pointerTo("", field), `unknown field ${quoteSource(field)}`, didYouMean(field, knownFields));
  }
  const own = (field: string) => (Object.hasOwn(value, field) ? value[field] : undefined);
  if (own("$schema") !== undefined && typeof own("$schema") !== "string") report("/$schema", "must be a string");
  const vertical = readVertical(own("vertical"), report);
  const namespace = readText(own("namespace"), "/namespace", report);
  const policy = readText(own("policy"), "/policy", report);
  const schemas = readSchemas(own("schemas"), vertical, report);
  const rules = readRules(own("rules"), ruleIds, report);
  if (vertical === undefined || mistakes.length > 0) return { ok: false, mistakes };
  return {
    ok: true,
    configuration: {
      vertical,
      schemas,
      rules,
      ...(namespace === undefined ? {} : { namespace }),
      ...(policy === undefined ? {} : { policy }),
    },
  };
}

function readVertical(value: unknown, report: Report): VerticalId | undefined {
  return value === undefined ? defaultConfiguration.vertical : oneOf(value, verticals, "/vertical", report);
}

function readSchemas(value: unknown, vertical: VerticalId | undefined, report: Report): Record<string, string> {
  const schemas: Record<string, string> = {};
  for (const [path, file] of membersOf(value, "/schemas", report)) {
    const pointer = pointerTo("/schemas", path);
    const paths = vertical === undefined ? verticals.flatMap(metadataPaths) : metadataPaths(vertical);
    if (!paths.includes(path)) {
      const help = didYouMean(path, paths) ?? `a schema can be declared for ${listed(paths)}`;
      report(pointer, `${quoteSource(path)} is no path that takes a schema`, help);
      continue;
    }
    const text = readText(file, pointer, report);
    if (text !== undefined) schemas[path] = text;
  }
  return schemas;
}

function readRules(value: unknown, ruleIds: readonly string[], report: Report): Record<string, RuleLevel> {
  const rules: Record<string, RuleLevel> = {};
  for (const [id, level] of membersOf(value, "/rules", report)) {
    const pointer = pointerTo("/rules", id);
    if (!ruleIds.includes(id)) {
      report(
        pointer,
        `unknown rule ${quoteSource(id)}`,
        didYouMean(id, ruleIds) ?? "`claimsmith rules` lists the rules",
      );
      continue;
    }
    const known = oneOf(level, levels, pointer, report);
    if (known !== undefined) rules[id] = known;
  }
  return rules;
}

function membersOf(value: unknown, pointer: string, report: Report): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  if (isJsonObject(value)) return Object.entries(value);
  report(pointer, "must be an object");
  return [];
}

function readText(value: unknown, pointer: string, report: Report): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "") return value;
  report(pointer, "must be a string that is not empty");
  return undefined;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], pointer: string, report: Report): T | undefined {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) {
    const help = typeof value === "string" ? didYouMean(value, known) : undefined;
    report(pointer, `must be ${listed(known)}`, help);
  }
  return found;
}

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length === 1 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
