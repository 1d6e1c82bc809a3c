import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../../projects/index.ts";

/**
 * Throws `unsupported_content_type` where headers tell of a body that is not plain JSON: another media type or none,
 * another charset than UTF-8, or a content encoding. A request without a body needs no type.
 */
export function checkContentType(headers: IncomingHttpHeaders): void {
  const type = headers["content-type"];
  const hasBody = headers["transfer-encoding"] !== undefined || !noLength.has(headers["content-length"]);
  if (type === undefined ? hasBody : !jsonType.test(type)) throw new ApiError("unsupported_content_type");
  if ((headers["content-encoding"] ?? "identity").toLowerCase() !== "identity") {
    throw new ApiError("unsupported_content_type", "the body of the request must not be encoded");
  }
}

const noLength: ReadonlySet<string | undefined> = new Set([undefined, "0"]);
/** `application/json`, on its own or with `charset=utf-8` (RFC 9110 §8.3.1). */
const jsonType = /^[ \t]*application\/json[ \t]*(?:;[ \t]*charset=(?:utf-?8|"utf-?8")[ \t]*)?;?[ \t]*$/i;
