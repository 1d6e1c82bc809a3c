import { isDeepStrictEqual } from "node:util";
import { pointerTo } from "../language/json-pointer.ts";
import { hasTag, type TokenPolicy, type TokenPolicyProblem } from "../tokens/index.ts";
import { compiledPolicy, type PolicyContext } from "./compiled-policy.ts";
import type { TrustedTokenProfile } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import { isText, maxTextCharacters } from "./is-text.ts";

const maxMappedAttributes = 20;
/** Characters of a whole template that an attribute is mapped to. */
const maxMappedTemplateCharacters = 16_384;
const maxConditions = 16;
/** Characters of all expressions of a profile together: to compile them must not hold up others. */
const maxExpressionCharacters = 16_384;

/** A profile's policy over tokens, compiled, and all that is to be said about it. */
export interface PreparedTokenPolicy {
  readonly policy: TokenPolicy;
  readonly problems: readonly ConfigurationProblem[];
  readonly notes: readonly ConfigurationProblem[];
}

/** The place of a profile, and the project that it is in. */
export interface PolicyPlace extends PolicyContext {
  /** JSON Pointer of the profile. */
  readonly pointer: string;
}

/**
 * Compiles what a profile says of tokens and checks its limits. What does not compile keeps a profile from being saved;
 * one that was saved goes on being served, and refuses what it can no longer judge.
 */
export function prepareTokenPolicy(profile: TrustedTokenProfile, place: PolicyPlace): PreparedTokenPolicy {
  const limits = limitProblems(profile, place);
  // What is too long is not compiled.
  const isCompiled = limits.every(({ isServable }) => isServable === true);
  const written = isCompiled ? profile : { ...profile, ...nothingSaid };
  const { policy, problems } = compiledPolicy(written, place);
  const told = problems.map((problem) => ({ problem, told: configurationProblem(problem, place.pointer) }));
  return {
    policy,
    problems: [
      ...limits,
      ...told.filter(({ problem }) => isError(problem)).map((one) => ({ ...one.told, isServable: true as const })),
    ],
    notes: told.filter(({ problem }) => !isError(problem)).map((one) => one.told),
  };
}

const nothingSaid = { attributeMapping: {}, conditions: [], tokenSchema: null };

function isError({ diagnostic }: TokenPolicyProblem): boolean {
  return diagnostic === undefined || diagnostic.severity === "error";
}

function configurationProblem(
  { code, path, message, help, diagnostic }: TokenPolicyProblem,
  base: string,
): ConfigurationProblem {
  return {
    code,
    pointer: pointerTo(base, ...path),
    message,
    ...(help === undefined ? {} : { help }),
    ...(diagnostic === undefined ? {} : { diagnostic }),
  };
}

function limitProblems(
  profile: TrustedTokenProfile,
  { pointer: base, stored }: PolicyPlace,
): readonly ConfigurationProblem[] {
  const { attributeMapping, conditions } = profile;
  const problems: ConfigurationProblem[] = [];
  const mapped = Object.entries(attributeMapping);
  if (mapped.length > maxMappedAttributes || !mapped.every(([name, value]) => isMapped(name, value))) {
    const message = `at most ${maxMappedAttributes} attributes are mapped, each to 1 to ${maxTextCharacters} characters, or to a template of at most ${maxMappedTemplateCharacters}`;
    problems.push({ code: "invalid_attribute_mapping", pointer: pointerTo(base, "attribute_mapping"), message });
  }
  if (conditions.length > maxConditions) {
    const message = `a profile has at most ${maxConditions} conditions`;
    problems.push({ code: "too_many_conditions", pointer: pointerTo(base, "conditions"), message });
  }
  for (const [index, { expression, message: answer }] of conditions.entries()) {
    const at = (field: string) => pointerTo(base, "conditions", index, field);
    if (expression.length > maxTextCharacters) {
      const message = `a condition has at most ${maxTextCharacters} characters`;
      problems.push({ code: "condition_too_long", pointer: at("expression"), message });
    }
    if (answer !== "" && !isText(answer, maxTextCharacters)) {
      const message = `the message of a condition has at most ${maxTextCharacters} characters, none of them a control character`;
      problems.push({ code: "invalid_condition_message", pointer: at("message"), message });
    }
  }
  const characters = expressionCharacters(profile);
  if (characters > maxExpressionCharacters) {
    const message = `the expressions of a profile have at most ${maxExpressionCharacters} characters together, and these have ${characters}`;
    const stays = stored?.profiles.some((one) => isDeepStrictEqual(one, profile));
    problems.push({
      code: "expressions_too_long",
      pointer: base,
      message,
      ...(stays && { isServable: true as const }),
    });
  }
  return problems;
}

/** The characters of what is compiled of a profile: its conditions, and of its mapping what is no path. */
function expressionCharacters({ attributeMapping, conditions, issuer }: TrustedTokenProfile): number {
  const mapped = Object.values(attributeMapping).filter((value) => hasTag(value) || value.trimStart().startsWith("{"));
  const texts = [...mapped, ...conditions.map(({ expression }) => expression), ...(hasTag(issuer) ? [issuer] : [])];
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function isMapped(name: string, value: string): boolean {
  if (!isText(name, maxTextCharacters)) return false;
  return value.trimStart().startsWith("{")
    ? value.length <= maxMappedTemplateCharacters
    : isText(value, maxTextCharacters);
}
