import { createHash } from "node:crypto";
import type { StoreScope } from "../store/index.ts";
import { defaultMaxTokenCharacters } from "../tokens/index.ts";
import {
  type Configuration,
  type ConfigurationDocument,
  configurationCollection,
  configurationId,
  defaultLinkByEmail,
  emptyConfiguration,
} from "./configuration.ts";

/** A configuration as the store has it. */
export interface StoredConfiguration {
  /** 0 for a project that was told nothing. */
  readonly revision: number;
  readonly configuration: Configuration;
  readonly document: ConfigurationDocument | undefined;
}

/** The configuration of the project whose scope this is. */
export async function readConfiguration(scope: StoreScope): Promise<StoredConfiguration> {
  const document = await readConfigurationDocument(scope);
  return { revision: document?.revision ?? 0, configuration: configurationOf(document), document };
}

/** The stored document; `undefined` for a project that was told nothing. */
export function readConfigurationDocument(scope: StoreScope): Promise<ConfigurationDocument | undefined> {
  return scope.collection(configurationCollection).get(configurationId);
}

/** The configuration that a document holds; without a document, the empty one. */
export function configurationOf(document: ConfigurationDocument | undefined): Configuration {
  if (document === undefined) return emptyConfiguration;
  const configuration: Configuration = JSON.parse(document.json);
  const profiles = configuration.profiles.map((profile) => ({ ...whereNotStored, ...profile }));
  return { ...withoutM2m, ...configuration, profiles };
}

/** The fields of a configuration that was stored without a word on them. */
const withoutM2m = { m2mTemplate: emptyConfiguration.m2mTemplate, m2mCustomAudience: "" } as const;

/** The fields of a profile that was stored without a word on them. */
const whereNotStored = {
  publicKeyType: "PEM",
  jwksUrl: null,
  singleUse: false,
  acceptedIssuers: [],
  acceptedAudiences: [],
  acceptedClients: [],
  conditions: [],
  tokenSchema: null,
  linkByEmail: defaultLinkByEmail,
  maxTokenCharacters: defaultMaxTokenCharacters,
} as const;

/** A configuration as it is stored: the same text for the same configuration, in whatever order it was put together. */
export function configurationText(configuration: Configuration): string {
  const { template, customAudience, m2mTemplate, m2mCustomAudience, schemas, policy, profiles, settings } =
    configuration;
  return JSON.stringify({
    template,
    customAudience,
    m2mTemplate,
    m2mCustomAudience,
    schemas,
    policy: { roles: policy.roles, resources: policy.resources, scopes: policy.scopes ?? [] },
    profiles: profiles.map((profile) => ({
      profileId: profile.profileId,
      name: profile.name,
      issuer: profile.issuer,
      audience: profile.audience,
      acceptedIssuers: profile.acceptedIssuers,
      acceptedAudiences: profile.acceptedAudiences,
      acceptedClients: profile.acceptedClients,
      publicKeyType: profile.publicKeyType,
      pemFiles: profile.pemFiles.map(({ pemFileId, publicKey }) => ({ pemFileId, publicKey })),
      jwksUrl: profile.jwksUrl,
      attributeMapping: profile.attributeMapping,
      conditions: profile.conditions.map(({ expression, message }) => ({ expression, message })),
      tokenSchema: profile.tokenSchema,
      linkByEmail: profile.linkByEmail,
      canJitProvision: profile.canJitProvision,
      singleUse: profile.singleUse,
      allowedOrganizations: profile.allowedOrganizations,
      algorithms: profile.algorithms,
      leewaySeconds: profile.leewaySeconds,
      maxLifetimeSeconds: profile.maxLifetimeSeconds,
      maxTokenCharacters: profile.maxTokenCharacters,
    })),
    settings: {
      issuer: settings.issuer,
      signingAlgorithm: settings.signingAlgorithm,
      namespace: settings.namespace,
      attestRequiresDuration: settings.attestRequiresDuration,
      maxSessionLifetimeMinutes: settings.maxSessionLifetimeMinutes,
    },
  });
}

/** `sha256:` and hex, of the text as it is stored. */
export function configurationDigest(configuration: Configuration): string {
  return `sha256:${createHash("sha256").update(configurationText(configuration)).digest("hex")}`;
}
