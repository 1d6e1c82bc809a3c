import { pointerTo } from "../language/json-pointer.ts";
import { type CompiledCondition, hasTag, type TokenPolicy } from "../tokens/index.ts";
import type { TrustedTokenProfile } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";
import type { NotedProfile } from "./profile-notes.ts";

/** Advice on one profile beyond the warnings of publishing: what has no effect in it, and what it leaves to its issuer. */
export function profileLints({ profile, policy }: NotedProfile, base: string): readonly ConfigurationProblem[] {
  return [
    ...conditionLints(profile, policy.conditions, pointerTo(base, "conditions")),
    ...roleLints(profile, pointerTo(base, "attribute_mapping", "role_ids")),
    ...stayingRoleLints(policy, pointerTo(base, "attribute_mapping", "role_ids")),
    ...audienceLints(profile, pointerTo(base, "audience")),
  ];
}

function conditionLints(
  { conditions }: TrustedTokenProfile,
  compiled: readonly CompiledCondition[],
  pointer: string,
): readonly ConfigurationProblem[] {
  const written = conditions.map(({ expression }) => expression.trim());
  return compiled.flatMap(({ expression }, index): readonly ConfigurationProblem[] => {
    const at = pointerTo(pointer, index, "expression");
    if (written.indexOf(written[index] ?? "") < index) {
      const message = "the condition stands above already, so that it keeps no token out";
      return [{ code: "condition_without_effect", pointer: at, message, help: "take it out" }];
    }
    if (expression === undefined || expression.reads.length > 0) return [];
    const evaluation = expression.evaluate({ token: {} });
    if (!evaluation.ok || evaluation.value !== true) return [];
    const message = "the condition reads nothing of the token and is always true, so that it keeps no token out";
    return [{ code: "condition_without_effect", pointer: at, message, help: "take it out, or have it read a claim" }];
  });
}

function roleLints({ attributeMapping }: TrustedTokenProfile, pointer: string): readonly ConfigurationProblem[] {
  const written = Object.hasOwn(attributeMapping, "role_ids") ? attributeMapping.role_ids : undefined;
  if (written === undefined || (hasTag(written) && isChoosy(written))) return [];
  const message =
    "whatever roles the issuer writes become those that are assigned, and one that the project does not have refuses the token";
  const help = 'take only those that are meant, as in `<< token.groups.filter(g, g in ["admin", "editor"]) >>`';
  return [{ code: "roles_not_filtered", pointer, message, help }];
}

/**
 * Roles that stay when the issuer takes the last one away: many leave out a claim that would be empty, and where nothing is
 * mapped, what is assigned is left alone. Conditions that read the same claims are taken to keep such tokens out.
 */
function stayingRoleLints({ sources, conditions }: TokenPolicy, pointer: string): readonly ConfigurationProblem[] {
  const source = sources.get("role_ids");
  if (source === undefined || source.kind === "broken") return [];
  const reads = source.kind === "path" ? [`token.${source.path}`] : source.expression.reads;
  if (conditions.some(({ expression }) => expression?.reads.some((path) => reads.includes(path)))) return [];
  if (source.kind === "expression") {
    const evaluation = source.expression.evaluate({ token: {} });
    if (!evaluation.ok || (evaluation.value !== undefined && evaluation.value !== null)) return [];
  }
  const message =
    "a token without the claim leaves the roles as they are: where an issuer leaves it out when it is empty, the last role is never taken away";
  const help = 'say what there is then, as in `<< (token.groups ?? []).filter(g, g in ["admin", "editor"]) >>`';
  return [{ code: "roles_may_stay", pointer, message, help }];
}

/** Tells whether an expression picks among what it reads, or decides by it, rather than hand it on. */
function isChoosy(written: string): boolean {
  return /\.filter\(|\bin\b|[=!]=|(?<!\?)\?(?![?.])/.test(written) || !/\btoken\b/.test(written);
}

function audienceLints({ audience }: TrustedTokenProfile, pointer: string): readonly ConfigurationProblem[] {
  if (audience !== "") return [];
  const message =
    "the tokens say nothing of whom they are for, so that the clients alone tell them from tokens for others";
  const help = "if the issuer can write an `aud`, name it here";
  return [{ code: "audience_missing", pointer, message, help }];
}
