import { ApiError, type ApiErrorType } from "../projects/index.ts";

/** The records that may have an id of the customer's beside our own. */
export type RecordKind = "organization" | "member" | "user";

const EXTERNAL_ID = /^[A-Za-z0-9._|-]{1,128}$/;

const errorsByKind = {
  organization: {
    malformed: "invalid_organization_external_id",
    ours: "external_organization_id_same_as_organization_id",
  },
  member: { malformed: "invalid_external_id", ours: "external_member_id_same_as_member_id" },
  user: { malformed: "invalid_external_id", ours: "external_user_id_same_as_user_id" },
} as const satisfies Record<RecordKind, Record<"malformed" | "ours", ApiErrorType>>;

/**
 * The external id of a record, if it can be one. Throws when it has other characters or another length, when it is a dot
 * segment, and when it looks like an id of ours: it could then not be told from the id of another record.
 */
export function checkedExternalId(kind: RecordKind, text: string): string {
  const errors = errorsByKind[kind];
  if (!EXTERNAL_ID.test(text) || isDotSegment(text)) throw new ApiError(errors.malformed);
  if (looksLikeId(kind, text)) throw new ApiError(errors.ours);
  return text;
}

/** Whether a text is a dot segment (RFC 3986 §3.3), which clients take out of the path of an address. */
export function isDotSegment(text: string): boolean {
  return text === "." || text === "..";
}

/** Whether a text begins as our ids of that kind do, of whatever environment. */
export function looksLikeId(kind: RecordKind, text: string): boolean {
  return text.startsWith(`${kind}-test-`) || text.startsWith(`${kind}-live-`);
}
