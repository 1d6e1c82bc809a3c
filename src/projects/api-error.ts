import type { JsonObject } from "../language/json.ts";
import { type ApiErrorType, messageByType } from "./api-error-types.ts";

/**
 * A caller's mistake, or what keeps the service from answering: thrown by every use case, and written by the server as
 * the error envelope of the API. Neither message nor details hold a token, a secret or a claim's value.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly type: ApiErrorType;
  /** What a program can read of it; absent where the type says all. */
  readonly details: JsonObject | undefined;

  /** The message is one sentence without a final period; that of the catalogue unless given. */
  constructor(type: ApiErrorType, message: string = messageByType[type], details?: JsonObject) {
    super(message);
    this.type = type;
    this.details = details;
  }
}
