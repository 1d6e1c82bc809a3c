import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, type ApiErrorType } from "../../projects/index.ts";
import { SignatureFailedError } from "../../sessions/index.ts";
import { ConflictError, InvalidCursorError, StoreUnavailableError } from "../../store/index.ts";
import { errorEnvelope } from "./envelope.ts";
import { requestIdOf } from "./request-id.ts";
import { schemaError } from "./schema-error.ts";
import { statusByType } from "./status-by-type.ts";

/** Answers a request with the envelope of an error, whatever was thrown. What is our fault is logged, and not told. */
export function answerError(
  error: unknown,
  {
    request,
    reply,
    logger,
  }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly logger: FastifyBaseLogger },
): FastifyReply {
  const answer = apiErrorOf(error);
  const requestId = requestIdOf(request);
  if (!(error instanceof ApiError) && statusByType[answer.type] >= 500) {
    logger.error({ request_id: requestId, err: error }, "a request could not be served");
  }
  request.errorType = answer.type;
  request.errorReason = reasonOf(answer);
  request.errorCondition = typeof answer.details?.condition === "number" ? answer.details.condition : null;
  const envelope = errorEnvelope(answer, requestId);
  if (answer.type === "unauthorized_credentials") reply.header("www-authenticate", 'Basic realm="claimsmith"');
  if (answer.type === "service_unavailable" && !reply.hasHeader("retry-after")) reply.header("retry-after", "1");
  return reply.code(envelope.status_code).type("application/json; charset=utf-8").send(envelope);
}

/** The finer code that the details of some errors have; these are ours, and never what a caller sent. */
function reasonOf({ details = {} }: ApiError): string | null {
  const { reason = details.code } = details;
  return typeof reason === "string" ? reason : null;
}

/** The error that the caller is told. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // A conflict that remains after all attempts, as an absent store, may be gone at the next request.
  if (error instanceof StoreUnavailableError || error instanceof ConflictError) {
    return new ApiError("service_unavailable");
  }
  if (error instanceof SignatureFailedError) return new ApiError("service_unavailable");
  if (error instanceof InvalidCursorError) return new ApiError("invalid_argument", error.message);
  return (isFastifyError(error) ? frameworkError(error) : undefined) ?? new ApiError("internal_server_error");
}

const typeByCode: ReadonlyMap<string, ApiErrorType> = new Map([
  ["FST_ERR_BAD_URL", "bad_request"],
  ["FST_ERR_MAX_PARAM_LENGTH", "uri_too_long"],
  ["FST_ERR_CTP_BODY_TOO_LARGE", "request_too_large"],
  ["FST_ERR_CTP_INVALID_MEDIA_TYPE", "unsupported_content_type"],
  ["FST_ERR_CTP_INVALID_CONTENT_LENGTH", "bad_request"],
  // The connection broke while the body was being read.
  ["ECONNRESET", "bad_request"],
]);

function frameworkError(error: FastifyError): ApiError | undefined {
  const type = typeByCode.get(error.code);
  return type === undefined ? schemaError(error) : new ApiError(type);
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
