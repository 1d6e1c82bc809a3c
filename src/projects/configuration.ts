import type { Json } from "../language/json.ts";
import type { PolicyOutline } from "../language/vocabulary/policy-outline.ts";
import { type Document, declareCollection } from "../store/index.ts";
import type { AttributeMapping, SignatureAlgorithm, SigningAlgorithm, TokenCondition } from "../tokens/index.ts";

/**
 * The configuration of a project: everything that decides what its tokens say. Changed as a whole, by compare-and-set.
 */
export interface Configuration {
  /** The exact text of the session template; `{}` at first. */
  readonly template: string;
  /** One more audience of session JWTs; none if empty. */
  readonly customAudience: string;
  /** The exact text of the template for tokens of M2M clients, which are not issued yet; `{}` at first. */
  readonly m2mTemplate: string;
  /** One more audience of those; none if empty. */
  readonly m2mCustomAudience: string;
  /** JSON Schemas of metadata by path of the vocabulary, such as `member.trusted_metadata`. */
  readonly schemas: Readonly<Record<string, Json>>;
  /** The RBAC policy as it was written, without the defaults of the vertical. */
  readonly policy: PolicyOutline;
  readonly profiles: readonly TrustedTokenProfile[];
  readonly settings: ProjectSettings;
}

/** One who may speak of a project's members or users: an issuer with its keys. */
export interface TrustedTokenProfile {
  readonly profileId: string;
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  /** Other issuers whose tokens it takes. */
  readonly acceptedIssuers: readonly string[];
  /** Other audiences that tokens may be for. */
  readonly acceptedAudiences: readonly string[];
  /** The clients that tokens may be issued to, any if empty. They are what counts of tokens without an audience. */
  readonly acceptedClients: readonly string[];
  /** Whether its keys are given here, or published by the issuer. */
  readonly publicKeyType: "PEM" | "JWK";
  /** One to five PEM texts, byte for byte as they were given; none where the issuer publishes the keys. */
  readonly pemFiles: readonly PemFile[];
  /** Where the issuer publishes the keys (RFC 7517 §5); null where they are given. */
  readonly jwksUrl: string | null;
  readonly attributeMapping: AttributeMapping;
  /** What its tokens must meet, in this order, before anything is looked up. */
  readonly conditions: readonly TokenCondition[];
  /** JSON Schema of the claims of its tokens, for whoever writes expressions over them; null where any can be read. */
  readonly tokenSchema: Json;
  /** When a token's e-mail address counts as its owner's: for finding a record by it, and for making one under it. */
  readonly linkByEmail: LinkByEmail;
  /** Whether an attest may make members or users, and organizations. */
  readonly canJitProvision: boolean;
  /** Whether each token is accepted once only, by its token id. */
  readonly singleUse: boolean;
  /** Ids or external ids of the organizations that it may speak for; null for all. */
  readonly allowedOrganizations: readonly string[] | null;
  /** The signature algorithms that it may use; null for all. */
  readonly algorithms: readonly SignatureAlgorithm[] | null;
  readonly leewaySeconds: number;
  /** From `iat` to `exp`; null for any. */
  readonly maxLifetimeSeconds: number | null;
  /** Of a whole token. */
  readonly maxTokenCharacters: number;
}

/**
 * The settings of when the e-mail address of a token leads to the record that has it: `never`; `verified`, where the
 * token says that the address is; or `asserted`, unless the token says anything else. Under `never` records are made as
 * under `asserted`.
 */
export const linkByEmailSettings = ["never", "verified", "asserted"] as const;
export type LinkByEmail = (typeof linkByEmailSettings)[number];

/** A public key of a profile. */
export interface PemFile {
  readonly pemFileId: string;
  readonly publicKey: string;
}

export interface ProjectSettings {
  /** What `iss` of session JWTs is: `stytch.com/<project id>`, or the public URL. */
  readonly issuer: "stytch" | "url";
  readonly signingAlgorithm: SigningAlgorithm;
  /** What the names of our own claims begin with. */
  readonly namespace: string;
  /** Whether a consumer attest without a duration makes no session, as Stytch's does. */
  readonly attestRequiresDuration: boolean;
  /** How long a session can live in all, in minutes; null for any time. */
  readonly maxSessionLifetimeMinutes: number | null;
}

/** The greatest difference of the clocks of an issuer and of this service, where a profile does not say. */
export const defaultLeewaySeconds = 60;

/** The linking by e-mail address of a profile that does not say. */
export const defaultLinkByEmail: LinkByEmail = "asserted";

/** The greatest lifetime of a trusted token, where a profile does not say: a day. */
export const defaultMaxLifetimeSeconds = 86_400;

/** The namespace that the SDKs have built in. */
export const defaultNamespace = "https://stytch.com/";

/** The configuration of a project that was told nothing. */
export const emptyConfiguration: Configuration = {
  template: "{}",
  customAudience: "",
  m2mTemplate: "{}",
  m2mCustomAudience: "",
  schemas: {},
  policy: { roles: [], resources: [], scopes: [] },
  profiles: [],
  settings: {
    issuer: "stytch",
    signingAlgorithm: "RS256",
    namespace: defaultNamespace,
    attestRequiresDuration: false,
    maxSessionLifetimeMinutes: null,
  },
};

/** The configuration as it is stored: one document, JSON text because authors write most of it. */
export type ConfigurationDocument = Document & {
  readonly json: string;
  /** The entry of the audit log that this revision was made with. */
  readonly auditEntryId: string;
};

/** The id of the one document of its collection. */
export const configurationId = "configuration";

/** The configuration, in the project's scope. */
export const configurationCollection = declareCollection<ConfigurationDocument>()({
  name: "configurations",
  version: 1,
  indexes: {},
});
