import type { RuleLevel, VerticalId } from "../../language/index.ts";

/** The name of the file that configures the templates in its folder and below. */
export const configurationFileName = "claimsmith.json";

/** The content of a `claimsmith.json`; `schemas/claimsmith.schema.json` describes it for editors. */
export interface Configuration {
  readonly vertical: VerticalId;
  readonly namespace?: string;
  /** Files with JSON Schemas by path of the vocabulary; relative to the configuration. */
  readonly schemas: Readonly<Record<string, string>>;
  /** A file with the RBAC policy; relative to the configuration. */
  readonly policy?: string;
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** The configuration where none is found. */
export const defaultConfiguration: Configuration = { vertical: "b2b", schemas: {}, rules: {} };
