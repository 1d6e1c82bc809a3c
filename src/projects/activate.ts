import { invariant } from "../language/invariant.ts";
import { compilePolicy } from "../policy/index.ts";
import type { KeySets } from "../tokens/index.ts";
import type { ActiveConfiguration, ActiveProfile } from "./active-configuration.ts";
import type { Backend } from "./backend.ts";
import type { Configuration } from "./configuration.ts";
import { type PreparedConfiguration, prepareConfiguration } from "./prepare-configuration.ts";
import type { PreparedProfile } from "./prepare-profiles.ts";
import type { Project } from "./project.ts";
import { verticals } from "./vertical.ts";

/** The things beside a configuration itself that `activate` needs: its revision, and the project that it is of. */
export interface ActivationOptions {
  readonly revision: number;
  readonly project: Project;
  readonly backend: Backend;
  /** If it was read before. */
  readonly prepared?: PreparedConfiguration;
}

/**
 * Makes a configuration ready for requests: one that was saved, so that nothing is wrong with it but what an earlier
 * version of this program did not know to be.
 */
export function activate(
  configuration: Configuration,
  { revision, project, backend, prepared }: ActivationOptions,
): ActiveConfiguration {
  const vertical = verticals[project.vertical];
  const { template, metadataChecks, profiles, problems } =
    prepared ?? prepareConfiguration(configuration, vertical, { stored: configuration });
  const problem = problems.find(({ isServable }) => isServable !== true);
  invariant(problem === undefined, `the configuration of \`${project.id}\` has no problem such as ${problem?.code}`);
  invariant(template !== undefined, "a template without an error compiles");
  const { customAudience, policy, settings } = configuration;
  return {
    revision,
    configuration,
    template,
    metadataChecks,
    policy: compilePolicy(policy, vertical.id),
    profiles: new Map([...profiles].map(([id, profile]) => [id, activeProfile(profile, backend.keySets)])),
    tokenProject: {
      projectId: project.id,
      issuer: settings.issuer,
      publicUrl: backend.publicUrl,
      customAudience,
      namespace: settings.namespace,
    },
  };
}

/** Makes a profile ready for tokens: with its keys, or with where to find them. */
export function activeProfile(
  { profile, keys, policy }: PreparedProfile,
  keySets: Pick<KeySets, "find">,
): ActiveProfile {
  const { jwksUrl, algorithms, leewaySeconds, maxLifetimeSeconds, maxTokenCharacters } = profile;
  const { issuer, acceptedIssuers, audience, acceptedAudiences, acceptedClients } = profile;
  const { issuerOf } = policy;
  return {
    profile,
    policy,
    rules: {
      ...(issuerOf === undefined ? { issuers: [issuer, ...acceptedIssuers] } : { issuers: acceptedIssuers, issuerOf }),
      audiences: audience === "" ? [] : [audience, ...acceptedAudiences],
      clients: acceptedClients,
      keys: jwksUrl === null ? keys : (kid) => keySets.find(jwksUrl, kid),
      leewaySeconds,
      maxLifetimeSeconds,
      maxTokenCharacters,
      ...(algorithms === null ? {} : { algorithms }),
    },
  };
}
