import type { JsonObject } from "../../language/json.ts";
import type { ApiError, ApiErrorType } from "../../projects/index.ts";
import { statusByType } from "./status-by-type.ts";

/** The form of every error answer, on every route: the envelope of Stytch's API. */
export interface ErrorEnvelope {
  /** The HTTP status of the answer. */
  readonly status_code: number;
  readonly request_id: string;
  readonly error_type: ApiErrorType;
  /** One sentence with a final period. */
  readonly error_message: string;
  readonly error_url: string;
  readonly error_details?: JsonObject;
}

/** The answer to a request that failed. */
export function errorEnvelope({ type, message, details }: ApiError, requestId: string): ErrorEnvelope {
  const status = statusByType[type];
  return {
    status_code: status,
    request_id: requestId,
    error_type: type,
    error_message: sentence(message),
    error_url: `https://stytch.com/docs/api/errors/${status}`,
    ...(details === undefined ? {} : { error_details: details }),
  };
}

/** The fields that every other answer has beside its own. */
export interface Success {
  readonly status_code: 200;
  readonly request_id: string;
}

/** The answer to a request that succeeded; its own fields come first. */
export function successEnvelope(answer: object, requestId: string): object {
  const success: Success = { status_code: 200, request_id: requestId };
  return { ...answer, ...success };
}

/** A first word that is an ordinary one, not the name of a field. */
const ordinaryWord = /^[a-z][a-z'-]*(?=[ ,:;]|$)/;

function sentence(message: string): string {
  const [first = ""] = ordinaryWord.exec(message) ?? [];
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${message.slice(first.length)}.`;
}
