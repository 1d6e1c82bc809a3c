import type { FastifyError, FastifySchemaValidationError } from "fastify";
import { pointerTo } from "../../language/json-pointer.ts";
import { ApiError } from "../../projects/index.ts";

/** The names of the parts of a request in messages. */
const nameByPart: ReadonlyMap<string | undefined, string> = new Map([
  ["params", "path"],
  ["querystring", "query"],
]);

/**
 * The answer to a request that does not fit its route's schemas: names the field by JSON Pointer (RFC 6901) in the body,
 * the query or the path, and says what it must be; never what it is. Undefined for an error of another kind.
 */
export function schemaError({ validation = [], validationContext }: FastifyError): ApiError | undefined {
  // Where a choice of schemas failed, the failures of each come first.
  const failure = validation.at(-1);
  if (failure === undefined) return undefined;
  const part = nameByPart.get(validationContext) ?? "body";
  const pointer = pointerOf(failure);
  const place = pointer === "" ? `the ${part}` : `\`${pointer}\` in the ${part}`;
  return new ApiError("invalid_argument", `${place} ${demandOf(failure, validation)}`, { field: pointer });
}

function pointerOf({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  const name = keyword === "required" ? params.missingProperty : params.additionalProperty;
  return typeof name === "string" ? pointerTo(instancePath, name) : instancePath;
}

function demandOf(
  { keyword, params, message, instancePath }: FastifySchemaValidationError,
  failures: readonly FastifySchemaValidationError[],
): string {
  switch (keyword) {
    case "required":
      return "is required";
    case "additionalProperties":
      return "is not known";
    case "type":
      return `must be ${typeNames(params.type)}`;
    case "enum":
      return `must be one of ${JSON.stringify(params.allowedValues)}`;
    case "anyOf": {
      const choices = failures.filter((failure) => failure.keyword !== "anyOf");
      const isByType = choices.every((choice) => choice.keyword === "type" && choice.instancePath === instancePath);
      return isByType ? `must be ${typeNames(choices.map((choice) => choice.params.type))}` : "is not what it must be";
    }
    default:
      return String(message).replace("must NOT", "must not");
  }
}

function typeNames(types: unknown): string {
  return [types].flat().map(typeName).join(" or ");
}

function typeName(type: unknown): string {
  const name = String(type);
  if (name === "null") return name;
  return /^[aio]/.test(name) ? `an ${name}` : `a ${name}`;
}
