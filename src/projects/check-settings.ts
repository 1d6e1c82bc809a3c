import { pointerTo } from "../language/json-pointer.ts";
import type { Configuration, ProjectSettings } from "./configuration.ts";
import type { ConfigurationProblem } from "./configuration-problem.ts";

const minSessionMinutes = 5;
const maxSessionMinutes = 527_040;
const maxNamespaceCharacters = 256;
const maxAudienceCharacters = 256;

/** Printable ASCII: what needs no escape in JSON, so that its size in a token is known. */
const plainText = /^[!#-[\]-~]*$/;

/** The problems of a project's settings. */
export function checkSettings(settings: ProjectSettings): readonly ConfigurationProblem[] {
  const { namespace, maxSessionLifetimeMinutes: minutes } = settings;
  const problems: ConfigurationProblem[] = [];
  const isName = namespace.length <= maxNamespaceCharacters && plainText.test(namespace) && URL.canParse(namespace);
  if (!isName) {
    const message = `the namespace must be an absolute URL of at most ${maxNamespaceCharacters} printable ASCII characters`;
    problems.push({ code: "invalid_namespace", pointer: pointerTo("/settings", "namespace"), message });
  }
  const isLifetime =
    minutes === null || (Number.isSafeInteger(minutes) && minutes >= minSessionMinutes && minutes <= maxSessionMinutes);
  if (!isLifetime) {
    const message = `the greatest lifetime of a session must be a whole number of minutes from ${minSessionMinutes} to ${maxSessionMinutes}`;
    const pointer = pointerTo("/settings", "max_session_lifetime_minutes");
    problems.push({ code: "invalid_max_session_lifetime_minutes", pointer, message });
  }
  return problems;
}

/** The problems of the custom audiences. */
export function checkCustomAudiences({
  customAudience,
  m2mCustomAudience,
}: Configuration): readonly ConfigurationProblem[] {
  const audiences = { custom_audience: customAudience, m2m_custom_audience: m2mCustomAudience };
  return Object.entries(audiences).flatMap(([field, audience]): readonly ConfigurationProblem[] => {
    if (audience.length <= maxAudienceCharacters && plainText.test(audience)) return [];
    const message = `the custom audience must have at most ${maxAudienceCharacters} printable ASCII characters`;
    return [{ code: "invalid_custom_audience", pointer: `/${field}`, message }];
  });
}
