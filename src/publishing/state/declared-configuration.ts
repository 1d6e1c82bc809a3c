import { invariant } from "../../language/invariant.ts";
import { type PolicyOutline, readPolicyOutline } from "../../language/vocabulary/policy-outline.ts";
import type { Configuration, NothingLeft, ProjectSettings } from "../../projects/index.ts";
import { changedProfile, type IdSource, newProfile } from "../profiles/changed-profile.ts";
import { profileIndex, readDeclaredProfile } from "./declared-profile.ts";
import type { DeclaredProject, DeclaredSettings } from "./declared-state.ts";
import type { StateFiles } from "./state-files.ts";

/** A project of a state, with the files that it names. */
export interface ReadProject {
  readonly declared: DeclaredProject;
  readonly files: StateFiles;
  /** JSON Pointer of the project in the state. */
  readonly pointer: string;
}

/** The change that a state makes to a configuration: what it does not name stays. */
export function declaredChange(
  { declared, files }: ReadProject,
  ids: IdSource,
): (before: Configuration) => Configuration {
  const {
    custom_audience: customAudience,
    policy,
    profiles: declaredProfiles = [],
    settings = {},
    // Read as files.
    template: _template,
    schemas: _schemas,
    // Of the record of the project.
    project_id: _id,
    project_slug: _projectSlug,
    environment_slug: _environmentSlug,
    vertical: _vertical,
    secret: _secret,
    // The way in which it is published.
    force: _force,
    // Records of their own.
    organizations: _organizations,
    users: _users,
    ...rest
  } = declared;
  rest satisfies NothingLeft;
  return (before): Configuration => {
    const schemas = new Map(Object.entries(before.schemas));
    for (const [path, schema] of files.schemas) {
      if (schema === null) schemas.delete(path);
      else schemas.set(path, schema);
    }
    const profiles = [...before.profiles];
    for (const [index, profile] of declaredProfiles.entries()) {
      const place = profileIndex(profiles, profile);
      const fields = readDeclaredProfile(profile, {
        publicKeys: files.publicKeys[index],
        attributeMapping: files.attributeMappings[index],
      });
      const next = changedProfile(profiles[place] ?? newProfile(ids, profile.profile_id), fields, ids);
      if (place === -1) profiles.push(next);
      else profiles[place] = next;
    }
    return {
      template: files.template ?? before.template,
      customAudience: customAudience ?? before.customAudience,
      m2mTemplate: before.m2mTemplate,
      m2mCustomAudience: before.m2mCustomAudience,
      schemas: Object.fromEntries(schemas),
      policy: policy === undefined ? before.policy : policyOf(policy),
      profiles,
      settings: settingsOf(settings, before.settings),
    };
  };
}

/** As every policy is kept: fields in one order, and lists that were left out empty. */
function policyOf(policy: DeclaredProject["policy"]): PolicyOutline {
  const reading = readPolicyOutline(policy);
  invariant(reading.ok, "a declared policy has the shape of one");
  return reading.outline;
}

function settingsOf(declared: DeclaredSettings, before: ProjectSettings): ProjectSettings {
  const {
    issuer = before.issuer,
    signing_algorithm: signingAlgorithm = before.signingAlgorithm,
    namespace = before.namespace,
    attest_requires_duration: attestRequiresDuration = before.attestRequiresDuration,
    max_session_lifetime_minutes: maxSessionLifetimeMinutes = before.maxSessionLifetimeMinutes,
    ...rest
  } = declared;
  rest satisfies NothingLeft;
  return { issuer, signingAlgorithm, namespace, attestRequiresDuration, maxSessionLifetimeMinutes };
}
