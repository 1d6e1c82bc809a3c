import { pointerTo, pointerTokens } from "../../../language/json-pointer.ts";
import {
  type Configuration,
  type ConfigurationProblem,
  checkConfiguration,
  type Project,
  verticals,
} from "../../../projects/index.ts";
import type { Finding } from "./finding.ts";

/**
 * Finds what this version would not save of the configuration of a project, which another version did. What it serves as
 * before is a warning; a profile whose expressions do not compile refuses every token, and of anything else that is wrong
 * no request of the project is answered.
 */
export function checkStoredConfiguration(
  { id: projectId, vertical }: Pick<Project, "id" | "vertical">,
  configuration: Configuration,
): readonly Finding[] {
  return checkConfiguration(configuration, verticals[vertical]).map((problem): Finding => {
    const finding =
      problem.isServable === true && problem.pointer.startsWith("/profiles/")
        ? ofProfile(problem, configuration)
        : ofTheRest(problem);
    return { ...finding, projectId };
  });
}

const letItPass = "the version that saved it let it pass";

function ofProfile(
  { pointer, message, diagnostic }: ConfigurationProblem,
  { profiles }: Configuration,
): Omit<Finding, "projectId"> {
  const [, place, ...rest] = pointerTokens(pointer);
  const refuses = diagnostic === undefined ? "" : ", so that its tokens are refused";
  return {
    check: "profile",
    profile: profiles[Number(place)]?.name ?? "",
    status: diagnostic === undefined ? "warning" : "failed",
    message: `${rest.length === 0 ? "" : `\`${pointerTo("", ...rest)}\`: `}${message}${refuses}`,
    help: `${letItPass}: change it in the profile`,
  };
}

function ofTheRest({ pointer, message, isServable }: ConfigurationProblem): Omit<Finding, "projectId"> {
  const isServed = isServable === true;
  const place = pointer === "" ? "" : `\`${pointer}\`: `;
  return {
    check: "configuration",
    status: isServed ? "warning" : "failed",
    message: `${place}${message}${isServed ? "" : ", so that requests of the project fail"}`,
    help: isServed
      ? `${letItPass}: it is served, and has to be mended when it is changed`
      : `${letItPass}: publish another`,
  };
}
