import { ApiError, type ApiErrorType } from "../projects/index.ts";

/** The name of a session in a request: by its token, or by a JWT of it. */
export type SessionInput =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "jwt"; readonly jwt: string };

interface SessionArguments {
  readonly session_token?: string | undefined;
  readonly session_jwt?: string | undefined;
}

/** The session that a request names. Texts that are empty count as absent: SDKs of typed languages send them. */
export function readSessionInput(request: SessionArguments): SessionInput {
  const input = readOptionalSessionInput(request);
  if (input === undefined) throw new ApiError("no_session_arguments");
  return input;
}

/** The same for a request that need not name one. */
export function readOptionalSessionInput(
  { session_token: token = "", session_jwt: jwt = "" }: SessionArguments,
  tooMany: ApiErrorType = "too_many_session_arguments",
): SessionInput | undefined {
  if (token !== "" && jwt !== "") throw new ApiError(tooMany);
  if (token !== "") return { kind: "token", token };
  return jwt === "" ? undefined : { kind: "jwt", jwt };
}
