import { ApiError } from "../projects/index.ts";

/** Does something with the value of an attribute of a token; an `ApiError` that it throws names the attribute, too. */
export function namingAttribute<T>(attribute: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.type, error.message, { ...error.details, attribute });
  }
}
