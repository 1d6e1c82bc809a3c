import { ApiError } from "../../projects/index.ts";

/** The credentials that a request brings; nothing of them has been checked. */
export interface Credentials {
  readonly projectId: string;
  readonly secret: string;
}

const maxHeaderCharacters = 4096;
const basicPattern = /^basic +([A-Za-z0-9+/]+)={0,2} *$/i;

/**
 * Reads a header `Authorization: Basic base64(project_id:secret)` (RFC 7617 §2). Throws `unauthorized_credentials` where
 * there is none, and `invalid_authorization_header` where it is anything else: it is sent twice, is not base64 in its
 * canonical spelling (padding may be missing), is not UTF-8, has no colon, or is too long. What it should be is said in
 * the names of the route: `project_id:secret`.
 */
export function basicCredentials(headers: readonly string[], names = "project_id:secret"): Credentials {
  const [header, second] = headers;
  if (header === undefined) throw new ApiError("unauthorized_credentials");
  const decoded = second === undefined ? decode(header) : undefined;
  const colon = decoded?.indexOf(":") ?? -1;
  if (decoded === undefined || colon === -1) {
    throw new ApiError(
      "invalid_authorization_header",
      `the authorization header sent is not valid: it must be Basic with ${names}`,
    );
  }
  return { projectId: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}

function decode(header: string): string | undefined {
  if (header.length > maxHeaderCharacters) return undefined;
  const encoded = basicPattern.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== encoded) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
