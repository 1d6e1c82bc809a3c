import type { Configuration, ConfigurationDocument } from "./configuration.ts";
import { configurationText } from "./read-configuration.ts";

/** A configuration as the store has it: with what this version knows, and what else a newer one may have put there. */
interface Form {
  readonly profiles: readonly (object & { readonly profileId: string })[];
  readonly settings: object;
}

/**
 * The text of a configuration that takes the place of a document. Fields of the document that this version does not know
 * stay: of the configuration, of its settings, and of each profile that stays. A newer version that serves the same store
 * has put them there, and a restriction of a profile may be among them.
 */
export function configurationToStore(configuration: Configuration, before: ConfigurationDocument | undefined): string {
  const text = configurationText(configuration);
  if (before === undefined) return text;
  const next: Form = JSON.parse(text);
  const stored: Form = JSON.parse(before.json);
  const storedById = new Map(stored.profiles.map((profile) => [profile.profileId, profile]));
  return JSON.stringify({
    ...withUnknown(next, stored),
    profiles: next.profiles.map((profile) => withUnknown(profile, storedById.get(profile.profileId))),
    settings: withUnknown(next.settings, stored.settings),
  });
}

/** Known fields first, in their order: each is always there, so that what else was stored is unknown. */
function withUnknown<T extends object>(known: T, stored: object = {}): T {
  return { ...known, ...stored, ...known };
}
