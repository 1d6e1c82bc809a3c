import { type Static, Type } from "typebox";
import type { MemberDetails, MemberSettings, SubjectChanges, SubjectFields } from "../../directory/index.ts";
import type { Exactly } from "../../projects/index.ts";

/** The fields that a request can give of any member; metadata has an error type of its own for what is no object. */
const details = Type.Partial(
  Type.Object({
    name: Type.String(),
    external_id: Type.String(),
    trusted_metadata: Type.Unknown(),
    untrusted_metadata: Type.Unknown(),
    roles: Type.Array(Type.String()),
    is_breakglass: Type.Boolean(),
    mfa_phone_number: Type.String(),
    mfa_enrolled: Type.Boolean(),
    default_mfa_method: Type.Enum(["", "sms_otp", "totp"]),
  }),
);

type Details = Static<typeof details>;

/** The fields of a new member in a request. */
export const newMemberFields = Type.Object({
  ...details.properties,
  email_address: Type.String(),
  create_member_as_pending: Type.Optional(Type.Boolean()),
});

/** The fields in a request that changes a member. */
export const memberChanges = Type.Object({
  ...details.properties,
  email_address: Type.Optional(Type.String()),
  // An address that is given up is free at once, and no session here hangs on a connection: both change nothing.
  unlink_email: Type.Optional(Type.Boolean()),
  preserve_existing_sessions: Type.Optional(Type.Boolean()),
});

/** A new member in the words of the directory, but for its organization. */
export function readNewMember(
  body: Static<typeof newMemberFields>,
): Required<Omit<SubjectFields, "organizationId" | "nameParts">> {
  const { email_address: emailAddress, create_member_as_pending: isPending, ...said } = body;
  said satisfies Exactly<Details, typeof said>;
  return { ...readDetails(said), emailAddress, isPending };
}

/** Changes of a member in the words of the directory. */
export function readMemberChanges(
  body: Static<typeof memberChanges>,
): Required<Omit<SubjectChanges, "nameParts" | "status">> {
  const { email_address: emailAddress, unlink_email: _unlink, preserve_existing_sessions: _preserve, ...said } = body;
  said satisfies Exactly<Details, typeof said>;
  return { ...readDetails(said), emailAddress };
}

function readDetails(said: Details): Required<MemberDetails> {
  const {
    name,
    external_id: externalId,
    trusted_metadata: trustedMetadata,
    untrusted_metadata: untrustedMetadata,
    roles,
    mfa_phone_number: phoneNumber,
    ...settings
  } = said;
  settings satisfies Exactly<MemberSettings, typeof settings>;
  return { name, externalId, trustedMetadata, untrustedMetadata, roles, phoneNumber, settings };
}
