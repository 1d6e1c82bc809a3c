import { pointerTo, pointerTokens } from "../../../language/json-pointer.ts";
import { type Configuration, checkConfiguration, type Project, verticals } from "../../../projects/index.ts";
import type { Finding } from "./finding.ts";

/**
 * Finds what the trusted token profiles of a project say that this version would not save: they are served as before, and
 * what does not compile refuses every token.
 */
export function checkProfiles(
  { id: projectId, vertical }: Pick<Project, "id" | "vertical">,
  configuration: Configuration,
): readonly Finding[] {
  const problems = checkConfiguration(configuration, verticals[vertical]).filter(
    ({ isServable }) => isServable === true,
  );
  return problems.map(({ pointer, message, diagnostic }): Finding => {
    const [, place, ...rest] = pointerTokens(pointer);
    const profile = configuration.profiles[Number(place)]?.name ?? "";
    const refuses = diagnostic === undefined ? "" : ", so that its tokens are refused";
    return {
      check: "profile",
      projectId,
      profile,
      status: diagnostic === undefined ? "warning" : "failed",
      message: `\`${pointerTo("", ...rest)}\`: ${message}${refuses}`,
      help: "the version that saved it let it pass: change it in the profile",
    };
  });
}
