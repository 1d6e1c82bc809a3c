import { invariant } from "../../language/invariant.ts";
import type { JsonObject } from "../../language/json.ts";
import { pointerTokens } from "../../language/json-pointer.ts";
import {
  ApiError,
  type ApiErrorType,
  type Configuration,
  type ConfigurationProblem,
  isApiErrorType,
} from "../../projects/index.ts";
import { diagnosticView, placeView, templateErrorType } from "./template-error.ts";

/** A part of a configuration, by the first key of the JSON Pointers to it. */
export type ConfigurationPart = "template" | "m2m_template" | "policy" | "profiles";

/** The circumstances of a publication that was refused: what its problems are told with. */
export interface PublicationErrorOptions {
  /** The part that was to be changed: what is wrong with it comes first. */
  readonly part: ConfigurationPart;
  /** The configuration that was refused. */
  readonly configuration: Configuration;
  /** JSON Pointer (RFC 6901) in the request of what a JSON Pointer in the configuration points to. */
  readonly fieldOf: (pointer: string) => string;
}

const maxProblems = 100;

/**
 * The error that answers a request whose change is refused: type and message are those of the first problem, and the
 * details list all of them, at most 100: `diagnostics` of templates with their places, `problems` of the rest.
 */
export function publicationError(
  problems: readonly ConfigurationProblem[],
  { part, configuration, fieldOf }: PublicationErrorOptions,
): ApiError {
  const isOwn = ({ pointer }: ConfigurationProblem) => partOf(pointer) === part;
  const others = problems.filter((problem) => !isOwn(problem));
  const sorted = [...problems.filter(isOwn), ...others].slice(0, maxProblems);
  const [first] = sorted;
  invariant(first !== undefined, "what is refused has a problem");
  const textOf = (pointer: string) =>
    partOf(pointer) === "m2m_template" ? configuration.m2mTemplate : configuration.template;
  const diagnostics = sorted.flatMap((problem) =>
    isOfTemplate(problem) ? [diagnosticView(problem.diagnostic, textOf(problem.pointer))] : [],
  );
  const rest = sorted
    .filter((problem) => !isOfTemplate(problem))
    .map((problem) => problemView(problem, { fieldOf, text: textAt(configuration, problem.pointer) }));
  const details: JsonObject = {
    reason: first.code,
    ...(diagnostics.length > 0 && { diagnostics }),
    ...(rest.length > 0 && { problems: rest }),
  };
  return new ApiError(errorTypeOf(first, textOf(first.pointer)), messageOf(first, part), details);
}

type OfTemplate = ConfigurationProblem & Required<Pick<ConfigurationProblem, "diagnostic">>;

/** Whether it is of the text of a template; what is of an expression of a profile is told with its field. */
function isOfTemplate(problem: ConfigurationProblem): problem is OfTemplate {
  return problem.diagnostic !== undefined && partOf(problem.pointer) !== "profiles";
}

/** The text of an expression of a profile: what an attribute is mapped to, or a condition. */
function textAt({ profiles }: Configuration, pointer: string): string {
  const [, place, field, key = ""] = pointerTokens(pointer);
  const profile = profiles[Number(place)];
  if (field === "attribute_mapping") return profile?.attributeMapping[key] ?? "";
  return field === "conditions" ? (profile?.conditions[Number(key)]?.expression ?? "") : "";
}

function partOf(pointer: string): string | undefined {
  return pointer.split("/")[1];
}

/** Error types of the API that are also codes of problems, and mean something else there. */
const namesakes: ReadonlySet<string> = new Set(["invalid_name"]);

function errorTypeOf({ code, pointer, diagnostic }: ConfigurationProblem, template: string): ApiErrorType {
  if (diagnostic !== undefined && partOf(pointer) !== "profiles") return templateErrorType(diagnostic, template);
  if (isApiErrorType(code) && !namesakes.has(code)) return code;
  return partOf(pointer) === "profiles" ? "trusted_token_profile_invalid_request" : "invalid_argument";
}

function messageOf({ message, pointer, diagnostic }: ConfigurationProblem, part: ConfigurationPart): string {
  const isOfOther = diagnostic !== undefined && partOf(pointer) !== part && partOf(pointer) !== "profiles";
  return isOfOther ? `the template that the project has would have an error: ${message}` : message;
}

function problemView(
  { code, pointer, message, help, diagnostic, details = {} }: ConfigurationProblem,
  { fieldOf, text }: { readonly fieldOf: (pointer: string) => string; readonly text: string },
): JsonObject {
  return {
    code,
    field: fieldOf(pointer),
    message,
    ...details,
    ...(help === undefined ? {} : { help }),
    ...(diagnostic === undefined ? {} : { place: placeView(diagnostic, text) }),
  };
}
