import { type ExpressionCompiler, expectationOf, expressionCompiler } from "../../language/compile-expression.ts";
import { didYouMean, quoteSource } from "../../language/diagnostics/index.ts";
import type { Diagnostic, Expression } from "../../language/index.ts";
import type { Json, JsonObject } from "../../language/json.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { type AttributeDefinition, type AttributeMapping, attributesOf } from "./attributes.ts";

/** A condition that the claims of a token must meet. */
export interface TokenCondition {
  /** In the claims language, without a tag; anything but `true` refuses the token. */
  readonly expression: string;
  /** The answer to whoever presented the token; may be empty. */
  readonly message: string;
}

/** The part of a profile that is over its issuer's tokens, in the claims language, as it is written. */
export interface WrittenTokenPolicy {
  readonly attributeMapping: AttributeMapping;
  readonly conditions: readonly TokenCondition[];
  /** What `iss` must be; with a tag in it, an expression over the claims. */
  readonly issuer: string;
  /** JSON Schema of the claims; null where any can be read. */
  readonly tokenSchema: Json;
}

/** The same, compiled once for all tokens. What did not compile refuses every token, for nobody knows what it was to keep out. */
export interface TokenPolicy {
  readonly conditions: readonly CompiledCondition[];
  /** By attribute; those that are not known are left out. */
  readonly sources: ReadonlyMap<string, AttributeSource>;
  /** Tells what `iss` must be of the claims; absent where it is the same for all tokens. */
  readonly issuerOf?: (claims: JsonObject) => string | undefined;
}

/** A condition, compiled; without its expression if that is wrong. */
export interface CompiledCondition {
  readonly message: string;
  readonly expression: Expression | undefined;
}

/** The claim or the expression that an attribute comes from. */
export type AttributeSource =
  | { readonly kind: "path"; readonly attribute: AttributeDefinition; readonly path: string }
  | {
      readonly kind: "expression";
      readonly attribute: AttributeDefinition;
      readonly written: string;
      readonly expression: Expression;
    }
  | { readonly kind: "broken"; readonly attribute: AttributeDefinition; readonly written: string };

/** One thing to say about a policy: an error, unless its diagnostic is none. */
export interface TokenPolicyProblem {
  readonly code: string;
  /** The way to it in a profile, in the names of the API: `["conditions", 0, "expression"]`. */
  readonly path: readonly (string | number)[];
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string | undefined;
  /** Of an expression, with its place in the text at the path. */
  readonly diagnostic?: Diagnostic;
}

/** Compiles what a profile says of tokens, in a project of that kind; everything that is to be said about it is told. */
export function compileTokenPolicy(
  { attributeMapping, conditions, issuer, tokenSchema }: WrittenTokenPolicy,
  { vertical, namespace }: { readonly vertical: TokenVertical; readonly namespace: string },
): { readonly policy: TokenPolicy; readonly problems: readonly TokenPolicyProblem[] } {
  const schema = tokenSchema === null ? {} : { schema: tokenSchema };
  const compiler = expressionCompiler({ vocabulary: "token", ...schema, namespace });
  const problems: TokenPolicyProblem[] = problemsAt(["token_schema"], compiler.diagnostics);
  const attributes = attributesOf(vertical);
  const sources = new Map<string, AttributeSource>();
  for (const [name, written] of Object.entries(attributeMapping)) {
    const attribute = attributes.find((one) => one.name === name);
    if (attribute === undefined) problems.push(...unknownAttribute(name, attributes));
    else sources.set(name, sourceOf(attribute, written, { compiler, problems }));
  }
  const compiled = conditions.map(({ expression: text, message }, index): CompiledCondition => {
    const { diagnostics, expression } = compiler.compile(text, { form: "expression", expects: onlyTrue });
    problems.push(...problemsAt(["conditions", index, "expression"], diagnostics));
    return { message, expression };
  });
  const issuerOf = hasTag(issuer) ? issuerFrom(issuer, sources, { compiler, problems }) : undefined;
  const policy = { conditions: compiled, sources, ...(issuerOf !== undefined && { issuerOf }) };
  return { policy, problems };
}

const onlyTrue = expectationOf({ const: true });
const text = expectationOf({ type: "string" });

