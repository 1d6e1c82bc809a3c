import type { Json, JsonObject } from "../../../../src/language/json.ts";
import { isObject, type Meaning, nothing, own, type TokenExpression } from "./meaning.ts";

/** What an attribute is mapped to, as it is written and as it is meant. */
export type Mapped =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "tag"; readonly expression: TokenExpression }
  | { readonly kind: "text"; readonly before: string; readonly expression: TokenExpression }
  | { readonly kind: "template"; readonly template: TemplateReading };

/** A whole template: tags and templates by key. */
export interface TemplateReading {
  readonly [key: string]: TokenExpression | TemplateReading;
}

/** As a profile has it. */
export function written(mapped: Mapped): string {
  switch (mapped.kind) {
    case "path":
      return mapped.path;
    case "tag":
      return `<< ${mapped.expression.text} >>`;
    case "text":
      return `${mapped.before}<< ${mapped.expression.text} >>`;
    case "template":
      return templateText(mapped.template);
  }
}

function templateText(template: TemplateReading): string {
  const members = Object.entries(template).map(([key, value]) => {
    const text = isExpression(value) ? `<< ${value.text} >>` : templateText(value);
    return `"${key}": ${text}`;
  });
  return `{ ${members.join(", ")} }`;
}

function isExpression(value: TokenExpression | TemplateReading): value is TokenExpression {
  return typeof value.read === "function";
}

/** What something is mapped to comes to; whether anything is there at all is the second thing that is told. */
export function meaningOf(mapped: Mapped, claims: JsonObject, absent: "left out" | "null" = "left out"): Meaning {
  switch (mapped.kind) {
    case "path":
      return { value: arrival(claims, mapped.path) ?? null };
    case "tag":
      return mapped.expression.read(claims);
    case "text": {
      const meaning = mapped.expression.read(claims);
      if (meaning === "failed" || meaning.value === null) return meaning;
      return typeof meaning.value === "object" ? "failed" : { value: `${mapped.before}${meaning.value}` };
    }
    case "template":
      return objectOf(mapped.template, claims, absent);
  }
}

function objectOf(template: TemplateReading, claims: JsonObject, absent: "left out" | "null"): Meaning {
  const members: [string, Json][] = [];
  for (const [key, value] of Object.entries(template)) {
    const meaning = isExpression(value) ? value.read(claims) : objectOf(value, claims, absent);
    if (meaning === "failed") return "failed";
    if (meaning.value !== null || absent === "null") members.push([key, meaning.value]);
  }
  return { value: Object.fromEntries(members) };
}

/** The claim at the end of a path: of all ways to cut it into keys at its dots, longer first keys first, the first that arrives. */
export function arrival(object: JsonObject, path: string): Json | undefined {
  const names = path.split(".");
  for (let count = names.length; count > 0; count -= 1) {
    const value = own(object, names.slice(0, count).join("."));
    if (count === names.length && value !== undefined) return value;
    const found = isObject(value) ? arrival(value, names.slice(count).join(".")) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A profile's policy, as it is meant. */
export interface PolicyReading {
  readonly mapping: Readonly<Record<string, Mapped>>;
  readonly conditions: readonly TokenExpression[];
}

/** What a policy makes of claims: the first condition that is not met, or attributes, some of which are not as they must be. */
export interface PolicyMeaning {
  readonly condition: number | undefined;
  /** By attribute; what is absent is not there. */
  readonly attributes: JsonObject;
  readonly wrong: readonly string[];
}

export function readPolicy(
  { mapping, conditions }: PolicyReading,
  claims: JsonObject,
  vertical: "b2b" | "consumer",
): PolicyMeaning {
  const failing = conditions.findIndex((condition) => {
    const meaning = condition.read(claims);
    return meaning === "failed" || meaning.value !== true;
  });
  const attributes: [string, Json][] = [];
  const wrong: string[] = [];
  for (const [name, check] of Object.entries(checks(vertical))) {
    const mapped = mapping[name];
    const meaning =
      mapped === undefined ? nothing : meaningOf(mapped, claims, name === "trusted_metadata" ? "null" : "left out");
    const value = meaning === "failed" ? undefined : check(meaning.value);
    const isMissing = value === null && (name === "email" || name === "token_id");
    if (value === undefined || isMissing) wrong.push(name);
    else if (value !== null) attributes.push([name, value]);
  }
  const verified = emailVerified(mapping.email_verified, claims);
  if (verified === "failed") wrong.push("email_verified");
  else if (verified !== undefined) attributes.push(["email_verified", verified]);
  return { condition: failing === -1 ? undefined : failing, attributes: Object.fromEntries(attributes), wrong };
}

function emailVerified(mapped: Mapped | undefined, claims: JsonObject): boolean | undefined | "failed" {
  if (mapped === undefined || mapped.kind === "path") {
    const value = arrival(claims, mapped?.path ?? "email_verified");
    return value === undefined ? undefined : value === true;
  }
  const meaning = meaningOf(mapped, claims);
  return meaning === "failed" ? "failed" : meaning.value === true;
}

/** What each attribute makes of a value; null of null, `undefined` of what it cannot be. */
type Check = (value: Json) => Json | undefined;

const nullOr =
  (check: (value: Exclude<Json, null>) => Json | undefined): Check =>
  (value) =>
    value === null ? null : check(value);

const filled = nullOr((value) => (typeof value === "string" && value !== "" ? value : undefined));

function checks(vertical: "b2b" | "consumer"): Readonly<Record<string, Check>> {
  const object = nullOr((value) => (isObject(value) ? value : undefined));
  const common = {
    email: nullOr((value) =>
      typeof value === "string" && /^[^@ ]+@[^@ ]+$/.test(value) ? value.toLowerCase() : undefined,
    ),
    token_id: filled,
    role_ids: nullOr((value) => {
      const isList = Array.isArray(value) && value.every((each) => typeof each === "string");
      return isList ? [...new Set(value)] : undefined;
    }),
    trusted_metadata: object,
    session_custom_claims: object,
  };
  if (vertical === "b2b") {
    const name = nullOr((value) => (typeof value === "string" ? value : undefined));
    return { ...common, external_member_id: filled, organization_id: filled, name };
  }
  const parts = ["first_name", "middle_name", "last_name"];
  const name = nullOr((value) => {
    if (!isObject(value)) return undefined;
    const isName = Object.entries(value).every(([key, part]) => parts.includes(key) && typeof part === "string");
    return isName ? value : undefined;
  });
  return { ...common, external_user_id: filled, name };
}
