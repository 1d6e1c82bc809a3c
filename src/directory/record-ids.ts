import { ApiError, type ApiErrorType, type IdKind, idKinds } from "../projects/index.ts";

/** The records that may have an id of the customer's beside our own. */
export type RecordKind = "organization" | "member" | "user";

/** Printable ASCII without white space, `"` and `\`: whatever issuers have as a subject, and one byte of JSON text each. */
const personal = /[!#-[\]-~]/;

const rulesByKind = {
  organization: {
    characters: /[A-Za-z0-9._|-]/,
    malformed: "invalid_organization_external_id",
    ours: "external_organization_id_same_as_organization_id",
  },
  member: {
    characters: personal,
    malformed: "invalid_external_id",
    ours: "external_member_id_same_as_member_id",
  },
  user: { characters: personal, malformed: "invalid_external_id", ours: "external_user_id_same_as_user_id" },
} as const satisfies Record<RecordKind, { characters: RegExp } & Record<"malformed" | "ours", ApiErrorType>>;

const maxExternalIdCharacters = 128;
const maxToldCharacters = 10;

/**
 * The external id of a record, if it can be one. Throws when it has other characters, which are told, or another length,
 * when it is a dot segment, and when it begins as ids do: of a record of its own kind it could then not be told from the
 * id of another one, and a person's would look like what it is not.
 */
export function checkedExternalId(kind: RecordKind, text: string): string {
  const { characters, malformed, ours } = rulesByKind[kind];
  const others = [...new Set(text)].filter((character) => !characters.test(character));
  if (others.length > 0) {
    throw new ApiError(malformed, undefined, { characters: others.slice(0, maxToldCharacters) });
  }
  if (text === "" || text.length > maxExternalIdCharacters || isDotSegment(text)) throw new ApiError(malformed);
  if (looksLikeId(kind, text)) throw new ApiError(ours);
  const kinds = kind === "organization" ? [] : idKinds;
  const other = kinds.find((begin) => looksLikeId(begin, text));
  if (other !== undefined) {
    const beginnings = `\`${other}-test-\` or \`${other}-live-\``;
    throw new ApiError(malformed, `an external id cannot begin with ${beginnings}, as ids do`);
  }
  return text;
}

/** Tells whether a text is a dot segment (RFC 3986 §3.3), which clients take out of the path of an address. */
export function isDotSegment(text: string): boolean {
  return text === "." || text === "..";
}

/** Tells whether a text begins as our ids of that kind do, of whatever environment. */
export function looksLikeId(kind: IdKind, text: string): boolean {
  return text.startsWith(`${kind}-test-`) || text.startsWith(`${kind}-live-`);
}