/** Tells whether a text of a profile has a tag in it, so that it is an expression. */
export function hasTag(written: string): boolean {
  return /<<|\{\{/.test(written);
}

/**
 * Compiles an issuer that depends on the claims. Whoever runs one of several issuers must not speak for another: the host
 * is the same for all, and the external id tells by the same claims which of them it is.
 */
function issuerFrom(
  issuer: string,
  sources: ReadonlyMap<string, AttributeSource>,
  { compiler, problems }: { readonly compiler: ExpressionCompiler; readonly problems: TokenPolicyProblem[] },
): NonNullable<TokenPolicy["issuerOf"]> {
  const { diagnostics, expression } = compiler.compile(issuer, { form: "text", expects: text });
  problems.push(...problemsAt(["issuer"], diagnostics));
  if (!/^https:\/\/[^/?#\s<>{}"'\\]+\//.test(issuer)) {
    const message = "an issuer with a tag begins with `https://`, a host and a `/`, all of it outside tags";
    problems.push({ code: "issuer_host_not_literal", path: ["issuer"], message });
  }
  const externalId = ["external_member_id", "external_user_id"].find((name) => sources.has(name));
  const told = readsOf(sources.get(externalId ?? ""));
  const unread = (expression?.reads ?? []).filter((path) => !told.has(path));
  if (unread.length > 0) {
    const message = `the external id must be made of the claims that the issuer is made of, and does not read ${unread.map(quoteSource).join(", ")}`;
    const help = `map it to an expression such as \`<< ${unread[0]} >>|<< token.sub >>\``;
    problems.push({ code: "issuer_not_in_external_id", path: ["attribute_mapping"], message, help });
  }
  return (claims) => {
    const evaluation = expression?.evaluate({ token: claims });
    return evaluation?.ok === true && typeof evaluation.value === "string" ? evaluation.value : undefined;
  };
}

/** The claims that an attribute is made of, as expressions name them. */
function readsOf(source: AttributeSource | undefined): ReadonlySet<string> {
  if (source === undefined || source.kind === "broken") return new Set();
  return new Set(source.kind === "path" ? [`token.${source.path}`] : source.expression.reads);
}

function problemsAt(path: TokenPolicyProblem["path"], diagnostics: readonly Diagnostic[]): TokenPolicyProblem[] {
  return diagnostics.map((diagnostic) => {
    const { code, message, help } = diagnostic;
    return { code, path, message, help, diagnostic };
  });
}

/** The external id of the other kind of project is refused by a word of its own. */
function unknownAttribute(name: string, attributes: readonly AttributeDefinition[]): readonly TokenPolicyProblem[] {
  if (name === "external_member_id" || name === "external_user_id") return [];
  const known = attributes.map((attribute) => attribute.name);
  const message = `there is no attribute ${quoteSource(name)}`;
  const help = didYouMean(name, known) ?? `attributes are ${known.map(quoteSource).join(", ")}`;
  return [{ code: "unknown_attribute", path: ["attribute_mapping", name], message, help }];
}

/** In such a template null deletes, and no name means anything to others. */
const templateRules = { "no-literal-null": "off" } as const;

function sourceOf(
  attribute: AttributeDefinition,
  written: string,
  { compiler, problems }: { readonly compiler: ExpressionCompiler; readonly problems: TokenPolicyProblem[] },
): AttributeSource {
  const { isTemplate, expects } = attribute;
  const form = formOf(written, attribute);
  if (form === undefined) return { kind: "path", attribute, path: written };
  const use = isTemplate ? { form, expects, rules: templateRules } : { form, expects };
  const { diagnostics, expression } = compiler.compile(written, use);
  problems.push(...problemsAt(["attribute_mapping", attribute.name], diagnostics));
  if (expression === undefined) return { kind: "broken", attribute, written };
  return { kind: "expression", attribute, written, expression };
}

/** The form in which a value of a mapping is written; `undefined` if it is a path. */
function formOf(written: string, { isTemplate, expects }: AttributeDefinition): "template" | "text" | undefined {
  const makesObject = expects.type.atoms.every(({ kind }) => kind === "object");
  if (isTemplate || (makesObject && /^\s*\{(?!\{)/.test(written))) return "template";
  return hasTag(written) ? "text" : undefined;
}
