import { isDeepStrictEqual } from "node:util";
import { pointerTo } from "../../language/json-pointer.ts";
import {
  type ActiveConfiguration,
  activate,
  type Backend,
  type Configuration,
  type ConfigurationProblem,
  configurationText,
  type Project,
  prepareConfiguration,
  readConfiguration,
  type StoredConfiguration,
  verticals,
} from "../../projects/index.ts";
import { messageByKeySetFault, parseKeySetUrl } from "../../tokens/index.ts";

/** A change of a configuration that may be made, as far as the configuration itself goes, or every reason why not. */
export type PublicationPlan =
  | {
      readonly ok: true;
      readonly before: StoredConfiguration;
      readonly after: Configuration;
      readonly isChanged: boolean;
      /** What requests would work with, as the next revision. */
      readonly active: ActiveConfiguration;
      /** What is worth knowing about it, though nothing is wrong. */
      readonly notes: readonly ConfigurationProblem[];
    }
  | { readonly ok: false; readonly after: Configuration; readonly problems: readonly ConfigurationProblem[] };

/**
 * Applies a change to what the store has and checks the result in all its parts. Nothing is written. Each step of it may
 * take a while where the configuration is large: others have their turn after it.
 */
export async function planPublication(
  backend: Backend,
  project: Project,
  change: (configuration: Configuration) => Configuration,
): Promise<PublicationPlan> {
  // A request has just made the configuration before ready, which may have taken as long.
  await backend.pacing.wait(0);
  const turn = backend.pacing.turns();
  const before = await readConfiguration(backend.store.scope(project.id));
  const after = change(before.configuration);
  const isChanged = configurationText(after) !== configurationText(before.configuration);
  await turn();
  const prepared = prepareConfiguration(after, verticals[project.vertical], { stored: before.configuration });
  await turn();
  const kept = prepared.problems.filter((problem) => isOfWhatStays(problem, before.configuration, after));
  const found = prepared.problems.filter((problem) => !kept.includes(problem));
  const problems = [...found, ...refusedKeySets(backend, before.configuration, after)];
  if (problems.length > 0) return { ok: false, after, problems };
  const revision = before.revision + (isChanged ? 1 : 0);
  const active = activate(after, { revision, project, backend, prepared });
  await turn();
  return {
    ok: true,
    before,
    after,
    isChanged,
    active,
    notes: [...kept, ...prepared.notes],
  };
}

/**
 * Whether it is a problem of a template or a profile that stays as it was stored, and that an earlier version of this program
 * let pass: it is served as before, whatever else is changed.
 */
function isOfWhatStays(
  { isServable, pointer }: ConfigurationProblem,
  before: Configuration,
  after: Configuration,
): boolean {
  if (isServable !== true) return false;
  if (pointer === "/template") return before.template === after.template;
  if (pointer === "/m2m_template") return before.m2mTemplate === after.m2mTemplate;
  const [, part, place] = pointer.split("/");
  const profile = part === "profiles" ? after.profiles[Number(place)] : undefined;
  if (profile === undefined) return false;
  // It decides on names that templates may have.
  if (before.settings.namespace !== after.settings.namespace) return false;
  const stored = before.profiles.find(({ profileId }) => profileId === profile.profileId);
  return stored !== undefined && isDeepStrictEqual(stored, profile);
}

/** The JWKS URLs that are new and that this server may not ask: no token of their profiles would be accepted. */
function refusedKeySets(
  { keySets }: Backend,
  before: Configuration,
  after: Configuration,
): readonly ConfigurationProblem[] {
  const known = new Set(before.profiles.map(({ jwksUrl }) => jwksUrl));
  return after.profiles.flatMap(({ publicKeyType, jwksUrl }, index): readonly ConfigurationProblem[] => {
    if (publicKeyType !== "JWK" || jwksUrl === null || known.has(jwksUrl) || parseKeySetUrl(jwksUrl) === undefined)
      return [];
    const fault = keySets.faultOf(jwksUrl);
    if (fault === undefined) return [];
    const pointer = pointerTo("/profiles", index, "jwks_url");
    const help =
      "it has to be https and lead to a public address, or its host be named by `--jwks-allow-host`; http is for loopback outside production";
    return [{ code: "invalid_jwks_url", pointer, message: messageByKeySetFault[fault], help }];
  });
}
