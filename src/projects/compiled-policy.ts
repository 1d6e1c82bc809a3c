import {
  compileTokenPolicy,
  type TokenPolicy,
  type TokenPolicyProblem,
  type WrittenTokenPolicy,
} from "../tokens/index.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Configuration } from "./configuration.ts";
import type { Vertical } from "./vertical.ts";

/** The project that a policy is for: what it is judged by beside itself. */
export interface PolicyContext {
  readonly vertical: Vertical;
  /** The namespace of the project's settings. */
  readonly namespace: string;
  /** Set where no configuration has the profile: then nothing of it is kept, so that it takes no room from those that have one. */
  readonly isOnlyTried?: boolean;
  /** What is stored: of it, what stays as it is is read however long it is. */
  readonly stored?: Configuration;
}

/** A policy, compiled, and all that there is to say about it, at places in the profile. */
export interface CompiledPolicy {
  readonly policy: TokenPolicy;
  readonly problems: readonly TokenPolicyProblem[];
}

/** A few projects that have as many profiles as they may. */
const maxCompiled = 500;
const compiledByText = new BoundedMap<string, CompiledPolicy>(maxCompiled);

/**
 * The policy of a profile, compiled: once for all configurations that have it, since each revision of a project has mostly
 * the profiles of the one before, and to compile a hundred takes longer than a request may.
 */
export function compiledPolicy(
  written: WrittenTokenPolicy,
  { vertical, namespace, isOnlyTried = false }: PolicyContext,
): CompiledPolicy {
  const { attributeMapping, conditions, issuer, tokenSchema } = written;
  const text = JSON.stringify([vertical.id, namespace, attributeMapping, conditions, issuer, tokenSchema]);
  const known = compiledByText.get(text);
  if (known !== undefined) return known;
  const compiled = compileTokenPolicy({ attributeMapping, conditions, issuer, tokenSchema }, { vertical, namespace });
  if (!isOnlyTried) compiledByText.set(text, compiled);
  return compiled;
}
