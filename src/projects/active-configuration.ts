import type { MetadataCheck } from "../language/data/metadata-checks.ts";
import type { Template } from "../language/index.ts";
import type { CompiledPolicy } from "../policy/index.ts";
import type { TokenPolicy, TokenProject, TrustedTokenRules } from "../tokens/index.ts";
import type { Configuration, TrustedTokenProfile } from "./configuration.ts";

/** One revision of a configuration, made ready for requests: nothing of it is parsed again. */
export interface ActiveConfiguration {
  readonly revision: number;
  readonly configuration: Configuration;
  readonly template: Template;
  /** What metadata that a schema is declared for must fit, by path of the vocabulary. */
  readonly metadataChecks: ReadonlyMap<string, MetadataCheck>;
  readonly policy: CompiledPolicy;
  /** By profile id. */
  readonly profiles: ReadonlyMap<string, ActiveProfile>;
  readonly tokenProject: TokenProject;
}

/** A profile with its keys read, or with the way to them, and what it says of tokens compiled. */
export interface ActiveProfile {
  readonly profile: TrustedTokenProfile;
  readonly rules: TrustedTokenRules;
  readonly policy: TokenPolicy;
}
